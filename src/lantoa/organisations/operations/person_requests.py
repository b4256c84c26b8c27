"""A person's request about their own data: taken in, answered, extended, refused, carried out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from lantoa.common.scopes import Identity, Scope
from lantoa.history.operations import BLANK, record
from lantoa.history.rules import blanked
from lantoa.organisations import copies
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Person, PersonRequest, Restriction, Unit
from lantoa.organisations.operations.consents import withdraw_consent
from lantoa.organisations.operations.personal_data import (
    UnableToHandleRequest,
    check_person,
    hide,
    show,
)
from lantoa.organisations.queries import personal_data as queries
from lantoa.organisations.rules import personal_data as rules
from lantoa.regulations import operations as deadlines


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for what, when and how; ``unit`` is the office that handles it."""

    person: Person
    unit: Unit
    kind: str
    asked_on: date
    asked_how: str
    note: str = ""


@transaction.atomic
def receive(*, scope: Scope, asked: Asked, on: date) -> PersonRequest:
    """Takes a request in and starts its clocks by the rule that holds on the day on which the person asked.

    UnableToHandleRequest, or UnableToStartDeadline where no rule holds on that day.
    """
    if not scope.may("manage", asked.unit.pk):
        raise UnableToHandleRequest("Tài khoản này không giải quyết yêu cầu về dữ liệu cá nhân ở đơn vị này.")
    check_person(scope, asked.person)
    if asked.kind not in rules.REQUESTS or asked.asked_how not in rules.WAYS:
        raise UnableToHandleRequest("Hãy chọn yêu cầu và cách gửi yêu cầu.")
    if asked.asked_on > on:
        raise UnableToHandleRequest("Ngày yêu cầu không thể ở sau hôm nay.")
    Person.objects.select_for_update().get(pk=asked.person.pk)
    open_ = PersonRequest.objects.filter(person=asked.person, kind=asked.kind, closed_on__isnull=True)
    if open_.exists():
        raise UnableToHandleRequest("Người này đã có một yêu cầu như vậy đang được giải quyết.")
    kept = PersonRequest.objects.create(
        person=asked.person,
        unit=asked.unit,
        kind=asked.kind,
        asked_on=asked.asked_on,
        asked_how=asked.asked_how,
        note=asked.note.strip(),
        handled_by_id=scope.actor_id,
    )
    # The label names nobody: deadlines are shown to many.
    label = f"Yêu cầu về dữ liệu cá nhân: {rules.REQUESTS[asked.kind]}"
    for key in (rules.ANSWER, rules.LIMITS[asked.kind]):
        deadlines.start_deadline(
            scope=scope,
            source=Identity(queries.KIND, kept.uuid),
            code=rules.RULE,
            key=key,
            started_on=asked.asked_on,
            label=label,
            unit_id=asked.unit.pk,
        )
    _tell(scope, kept, "receive", kind=asked.kind, asked_on=asked.asked_on)
    return kept


@transaction.atomic
def answer(*, scope: Scope, request: PersonRequest, on: date) -> None:
    """That the person was told: received, and until when it will be done."""
    one = _open(scope, request, "answer", on)
    _change(one, scope, answered_on=on)
    _stop(scope, one, on, "Đã trả lời", only=rules.ANSWER)
    _tell(scope, one, "answer", on=on)


@transaction.atomic
def extend(*, scope: Scope, request: PersonRequest, until: date, why: str, on: date) -> None:
    """More time until a day, once, as far as the rule allows it (UnableToExtendDeadline says how far)."""
    one = _open(scope, request, "extend", on)
    clock = queries.clocks(one)[rules.LIMITS[one.kind]]
    days = (until - clock.due_on).days
    if days < 1:
        raise UnableToHandleRequest(f"Hạn mới phải sau hạn hiện nay ({clock.due_on:%d/%m/%Y}).")
    deadlines.extend_deadline(scope=scope, deadline=clock, days=days, why=why, on=on)
    _change(one, scope)
    _tell(scope, one, "extend", until=until, why=why.strip())


@transaction.atomic
def refuse(*, scope: Scope, request: PersonRequest, why: str, on: date) -> None:
    """The request is not granted, with the reason that the person is told."""
    one = _open(scope, request, "refuse", on)
    _reason(why, "Hãy ghi lý do từ chối để trả lời người yêu cầu.")
    _change(one, scope, closed_on=on, was_refused=True, outcome=why.strip())
    _stop(scope, one, on, "Đã từ chối")
    _tell(scope, one, "refuse", why=why.strip())


@dataclass(frozen=True, slots=True)
class How:
    """How a request is carried out: the reason or remark, the corrected name, the sections chosen to be erased."""

    why: str
    full_name: str = ""
    chosen: Collection[str] = ()


@transaction.atomic
def carry_out(*, scope: Scope, request: PersonRequest, how: How, on: date) -> None:
    """Does what was asked and closes the request; ``outcome`` says what was done and what is kept on which basis."""
    one = _open(scope, request, "carry_out", on)
    _reason(how.why, "Hãy ghi căn cứ hoặc ghi chú của việc thực hiện.")
    check_person(scope, one.person)
    # What is written down of an erasure does not say again whose data it was.
    names = queries.names_of(one.person) if one.kind == "erase" else ()
    why: str = blanked(how.why.strip(), names, BLANK)
    done = _ACTS[one.kind](scope, one, how, on)
    _change(one, scope, closed_on=on, outcome="\n".join([why, *done]))
    _stop(scope, one, on, "Đã thực hiện")
    _tell(scope, one, "carry_out", kind=one.kind, why=why, sections=sorted(how.chosen))


@transaction.atomic
def copy(*, scope: Scope, request: PersonRequest, chosen: Collection[str], on: date) -> bytes:
    """A copy of what is held, in a zip; that it was made is kept in the history, its content is not."""
    if not scope.may("manage", request.unit_id):
        raise UnableToHandleRequest("Tài khoản này không giải quyết yêu cầu về dữ liệu cá nhân ở đơn vị này.")
    if request.kind != "export":
        raise UnableToHandleRequest("Người này không yêu cầu bản sao dữ liệu.")
    check_person(scope, request.person)
    subject = queries.subject(request.person, scope, on)
    sections = [one for one in queries.held(subject) if one.is_sure or one.code in chosen]
    content = copies.archive(subject, sections)
    _tell(scope, request, "copy", sections=[one.code for one in sections])
    return content


@transaction.atomic
def lift(*, scope: Scope, restriction: Restriction, why: str, on: date) -> None:
    """A person's data is shown again, at their wish or since what they objected to is settled."""
    one = Restriction.objects.select_for_update().select_related("person", "request").get(pk=restriction.pk)
    if not scope.may("manage", one.request.unit_id):
        raise UnableToHandleRequest("Tài khoản này không giải quyết yêu cầu về dữ liệu cá nhân ở đơn vị này.")
    check_person(scope, one.person)
    _reason(why, "Hãy ghi lý do bỏ hạn chế.")
    if one.lifted_on:
        raise UnableToHandleRequest("Hạn chế này đã được bỏ trước đó.")
    show(person=one.person, full_name=one.full_name)
    Restriction.objects.filter(pk=one.pk).update(lifted_on=max(on, one.from_on), full_name="")
    _tell(scope, one.request, "lift", why=why.strip())


def _copied(scope: Scope, one: PersonRequest, how: How, on: date) -> list[str]:
    return ["Đã giao bản sao dữ liệu."]


def _corrected(scope: Scope, one: PersonRequest, how: How, on: date) -> list[str]:
    name = " ".join(how.full_name.split())
    if not name:
        raise UnableToHandleRequest("Hãy ghi họ và tên đúng.")
    if name == queries.name_of(one.person):
        raise UnableToHandleRequest("Họ và tên đúng giống như đang ghi; không có gì để sửa.")
    queries.told("correct", subject=queries.subject(one.person, scope, on), full_name=name)
    return ["Đã sửa họ và tên."]


def _restricted(scope: Scope, one: PersonRequest, how: How, on: date) -> list[str]:
    if queries.is_restricted(one.person_id):
        raise UnableToHandleRequest("Dữ liệu của người này đang được hạn chế rồi.")
    subject = queries.subject(one.person, scope, on)
    name = hide(person=one.person)
    Restriction.objects.create(person=one.person, request=one, from_on=on, full_name=name)
    queries.told("hide", subject=subject, on=on)
    return ["Họ tên không hiện ở danh sách, tìm kiếm và cổng công khai cho đến khi bỏ hạn chế; hồ sơ vẫn giữ."]


def _withdrawn(scope: Scope, one: PersonRequest, how: How, on: date) -> list[str]:
    """Every consent is taken back; what rests on a published decision stays published."""
    given = list(organisations.consents_of(one.person_id).filter(withdrawn_on__isnull=True))
    consents = [consent for consent in given if consent.basis == "consent"]
    for consent in consents:
        withdraw_consent(scope=scope, consent=consent, how=how.why, on=on, today=on)
    queries.told("hide", subject=queries.subject(one.person, scope, on), on=on)
    done = [f"Đã rút {len(consents)} sự đồng ý công khai."] if consents else ["Không có sự đồng ý nào đang được ghi."]
    if len(given) > len(consents):
        done.append("Những gì công khai theo quyết định đã công bố vẫn giữ.")
    return done


def _erased(scope: Scope, one: PersonRequest, how: How, on: date) -> list[str]:
    subject = queries.subject(one.person, scope, on)
    sections = queries.held(subject)
    open_to = {section.code for section in sections if section.fate == "erased"}
    chosen = set(how.chosen)
    if not chosen:
        raise UnableToHandleRequest("Hãy chọn ít nhất một nhóm dữ liệu để xóa.")
    if not chosen <= open_to:
        raise UnableToHandleRequest("Dữ liệu đã thay đổi từ khi mở trang. Hãy xem lại và chọn lại các nhóm để xóa.")
    queries.told("erase", subject=subject, chosen=chosen, about=one.uuid, why="Xóa dữ liệu theo yêu cầu")
    gone = [f"Đã xóa: {section.title} ({len(section.items)})" for section in sections if section.code in chosen]
    return gone + [f"Còn giữ: {line}" for line in rules.kept_lines(sections, chosen)]


_ACTS = {
    "export": _copied,
    "correct": _corrected,
    "restrict": _restricted,
    "withdraw": _withdrawn,
    "erase": _erased,
}


def _open(scope: Scope, request: PersonRequest, verb: str, on: date) -> PersonRequest:
    """The request, locked, if the verb may be used on it by this officer on that day."""
    one = PersonRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
    if not scope.may("manage", one.unit_id):
        raise UnableToHandleRequest("Tài khoản này không giải quyết yêu cầu về dữ liệu cá nhân ở đơn vị này.")
    if rules.after(one.stage, verb) is None:
        closed = "Yêu cầu này đã được giải quyết xong." if one.closed_on else "Yêu cầu này đã được trả lời."
        raise UnableToHandleRequest(closed)
    if on < one.asked_on:
        raise UnableToHandleRequest(f"Ngày phải từ ngày yêu cầu ({one.asked_on:%d/%m/%Y}) trở đi.")
    return one


def _change(one: PersonRequest, scope: Scope, **columns: Any) -> None:
    PersonRequest.objects.filter(pk=one.pk).update(handled_by_id=scope.actor_id, **columns)


def _stop(scope: Scope, one: PersonRequest, on: date, why: str, *, only: str = "") -> None:
    for key, clock in queries.clocks(one).items():
        if only in ("", key):
            deadlines.stop_deadline(scope=scope, deadline=clock, on=on, why=why)


def _reason(why: str, ask: str) -> None:
    if not why.strip():
        raise UnableToHandleRequest(ask)


def _tell(scope: Scope, one: PersonRequest, verb: str, **data: Any) -> None:
    record(scope=scope, verb=verb, kind=queries.KIND, uuid=one.uuid, data=data)
