"""A unit answers a paper that it was sent: with its own paper, that it is done, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from lantoa.common.scopes import Scope
from lantoa.directives.models import Addressee, Directive
from lantoa.directives.operations.moving import NO_ANSWER, UnableToAnswer, held, move, received
from lantoa.directives.operations.papers import Header, Upload, ensure_linked, record_directive
from lantoa.directives.rules import sendings
from lantoa.directives.rules.papers import code_of
from lantoa.files import operations as files
from lantoa.files.models import StoredFile
from lantoa.vietnamese.text import clean


@transaction.atomic
def acknowledge(*, scope: Scope, addressee: Addressee, today: date) -> Addressee:
    """The unit has the paper; said twice, it stays so. Its copy enters the unit's book."""
    one = _own(scope, addressee)
    if one.stage != "waiting":
        return one
    received(one, today)
    return move(scope, one, "acknowledge")


@transaction.atomic
def answer_done(
    *, scope: Scope, addressee: Addressee, done_on: date, today: date, note: str = "", photo: Upload | None = None
) -> Addressee:
    """The unit has carried the paper out on a day, with a photo of it if it likes. Said again, it stays so."""
    one = _own(scope, addressee)
    if not photo and _stands(one, answer="done", done_on=done_on, note=_note(note)):
        return one
    _may_answer(one, "done")
    if done_on > today:
        raise UnableToAnswer("Ngày triển khai không thể sau hôm nay. Nếu chưa triển khai, hãy chờ đến khi xong.")
    if done_on < one.directive.dated_on:
        raise UnableToAnswer(f"Ngày triển khai không thể trước ngày của văn bản ({one.directive.dated_on:%d/%m/%Y}).")
    kept = files.keep_photo(scope=scope, name=photo.name, data=photo.data) if photo else None
    return _answered(scope, one, today, answer="done", done_on=done_on, note=_note(note), photo=kept)


@transaction.atomic
def answer_reason(*, scope: Scope, addressee: Addressee, why: str, today: date) -> Addressee:
    """The unit says why it does not carry the paper out; whoever asked may return that. Said again, it stays so."""
    one = _own(scope, addressee)
    if _stands(one, answer="reason", note=_note(why)):
        return one
    _may_answer(one, "reason")
    if not _note(why):
        raise UnableToAnswer("Hãy ghi lý do chưa hoặc không triển khai văn bản này.")
    return _answered(scope, one, today, answer="reason", note=_note(why))


@transaction.atomic
def answer_paper(*, scope: Scope, addressee: Addressee, paper: Directive, today: date, note: str = "") -> Addressee:
    """The unit carries it out by a paper of its own that is in its book already; the two are linked."""
    one = _own(scope, addressee)
    _may_answer(one, "paper")
    if paper.issuer_id != one.unit_id:
        raise UnableToAnswer("Hãy chọn văn bản do chính đơn vị này ban hành.")
    return _by_paper(scope, one, paper, today, note)


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """A unit's own paper as it is said when answering: number and symbol, about what, when, with its file."""

    code: str
    abstract: str
    dated_on: date
    upload: Upload | None = None
    file: StoredFile | None = None
    is_open: bool = True
    uuid: UUID | None = None


@transaction.atomic
def answer_new_paper(
    *, scope: Scope, addressee: Addressee, own: OwnPaper, today: date, also: Sequence[Directive] = (), note: str = ""
) -> Addressee:
    """The unit's own paper enters its book and answers at once, linked to this one and to those it also carries out.

    The same paper again is the answer that there is.
    """
    one = _own(scope, addressee)
    _may_answer(one, "paper")
    if one.stage == "answered":
        code = code_of(own.code)
        if code and one.paper and one.paper.code == code.text:
            return one
        raise UnableToAnswer("Đơn vị đã trả lời văn bản này rồi. Nếu muốn trả lời khác, hãy rút lại trả lời trước.")
    paper, _is_new = record_directive(
        scope=scope,
        unit=one.unit,
        header=Header(own.code, own.abstract, own.dated_on, issuer=one.unit),
        carries_out=[one.directive, *also],
        upload=own.upload,
        file=own.file,
        is_open=own.is_open,
        uuid=own.uuid,
        today=today,
    )
    # Recording it answers whatever the unit was sent and it carries out; a paper that was there already does not.
    now = held(one)
    return now if now.stage == "answered" else _by_paper(scope, now, paper, today, note)


@transaction.atomic
def take_back(*, scope: Scope, addressee: Addressee, why: str) -> Addressee:
    """The unit takes its answer back; what it was stays in the history."""
    one = _own(scope, addressee)
    return move(scope, one, "take_back", why=why, **NO_ANSWER)


def _by_paper(scope: Scope, one: Addressee, paper: Directive, today: date, note: str) -> Addressee:
    if paper.pk == one.directive_id:
        raise UnableToAnswer("Văn bản trả lời phải là văn bản của đơn vị, không phải chính văn bản cấp trên.")
    if paper.stage != "issued":
        raise UnableToAnswer("Văn bản này không còn hiệu lực. Hãy chọn văn bản khác.")
    ensure_linked(paper, one.directive)
    return _answered(scope, one, today, answer="paper", paper=paper, note=_note(note))


def _answered(scope: Scope, one: Addressee, today: date, **columns: object) -> Addressee:
    received(one, today)
    return move(scope, one, "answer", why=str(columns.get("note", "")), **NO_ANSWER | columns | {"answered_on": today})


def _stands(one: Addressee, **said: object) -> bool:
    return one.stage == "answered" and all(getattr(one, name) == value for name, value in said.items())


def _note(words: str) -> str:
    return clean(words).strip()[:1000]


def _own(scope: Scope, addressee: Addressee) -> Addressee:
    if not scope.may("answer", addressee.unit_id):
        raise UnableToAnswer("Tài khoản này không được trả lời thay mặt đơn vị này.")
    return held(addressee)


def _may_answer(one: Addressee, way: str) -> None:
    if way not in sendings.ALLOWED[one.expects]:
        raise UnableToAnswer("Văn bản này cần được trả lời bằng văn bản của đơn vị, hoặc nêu lý do.")
    if one.directive.stage != "issued":
        raise UnableToAnswer("Văn bản này không còn hiệu lực nên không cần trả lời.")
