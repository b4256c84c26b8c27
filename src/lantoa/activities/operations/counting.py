"""Who came: by name, or as bare totals where another system holds the names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lantoa.activities import queries
from lantoa.activities.models import Activity, Attendance, Tally
from lantoa.activities.operations.moving import KIND, UnableToChangeActivity, check, gate, hold, locked
from lantoa.activities.operations.posting import post_facts
from lantoa.activities.rules.counting import FORMS, STATES, Count
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations.models import Unit, UnitAncestry
from lantoa.vietnamese.text import clean

MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """How it was with one person: "came" by a form, "excused" for a reason, "absent"."""

    state: str
    form: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TotalSaid:
    """How many of a unit's people came; ``who`` says in words of whom these are the numbers."""

    unit: Unit
    count: Count
    who: str = ""


@transaction.atomic
def record_names(
    *,
    scope: Scope,
    activity: Activity,
    said: Mapping[UUID, PersonSaid],
    sending: UUID,
    today: date,
    guests: int = 0,
    before: Collection[UUID] = (),
) -> Tally:
    """Writes down who of the roster came; whoever is not named was absent, and with it the activity was held.

    Everybody expected on that day is written down now: the denominator stays what it was then. The same ``sending``
    again changes nothing. ``before``: the sendings that the form had seen or tried: another one since then is refused.
    """
    gate(activity.unit_id)
    one = locked(activity)
    check(scope, one.unit_id)
    known = Tally.objects.filter(activity=one, unit=one.unit_id).first()
    if known and known.sending == sending:
        return known
    if known and not known.is_by_name:
        raise UnableToChangeActivity("Đơn vị này đã ghi tổng số. Hãy bỏ tổng số đó trước khi điểm danh theo tên.")
    _check_seen(known, before)
    people = [row.person for row in queries.roster(one, queries.kind(one))]
    if not people:
        raise UnableToChangeActivity("Chưa có danh sách người của đơn vị vào ngày này. Hãy ghi tổng số người dự.")
    if said.keys() - {person.uuid for person in people}:
        raise UnableToChangeActivity("Có người không trong danh sách phải dự. Hãy ghi người đó vào số khách.")
    # Whoever had their data restricted since stands on no list, yet was there: their rows stay, and in the numbers.
    hidden = list(Attendance.objects.filter(activity=one).exclude(person__in=people))
    rows = []
    for person in people:
        how = _checked(said.get(person.uuid, PersonSaid("absent")), person.full_name)
        rows.append(Attendance(activity=one, person=person, state=how.state, form=how.form, reason=how.reason))
    every = [*rows, *hidden]
    came = {form: sum(row.form == form for row in every) for form in FORMS}
    count = Count(len(every), sum(row.state == "excused" for row in every), guests=_number(guests), **came)
    hold(scope, one, today)
    Attendance.objects.filter(activity=one, person__in=people).delete()
    Attendance.objects.bulk_create(rows)
    return _write(scope, one, TotalSaid(one.unit, count), known, sending, is_by_name=True)


@transaction.atomic
def record_total(
    *, scope: Scope, activity: Activity, said: TotalSaid, sending: UUID, today: date, before: Collection[UUID] = ()
) -> Tally:
    """Writes down how many of a unit came, of how many; the unit is that of the activity or one below it.

    The same ``sending`` again changes nothing; ``before`` as with names.
    """
    gate(activity.unit_id)
    one = locked(activity)
    check(scope, one.unit_id)
    known = Tally.objects.filter(activity=one, unit=said.unit).first()
    if known and known.sending == sending:
        return known
    if known and known.is_by_name:
        raise UnableToChangeActivity("Đơn vị này đã điểm danh theo tên nên không ghi thêm tổng số (tính hai lần).")
    _check_seen(known, before)
    below = UnitAncestry.objects.filter(
        ancestor=one.unit_id, descendant=said.unit, from_on__lte=one.to_on, to_on__gte=one.from_on
    )
    if said.unit.pk != one.unit_id and not below.exists():
        raise UnableToChangeActivity("Chỉ ghi được số người của đơn vị tổ chức và các đơn vị bên dưới.")
    count = said.count
    if count.expected is None and count.excused:
        raise UnableToChangeActivity("Hãy ghi số người phải dự, hoặc bỏ số người vắng có lý do.")
    if not count.is_possible:
        raise UnableToChangeActivity(
            f"Số người dự ({count.came}) cộng số vắng có lý do ({count.excused}) lớn hơn số phải dự ({count.expected})."
            " Người ngoài danh sách ghi vào số khách."
        )
    for number in (count.expected or 0, count.excused, count.came, count.guests):
        _number(number)
    if not count.present and not count.expected:
        raise UnableToChangeActivity("Hãy ghi số người dự.")
    hold(scope, one, today)
    return _write(scope, one, said, known, sending, is_by_name=False)


@transaction.atomic
def withdraw_total(*, scope: Scope, activity: Activity, unit: Unit, why: str) -> None:
    """Takes the count of a unit back, names too, with its facts and a reason; the history keeps the numbers."""
    one = locked(activity)
    check(scope, one.unit_id)
    said = clean(why).strip()[:500]
    if not said:
        raise UnableToChangeActivity("Hãy ghi lý do bỏ số này.")
    known = Tally.objects.filter(activity=one, unit=unit).first()
    if known is None:
        raise UnableToChangeActivity("Số này đã được bỏ trước đó.")
    data = _numbers(known) | {"unit": unit.code, "why": said}
    if known.is_by_name:
        Attendance.objects.filter(activity=one).delete()
    Tally.objects.filter(pk=known.pk).delete()
    record(scope=scope, verb="withdraw_count", kind=KIND, uuid=one.uuid, data=data)
    post_facts(scope=scope, activity=one, why=said)


def _write(
    scope: Scope, one: Activity, said: TotalSaid, known: Tally | None, sending: UUID, *, is_by_name: bool
) -> Tally:
    count = said.count
    columns = {name: getattr(count, name) for name in ("expected", "excused", "guests", *FORMS)}
    columns |= {
        "who": clean(said.who).strip()[:200],
        "sending": sending,
        "counted_by_id": scope.actor_id,
        "counted_by_name": scope.actor_name[:200],
        "counted_at": timezone.now(),
    }
    before = _numbers(known) if known else {}
    tally, _new = Tally.objects.update_or_create(
        activity=one, unit=said.unit, defaults=columns, create_defaults=columns | {"is_by_name": is_by_name}
    )
    data = _numbers(tally) | {"unit": said.unit.code, "by_name": is_by_name}
    if before:
        data["before"] = before
    record(scope=scope, verb="count", kind=KIND, uuid=one.uuid, data=data)
    post_facts(scope=scope, activity=one, why="Sửa số người dự")
    return tally


def _check_seen(known: Tally | None, before: Collection[UUID]) -> None:
    if known and known.sending not in before:
        raise UnableToChangeActivity(
            f"{known.counted_by_name} đã ghi số người dự trong lúc đồng chí nhập. Hãy mở lại trang để xem rồi sửa."
        )


def _numbers(tally: Tally) -> dict[str, int | None]:
    return {name: getattr(tally, name) for name in ("expected", "excused", "guests", *FORMS)}


def _checked(said: PersonSaid, name: str) -> PersonSaid:
    """What was said of a person, whole."""
    reason = " ".join(clean(said.reason).split())[:200]
    if said.state not in STATES or (said.state == "came" and said.form not in FORMS):
        raise UnableToChangeActivity(f"{name}: hãy chọn có mặt, vắng có lý do hay vắng.")
    if said.state == "excused" and not reason:
        raise UnableToChangeActivity(f"{name}: hãy chọn lý do vắng.")
    return PersonSaid(said.state, said.form if said.state == "came" else "", reason if said.state == "excused" else "")


def _number(many: int) -> int:
    if not 0 <= many <= MOST:
        raise UnableToChangeActivity("Số người quá lớn hoặc nhỏ hơn 0; hãy xem lại.")
    return many
