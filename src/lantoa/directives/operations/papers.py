"""Papers enter the book, are put right, replace one another, are withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Identity, Scope
from lantoa.directives import queries
from lantoa.directives.models import Copy, Directive, DirectiveStep, Implementation
from lantoa.directives.operations.moving import answer_with, release_all
from lantoa.directives.operations.numbers import LONGEST, Paper, take_number
from lantoa.directives.queries import numbers
from lantoa.directives.rules import papers
from lantoa.files import operations as files
from lantoa.files.models import StoredFile
from lantoa.history.operations import acted, record
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit
from lantoa.reading.inputs import Unreadable, checks, extract_at_once, limits
from lantoa.reading.secrecy import stamp_of
from lantoa.vietnamese.text import clean, fold

_BINARY = "application/octet-stream"


class UnableToKeepDirective(Unable):
    """The paper cannot enter the book so, or not by this person."""


class UnableToChangeDirective(Unable):
    """The paper cannot be changed so, or not by this person."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands at the head of a paper: number and symbol as printed, who issued it, about what, when.

    ``issuer`` where it is a unit of the tree; else ``issuer_name``. ``code`` may be typed with "Số:" and spaces.
    """

    code: str
    abstract: str
    dated_on: date
    issuer: Unit | None = None
    issuer_name: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was brought."""

    name: str
    data: bytes


@transaction.atomic
def record_directive(
    *,
    scope: Scope,
    unit: Unit,
    header: Header,
    today: date,
    carries_out: Sequence[Directive] = (),
    stands_in: str = "",
    upload: Upload | None = None,
    file: StoredFile | None = None,
    received_on: date | None = None,
    is_open: bool = True,
    uuid: UUID | None = None,
) -> tuple[Directive, bool]:
    """A paper enters the book of a unit; gives it and whether nobody had it yet.

    One paper is one record: of the same number, issuer and day, the unit gets its copy of what is there, and what is
    said besides (which papers it carries out, its file) is added. ``is_open`` is the word of whoever enters it that it
    has no degree of secrecy; a file with such a stamp is refused, and nothing of it is kept.
    """
    _may_keep(scope, unit.pk)
    if uuid and (known := Directive.objects.filter(uuid=uuid).first()):
        return known, False
    if not is_open:
        raise UnableToKeepDirective(
            "Văn bản có độ mật không được đưa vào phần mềm này. Hãy quản lý theo quy định về bí mật nhà nước."
        )
    columns = _columns(unit, header, today)
    same = {name: columns[name] for name in ("issuer_key", "code_key", "dated_on")}
    kept = file or (_kept(scope, upload) if upload else None)
    now = timezone.now()
    # Two units may enter the same paper from above in the same moment.
    one, is_new = Directive.objects.get_or_create(
        **same,
        defaults=columns
        | {
            "uuid": uuid or uuid4(),
            "file": kept,
            "recorded_in": unit,
            "recorded_by_id": scope.actor_id,
            "recorded_at": now,
        },
    )
    if is_new:
        step(scope, one, "record")
        _number(scope, one)
    _copy(one, unit.pk, received_on or (one.dated_on if one.issuer_id == unit.pk else today))
    if not is_new and kept and one.file_id is None:
        Directive.objects.filter(pk=one.pk).update(file=kept)
        one.file = kept
    linked = _link(one, carries_out, stands_in)
    data = {"code": one.code, "issuer": one.issuer_name, "on": one.dated_on, "unit": unit.code, "is_new": is_new}
    data |= {"carries_out": [upper.code for upper in linked]} if linked else {}
    record(scope=scope, verb="record", kind="directive", uuid=one.uuid, data=data)
    answer_with(scope=scope, paper=one, uppers=linked, on=today)
    return one, is_new


@transaction.atomic
def link(*, scope: Scope, directive: Directive, upper: Directive, today: date, stands_in: str = "") -> None:
    """Says that a paper carries out another; for whoever keeps the book of its issuer or has entered it."""
    _may_change(scope, directive)
    if linked := _link(directive, [upper], stands_in):
        data = {"carries_out": [upper.code], "stands_in": stands_in}
        record(scope=scope, verb="link", kind="directive", uuid=directive.uuid, data=data)
        answer_with(scope=scope, paper=directive, uppers=linked, on=today)


@transaction.atomic
def unlink(*, scope: Scope, directive: Directive, upper: Directive) -> None:
    """Takes that back; the history keeps it. Not while a unit answered with it."""
    _may_change(scope, directive)
    if queries.answers_with(directive, upper):
        raise UnableToChangeDirective("Văn bản này đang là trả lời cho văn bản cấp trên đó. Hãy rút lại trả lời trước.")
    if Implementation.objects.filter(lower=directive, upper=upper).delete()[0]:
        record(scope=scope, verb="unlink", kind="directive", uuid=directive.uuid, data={"carries_out": [upper.code]})


@transaction.atomic
def correct(
    *, scope: Scope, directive: Directive, header: Header, why: str, today: date, upload: Upload | None = None
) -> Directive:
    """Puts right what was typed wrongly at the head of a paper, or its file; what stood there is in the history."""
    held = _held(scope, directive, "correct", why)
    columns = _columns(held.recorded_in, header, today)
    if upload:
        columns["file"] = _kept(scope, upload)
    same = {name: columns[name] for name in ("issuer_key", "code_key", "dated_on")}
    if Directive.objects.filter(**same).exclude(pk=held.pk).exists():
        raise UnableToChangeDirective(
            f"Đã có văn bản số {columns['code']} của {columns['issuer_name']} ngày {header.dated_on:%d/%m/%Y} trong sổ."
        )
    former = {name: getattr(held, name) for name in ("code", "issuer_name", "abstract", "dated_on")}
    lowest = min((one.lower.dated_on for one in held.lowers.select_related("lower")), default=None)
    if lowest and lowest < header.dated_on:
        raise UnableToChangeDirective(f"Ngày văn bản không thể sau ngày của văn bản triển khai nó ({lowest:%d/%m/%Y}).")
    for name, value in columns.items():
        setattr(held, name, value)
    held.save()
    step(scope, held, "correct", note=why)
    # A number that was given stays given; another one that the paper now bears is taken from the book.
    _number(scope, held)
    record(scope=scope, verb="correct", kind="directive", uuid=held.uuid, data={"former": former, "why": clean(why)})
    return held


@transaction.atomic
def replace(*, scope: Scope, directive: Directive, by: Directive, on: date) -> Directive:
    """Another paper takes the place of this one from a day on; whoever had not answered this one need not any more."""
    held = _held(scope, directive, "replace", "")
    if by.pk == held.pk:
        raise UnableToChangeDirective("Một văn bản không thay thế chính nó. Hãy chọn văn bản khác.")
    if by.stage != "issued":
        raise UnableToChangeDirective("Văn bản thay thế phải đang có hiệu lực.")
    if by.dated_on < held.dated_on:
        raise UnableToChangeDirective("Văn bản thay thế phải ban hành sau văn bản bị thay thế.")
    return _ended(scope, held, "replace", on, f"Thay bằng {by.code} của {by.issuer_name}", replaced_by=by)


@transaction.atomic
def withdraw(*, scope: Scope, directive: Directive, on: date, why: str) -> Directive:
    """A paper is in force no more from a day on, for a reason; whoever had not answered it need not any more."""
    return _ended(scope, _held(scope, directive, "withdraw", why), "withdraw", on, why)


@transaction.atomic
def restore(*, scope: Scope, directive: Directive, why: str) -> Directive:
    """A paper that was ended by mistake is in force again. Those who were released are asked again one by one."""
    held = _held(scope, directive, "restore", why)
    held.stage, held.ended_on, held.replaced_by = "issued", None, None
    held.save(update_fields=["stage", "ended_on", "replaced_by"])
    step(scope, held, "restore", note=why)
    record(scope=scope, verb="restore", kind="directive", uuid=held.uuid, data={"why": clean(why)})
    return held


def step(scope: Scope, one: Directive, verb: str, *, note: str = "") -> None:
    """Notes that somebody used a verb on a paper."""
    DirectiveStep.objects.create(
        directive=one,
        verb=verb,
        stage=one.stage,
        note=clean(note).strip(),
        **acted(scope, timezone.now()),
    )


def _may_keep(scope: Scope, unit: int) -> None:
    if not queries.keeps_book(scope, unit):
        raise UnableToKeepDirective("Tài khoản này không được vào sổ văn bản của đơn vị đã chọn.")


def _may_change(scope: Scope, one: Directive) -> None:
    if not queries.may_change(one, scope):
        raise UnableToChangeDirective("Chỉ đơn vị ban hành, hoặc đơn vị đã vào sổ văn bản này đầu tiên, mới sửa được.")


def _held(scope: Scope, directive: Directive, verb: str, why: str) -> Directive:
    held = Directive.objects.select_for_update().get(pk=directive.pk)
    _may_change(scope, held)
    if papers.after(held.stage, verb) is None:
        raise UnableToChangeDirective(
            f"Văn bản “{papers.STAGES[held.stage].lower()}” nên không thể “{papers.VERBS[verb].lower()}”."
        )
    if verb in papers.WITH_REASON and not why.strip():
        raise UnableToChangeDirective("Hãy ghi rõ lý do.")
    return held


def _ended(scope: Scope, held: Directive, verb: str, on: date, why: str, **columns: Any) -> Directive:
    if on < held.dated_on:
        raise UnableToChangeDirective(f"Ngày hết hiệu lực không thể trước ngày ban hành ({held.dated_on:%d/%m/%Y}).")
    after = papers.after(held.stage, verb)
    assert after is not None  # _held saw to it
    held.stage, held.ended_on = after, on
    for name, value in columns.items():
        setattr(held, name, value)
    held.save(update_fields=["stage", "ended_on", "replaced_by"])
    step(scope, held, verb, note=why)
    released = release_all(scope=scope, directive=held, why=why)
    data = {"on": on, "why": clean(why), "released": released}
    record(scope=scope, verb=verb, kind="directive", uuid=held.uuid, data=data)
    return held


def _columns(unit: Unit, header: Header, today: date) -> dict[str, Any]:
    code = papers.code_of(header.code)
    if code is None:
        raise UnableToKeepDirective("Số, ký hiệu chưa đúng. Ví dụ: 23-KH/TU hoặc 156/QĐ-UBND.")
    abstract = " ".join(clean(header.abstract).split())
    if not abstract:
        raise UnableToKeepDirective("Hãy ghi trích yếu nội dung văn bản.")
    if header.dated_on > today:
        raise UnableToKeepDirective("Ngày văn bản không thể sau hôm nay.")
    issuer, name = _issuer(unit, header)
    return {
        "issuer": issuer,
        "issuer_name": name,
        "issuer_key": _key(issuer, name),
        "code": code.text[:60],
        "code_key": fold(code.text)[:60],
        "number": code.number,
        "kind": papers.kind_of(code, _kinds(header.dated_on))[:10],
        "abstract": abstract[:1000],
        "folded": fold(f"{code.text} {name} {abstract}")[:1400],
        "dated_on": header.dated_on,
    }


def issuer_key_of(unit: Unit, header: Header) -> str:
    """By which the issuer of a paper that enters a unit's book is the same as another's."""
    return _key(*_issuer(unit, header))


def _key(issuer: Unit | None, name: str) -> str:
    return f"unit:{issuer.pk}" if issuer else fold(name)[:300]


def _issuer(unit: Unit, header: Header) -> tuple[Unit | None, str]:
    """Who issued it: the unit said, else the one above (or the very unit) that was called so on that day."""
    if header.issuer:
        return header.issuer, organisations.names_on([header.issuer.pk], header.dated_on)[header.issuer.pk]
    name = " ".join(clean(header.issuer_name).split())[:300]
    if not name:
        raise UnableToKeepDirective("Hãy ghi cơ quan ban hành văn bản.")
    for one in queries.likely_issuers([unit.pk], header.dated_on):
        if fold(one.name) == fold(name):
            return one, one.name
    return None, name


def _kept(scope: Scope, upload: Upload) -> StoredFile:
    """The file kept; one with a stamp of secrecy is not."""
    if not upload.data.strip():
        raise UnableToKeepDirective("Tệp rỗng, không có gì bên trong. Hãy kiểm tra lại rồi gửi bản có nội dung.")
    if len(upload.data) > limits.FILE_BYTES:
        raise UnableToKeepDirective(f"Tệp lớn hơn {limits.FILE_BYTES // limits.MEGABYTE} MB. Hãy gửi bản nhẹ hơn.")
    try:
        kind = checks.checked_kind(upload.name, upload.data).media_type or _BINARY
        read = extract_at_once(upload.name, upload.data)
    except Unreadable as error:
        # A scan has no text, and is a paper all the same; what is no paper at all says so itself.
        if error.code not in ("scanned", "empty"):
            raise UnableToKeepDirective(error.vi) from error
        read = None
    if read and (stamp := stamp_of(read.text)):
        raise UnableToKeepDirective(
            f"Tệp có dấu “{stamp}”. Văn bản có độ mật không được đưa vào phần mềm này; tệp chưa được lưu."
        )
    return files.keep(scope=scope, name=upload.name, data=upload.data, media_type=kind)


def _number(scope: Scope, one: Directive) -> None:
    """A paper that the unit issued itself has its number in the unit's own book; of a kind that no rule knows it stands
    without one there."""
    if one.issuer_id is None or one.issuer_id != one.recorded_in_id:
        return
    is_party = numbers.is_party_body(one.issuer_id, one.dated_on)
    if one.kind not in (numbers.kinds(is_party, one.dated_on) or {one.kind}):
        return
    about = f"{one.code}: {one.abstract}"[:LONGEST]
    paper = Paper(one.kind, is_party, one.dated_on, about)
    given_to = Identity("directive", one.uuid)
    take_number(scope=scope, unit=one.issuer_id, paper=paper, given_to=given_to, number=one.number)


def _kinds(on: date) -> set[str]:
    return {*numbers.kinds(True, on), *numbers.kinds(False, on)}


def _copy(one: Directive, unit: int, received_on: date) -> None:
    Copy.objects.get_or_create(directive=one, unit_id=unit, defaults={"received_on": received_on})


def ensure_linked(lower: Directive, upper: Directive) -> None:
    """The one carries the other out, as whoever answers with it says."""
    _link(lower, [upper], "")


def _link(one: Directive, uppers: Collection[Directive], stands_in: str) -> list[Directive]:
    """Links a paper to those it carries out; gives the new ones. Refused where one would go round in a ring."""
    known = set(Implementation.objects.filter(lower=one).values_list("upper_id", flat=True))
    new = [upper for upper in uppers if upper.pk not in known]
    if not new:
        return []
    # Whoever links takes this lock first: two links made at once could close a ring that neither sees.
    list(Directive.objects.select_for_update().filter(pk__in=[one.pk, *(up.pk for up in new)]).order_by("pk"))
    ring = papers.goes_round(queries.links_above(new), one.pk, [upper.pk for upper in new])
    if ring is not None:
        code = next(upper.code for upper in new if upper.pk == ring)
        raise UnableToChangeDirective(
            f"Văn bản {code} đang triển khai chính văn bản {one.code}, nên không thể gắn ngược lại."
        )
    for upper in new:
        if upper.dated_on > one.dated_on:
            raise UnableToChangeDirective(
                f"Văn bản {one.code} đề ngày {one.dated_on:%d/%m/%Y}, trước văn bản mà nó triển khai "
                f"({upper.code}, ngày {upper.dated_on:%d/%m/%Y}). Hãy kiểm tra lại ngày."
            )
    Implementation.objects.bulk_create(
        Implementation(lower=one, upper=upper, stands_in=clean(stands_in).strip()[:400]) for upper in new
    )
    return new
