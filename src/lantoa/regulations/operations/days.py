"""Every change of the working calendar: looked at first, then made whole, moving what it moves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.regulations import calendars, queries, rules
from lantoa.regulations.calendars import Calendar, Special, UnknownDay
from lantoa.regulations.models import CalendarChange, CalendarDay, Standing
from lantoa.regulations.official_days import OfficialDay, official_days
from lantoa.regulations.operations.checking import check, one_after_another
from lantoa.regulations.operations.moving import recompute

# The years that a new installation knows; the administrator takes in more from the page of a year.
FIRST_YEAR, LAST_YEAR = 2020, 2035


class UnableToChangeCalendar(Unable):
    """The calendar cannot be changed so."""


@dataclass(frozen=True, slots=True)
class NewDay:
    """A day to enter, with where it is written and how sure we are."""

    day: date
    kind: str
    name: str
    source: str
    source_number: str = ""
    source_date: date | None = None
    standing: str = Standing.UNCONFIRMED.value


@dataclass(frozen=True, slots=True)
class Plan:
    """A change of the calendar as one act: days to enter, days to take out, and why. Its uuid makes a second send
    harmless."""

    why: str
    add: tuple[NewDay, ...] = ()
    remove: tuple[date, ...] = ()
    uuid: UUID = field(default_factory=uuid4)

    @property
    def days(self) -> list[date]:
        """The days that it touches."""
        return sorted({one.day for one in self.add} | set(self.remove))


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan would do: its days and the running deadlines that would move, from when to when."""

    plan: Plan
    moves: list[queries.Move]

    @property
    def digest(self) -> str:
        """One short text for one effect: sent along, so that what is applied is what was seen."""
        told = [(str(move.deadline.uuid), move.from_on, move.to_on) for move in self.moves]
        days = [(one.day, one.kind, one.name) for one in self.plan.add]
        return hashlib.sha256(repr((days, sorted(self.plan.remove), told)).encode()).hexdigest()[:32]


def preview_calendar(*, scope: Scope, plan: Plan) -> Preview:
    """What the plan would do; nothing is changed. UnableToChangeCalendar where it cannot be."""
    check(scope)
    try:
        return Preview(plan, queries.would_move(_planned(plan), plan.days))
    except UnknownDay as error:
        raise _beyond(error) from error


@transaction.atomic
def change_calendar(*, scope: Scope, plan: Plan) -> list[queries.Move]:
    """Makes the change and moves the running deadlines that it moves, together or not at all; gives the moves.

    The same uuid again changes nothing and gives the moves of the first time.
    """
    check(scope)
    one_after_another()
    if known := queries.change(plan.uuid):
        made = queries.moves_of_change(known.change, None)
        return [queries.Move(one.deadline, one.from_on, one.to_on) for one in made]
    change, moves = _made(scope, plan)
    data = {
        "why": change.why,
        "added": [{"day": one.day, "kind": one.kind, "name": one.name, "source": one.source} for one in plan.add],
        "removed": list(plan.remove),
        "moved": len(moves),
    }
    record(scope=scope, verb="change", kind="calendar", uuid=change.uuid, data=data)
    return moves


def _made(scope: Scope, plan: Plan) -> tuple[CalendarChange, list[queries.Move]]:
    calendar = _planned(plan)
    change = CalendarChange.objects.create(uuid=plan.uuid, why=plan.why.strip()[:400], at=timezone.now())
    CalendarDay.objects.filter(removed_by__isnull=True, day__in=plan.remove).update(removed_by=change)
    CalendarDay.objects.bulk_create(
        CalendarDay(
            day=one.day,
            kind=one.kind,
            name=one.name.strip(),
            source=one.source.strip(),
            source_number=one.source_number.strip(),
            source_date=one.source_date,
            standing=one.standing,
            added_by=change,
        )
        for one in plan.add
    )
    try:
        moves = recompute(scope=scope, calendar=calendar, change=change, days=plan.days)
    except UnknownDay as error:
        raise _beyond(error) from error
    return change, moves


def swap(*, off: date, worked: date, source: NewDay) -> tuple[NewDay, NewDay]:
    """The two days of a yearly swap: a working day off, made up on a weekly day off. ``source`` lends paper and
    standing."""
    paper = (source.source, source.source_number, source.source_date, source.standing)
    return (
        NewDay(off, "swapped", f"Nghỉ hoán đổi, làm bù ngày {worked:%d/%m/%Y}", *paper),
        NewDay(worked, "made_up", f"Làm bù cho ngày {off:%d/%m/%Y}", *paper),
    )


def is_compensated(day: date) -> bool:
    """Whether the rule of the day compensates a holiday on a weekly day off; without a rule it does not."""
    try:
        value = queries.on(rules.COMPENSATION, day).value
    except queries.UnableToFindRegulation:
        return False
    return bool(isinstance(value, dict) and value.get("compensated"))


def compensations_of(new: Iterable[NewDay]) -> list[date]:
    """The days off that new holidays bring, by the calendar as it would then stand; UnableToChangeCalendar beyond
    it."""
    added = {one.day: Special(one.kind, one.name) for one in new}
    try:
        return sorted(calendars.compensations(queries.calendar().with_days(added), added).values())
    except UnknownDay as error:
        year = error.day.year
        raise UnableToChangeCalendar(f"Lịch năm {year} chưa có. Hãy nạp lịch năm {year} trước.") from error


def plan_of_official_days(year: int) -> Plan | None:
    """The official days of a year that were never entered, as a plan; None when nothing is new.

    A day that the administrator took out, or for which another stands, is not offered again.
    """
    entered = {one.day for one in queries.stored_days([year])}
    new = tuple(_as_new(one) for one in official_days(year) if one.day not in entered)
    return Plan(f"Nạp ngày nghỉ năm {year} kèm theo phần mềm", new) if new else None


@transaction.atomic
def load_calendar(*, scope: Scope, years: Iterable[int] = range(FIRST_YEAR, LAST_YEAR + 1)) -> int:
    """Enters the official days of those years that were never known, as one act; gives how many days.

    A year that is known is left as the administrator has it: what is new in it is offered on its page.
    """
    check(scope)
    wanted = list(years)
    entered = {one.day for one in queries.stored_days(wanted)}
    unknown = sorted(set(wanted) - calendars.known_years(entered))
    new = [_as_new(one) for year in unknown for one in official_days(year) if one.day not in entered]
    if new:
        # What ships is no act of a person: the change and its moves are kept, the history of the calendar stays silent.
        one_after_another()
        _made(scope, Plan("Nạp ngày nghỉ kèm theo phần mềm", tuple(new)))
    return len(new)


def _as_new(one: OfficialDay) -> NewDay:
    return NewDay(one.day, one.kind, one.name, one.source, one.source_number, None, one.standing)


def _planned(plan: Plan) -> Calendar:
    """The calendar as the plan would have it; UnableToChangeCalendar when a day cannot be so."""
    if not plan.why.strip():
        raise UnableToChangeCalendar("Hãy ghi lý do thay đổi lịch.")
    if not plan.add and not plan.remove:
        raise UnableToChangeCalendar("Chưa có ngày nào được thêm hoặc bỏ.")
    calendar = queries.calendar()
    for day in plan.remove:
        if day not in calendar.special:
            raise UnableToChangeCalendar(f"Ngày {day:%d/%m/%Y} không có trong danh sách ngày đặc biệt.")
        if (day.month, day.day) == (1, 1) and day not in {one.day for one in plan.add}:
            raise UnableToChangeCalendar(f"Không thể bỏ ngày 01/01/{day.year}: lịch của cả năm bắt đầu từ ngày ấy.")
    added: dict[date, Special] = {}
    for one in plan.add:
        if not calendars.EARLIEST <= one.day <= calendars.LATEST:
            raise UnableToChangeCalendar(
                f"Lịch chỉ ghi được từ năm {calendars.EARLIEST.year} đến năm {calendars.LATEST.year}."
            )
        _check_day(one, calendar, added, plan)
        added[one.day] = Special(one.kind, one.name)
    return calendar.with_days(added, plan.remove)


def _check_day(one: NewDay, calendar: Calendar, added: Mapping[date, Special], plan: Plan) -> None:
    told = f"{one.day:%d/%m/%Y}"
    if not one.name.strip() or not one.source.strip():
        raise UnableToChangeCalendar(f"Hãy ghi tên và nguồn của ngày {told}.")
    if one.kind not in calendars.KINDS or one.standing not in Standing.values:
        raise UnableToChangeCalendar(f"Hãy chọn loại ngày và mức độ đối chiếu của ngày {told}.")
    if one.day in added or (one.day in calendar.special and one.day not in plan.remove):
        name = (added.get(one.day) or calendar.special[one.day]).name
        raise UnableToChangeCalendar(f"Ngày {told} đã có trong lịch ({name}). Hãy bỏ ngày ấy trước rồi thêm lại.")
    if one.kind == "made_up" and not calendar.is_weekly_off(one.day):
        raise UnableToChangeCalendar(f"Ngày {told} vốn là ngày làm việc, không thể là ngày làm bù.")
    if one.kind in ("swapped", "compensatory") and calendar.is_weekly_off(one.day):
        raise UnableToChangeCalendar(f"Ngày {told} vốn là ngày nghỉ hằng tuần, không cần nghỉ thêm.")


def _beyond(error: UnknownDay) -> UnableToChangeCalendar:
    year = error.day.year
    return UnableToChangeCalendar(
        f"Có thời hạn đang chạy sang năm {year} mà lịch năm {year} chưa có. Hãy nạp lịch năm {year} trước."
    )
