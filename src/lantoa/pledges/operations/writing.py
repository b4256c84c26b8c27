"""What a pledge says: written, corrected until it is confirmed, amended afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.files.models import StoredFile
from lantoa.history.operations import record
from lantoa.organisations.models import Person, Unit
from lantoa.plans.models import Theme
from lantoa.pledges import queries, rules
from lantoa.pledges.models import Deed, Pledge, PledgeVersion
from lantoa.pledges.operations.moving import KIND, UnableToChangePledge, check, enter, gate, held, next_stage, reason
from lantoa.pledges.operations.telling import arrange
from lantoa.pledges.queries.people import heads
from lantoa.vietnamese.text import clean


@dataclass(frozen=True, slots=True)
class DeedSaid:
    """One thing somebody will do: ``uuid`` names the deed that it corrects."""

    what: str
    due_on: date
    amount: Decimal | None = None
    counted_in: str = ""
    theme: Theme | None = None
    uuid: UUID | None = None


@dataclass(frozen=True, slots=True)
class PledgeSaid:
    """Who undertakes what in which year or term; without a person the unit itself does."""

    unit: Unit
    days: Period
    deeds: Sequence[DeedSaid]
    person: Person | None = None
    span: str = "year"
    paper: StoredFile | None = None


@transaction.atomic
def register(
    *, scope: Scope, said: PledgeSaid, today: date, uuid: UUID | None = None, is_sent: bool = True
) -> tuple[Pledge, bool]:
    """A pledge is written and, unless it stays a draft, sent to the branch; gives it and whether it is new.

    The same ``uuid`` again gives the one that stands.
    """
    gate(said.unit.pk)
    person = said.person
    if uuid and (known := Pledge.objects.filter(uuid=uuid).first()):
        check(scope, known.unit_id, known.person_id, today, own=True)
        return known, False
    check(scope, said.unit.pk, person.pk if person else None, today, own=True)
    check_period(said.span, said.days)
    if person is not None and all(one.pk != person.pk for one in queries.belongs(said.unit.pk, today)):
        raise UnableToChangePledge(f"{person.full_name} không thuộc đơn vị này. Hãy chọn người trong danh sách.")
    deeds = checked(said.deeds, said.days)
    same = Pledge.objects.filter(unit=said.unit, person=person, span=said.span, from_on=said.days.from_on)
    if same.exclude(stage="dropped").exists():
        whose = person.full_name if person else "Đơn vị"
        raise UnableToChangePledge(f"{whose} đã có bản đăng ký {said.days.label()}. Hãy mở bản đó để sửa.")
    one = Pledge.objects.create(
        uuid=uuid or uuid4(),
        unit=said.unit,
        person=person,
        span=said.span,
        from_on=said.days.from_on,
        to_on=said.days.to_on,
        is_head=person is not None and person.pk in heads(said.unit.pk, today),
        origin=origin_of(scope, said, today),
        paper=said.paper,
        made_by_id=scope.actor_id,
        made_at=timezone.now(),
    )
    Deed.objects.bulk_create(_row(one, at, each) for at, each in enumerate(deeds))
    enter(scope, one, "write", "draft", today=today)
    if is_sent:
        enter(scope, one, "register", "registered", today=today)
    data = {"unit": said.unit.code, "from_on": one.from_on, "to_on": one.to_on, "deeds": len(deeds)}
    verb = "register" if is_sent else "write"
    record(scope=scope, verb=verb, kind=KIND, uuid=one.uuid, data=data)
    arrange(unit=said.unit, days={each.due_on for each in deeds}, at=timezone.now())
    return one, True


@transaction.atomic
def change(*, scope: Scope, pledge: Pledge, deeds: Sequence[DeedSaid], today: date) -> Pledge:
    """Corrects what a pledge says while nobody has confirmed it."""
    one = held(pledge)
    check(scope, one.unit_id, one.person_id, today, own=True)
    if one.stage not in rules.WRITABLE:
        raise UnableToChangePledge("Bản đăng ký đã được xác nhận nên không sửa trực tiếp. Hãy lập bản điều chỉnh.")
    days = _write(one, checked(deeds, Period(one.from_on, one.to_on)), today, keeping=False)
    record(scope=scope, verb="change", kind=KIND, uuid=one.uuid, data={"deeds": len(deeds), "on": today})
    arrange(unit=one.unit, days=days, at=timezone.now())
    return one


@transaction.atomic
def amend(*, scope: Scope, pledge: Pledge, deeds: Sequence[DeedSaid], why: str, today: date) -> Pledge:
    """Amends a confirmed pledge: what it said is kept as a version, and the branch confirms it again."""
    one = held(pledge)
    check(scope, one.unit_id, one.person_id, today, own=True)
    stage, said = next_stage(one, "amend"), reason("amend", why)
    wanted = checked(deeds, Period(one.from_on, one.to_on))
    before = queries.content_of(queries.deeds_of([one])[one.pk])
    days = _write(one, wanted, today, keeping=True)
    if queries.content_of(queries.deeds_of([one])[one.pk]) == before:
        raise UnableToChangePledge("Chưa có gì khác với bản đang thực hiện.")
    PledgeVersion.objects.create(pledge=one, number=one.version, deeds=before, until_on=today, why=said)
    one.version += 1
    one.save(update_fields=["version"])
    enter(scope, one, "amend", stage, today=today, note=said)
    record(scope=scope, verb="amend", kind=KIND, uuid=one.uuid, data={"version": one.version, "on": today})
    arrange(unit=one.unit, days=days, at=timezone.now())
    return one


def origin_of(scope: Scope, said: PledgeSaid, today: date) -> str:
    """Whence the pledge comes."""
    if said.paper is not None:
        return "paper"
    return "own" if said.person is None or queries.is_own(scope, said.person.pk, today) else "unit"


def check_period(span: str, days: Period) -> None:
    """UnableToChangePledge unless the days are a year, or a term of several years."""
    if span not in rules.SPANS:
        raise UnableToChangePledge("Hãy chọn đăng ký theo năm hay toàn khóa.")
    if span == "year" and days != Period.year(days.from_on.year):
        raise UnableToChangePledge("Bản đăng ký năm phải từ ngày 01/01 đến ngày 31/12.")
    if (days.to_on - days.from_on).days > 366 * 6:
        raise UnableToChangePledge("Toàn khóa không dài quá 6 năm. Hãy xem lại năm bắt đầu và năm kết thúc.")


def checked(deeds: Sequence[DeedSaid], days: Period) -> list[DeedSaid]:
    """The deeds, each whole; UnableToChangePledge says which is not."""
    found = []
    for number, one in enumerate(deeds, start=1):
        what, counted_in = clean(one.what).strip()[:400], clean(one.counted_in).strip()[:60]
        if not what:
            raise UnableToChangePledge(f"Việc {number}: hãy ghi việc sẽ làm.")
        if not days.from_on <= one.due_on <= days.to_on:
            raise UnableToChangePledge(
                f"Việc {number}: thời hạn phải từ {days.from_on:%d/%m/%Y} đến {days.to_on:%d/%m/%Y}."
            )
        if one.amount is not None and (one.amount <= 0 or not counted_in):
            raise UnableToChangePledge(f"Việc {number}: chỉ tiêu phải là số lớn hơn 0 kèm đơn vị tính, như “12 buổi”.")
        if one.amount is not None and one.amount >= Decimal(10) ** 12:
            raise UnableToChangePledge(f"Việc {number}: chỉ tiêu quá lớn.")
        found.append(DeedSaid(what, one.due_on, one.amount, counted_in if one.amount else "", one.theme, one.uuid))
    if not found:
        raise UnableToChangePledge("Hãy ghi ít nhất một việc sẽ làm.")
    if len(found) > rules.MOST_DEEDS:
        raise UnableToChangePledge(f"Mỗi bản đăng ký có nhiều nhất {rules.MOST_DEEDS} việc.")
    return found


def _row(one: Pledge, at: int, said: DeedSaid) -> Deed:
    return Deed(pledge=one, position=at, **_columns(said))


def _columns(said: DeedSaid) -> dict[str, object]:
    return {
        "what": said.what,
        "amount": said.amount,
        "counted_in": said.counted_in,
        "due_on": said.due_on,
        "theme": said.theme,
    }


def _write(one: Pledge, wanted: Sequence[DeedSaid], today: date, *, keeping: bool) -> set[date]:
    """Writes the deeds; those not named any more are struck out (``keeping``: or have been worked on), else they go.

    Gives every due day that was touched.
    """
    known: Mapping[UUID, Deed] = {row.uuid: row for row in one.deeds.filter(is_struck=False)}
    days = {row.due_on for row in known.values()} | {said.due_on for said in wanted}
    kept = set()
    for at, said in enumerate(wanted):
        row = known.get(said.uuid) if said.uuid else None
        if row is None or row.uuid in kept:
            _row(one, at, said).save(force_insert=True)
            continue
        kept.add(row.uuid)
        Deed.objects.filter(pk=row.pk).update(position=at, **_columns(said))
    for uuid, row in known.items():
        if uuid in kept:
            continue
        if keeping or row.progress.exists():
            Deed.objects.filter(pk=row.pk).update(is_struck=True)
        else:
            Deed.objects.filter(pk=row.pk).delete()
    return days
