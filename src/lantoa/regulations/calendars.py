"""Days off, working days and how days are counted. Plain Python: no Django, no clock.

The day on which something happens is not counted; the next day is the first (day 1). Working days are counted only on
days on which offices work. Days of the calendar are counted one after another; where the rule says so, a last day on
which offices are closed gives way to the next working day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

DAY = timedelta(days=1)
# The years that pages and forms speak of: the package of holidays knows those of the Labour Code.
EARLIEST, LATEST = date(1995, 1, 1), date(2099, 12, 31)
# Days off by name; a day that is made up is worked on though it is a Saturday or Sunday.
KINDS = ("holiday", "compensatory", "swapped", "made_up")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class UnknownDay(ValueError):
    """The calendar does not reach that day: nobody has said which days of its year are off."""

    def __init__(self, day: date) -> None:
        """Keeps the day."""
        super().__init__(f"no calendar for {day:%Y-%m-%d}")
        self.day = day


@dataclass(frozen=True, slots=True)
class Special:
    """A day that differs from what its day of the week would say."""

    kind: str
    name: str

    @property
    def is_worked(self) -> bool:
        """Whether offices work on it."""
        return self.kind == "made_up"


@dataclass(frozen=True, slots=True)
class Week:
    """Which days of the week are off (Monday is 0), from a day to a day, both included."""

    from_on: date
    to_on: date
    off: frozenset[int]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the years that are known: ``special`` ones, and the weeks that hold for all others."""

    years: frozenset[int] = frozenset()
    weeks: tuple[Week, ...] = ()
    special: Mapping[date, Special] = field(default_factory=dict)

    def is_weekly_off(self, day: date) -> bool:
        """Whether the day of the week is a day off on that date."""
        return any(week.from_on <= day <= week.to_on and day.weekday() in week.off for week in self.weeks)

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day; UnknownDay beyond the years that are known."""
        if day.year not in self.years:
            raise UnknownDay(day)
        found = self.special.get(day)
        return found.is_worked if found else not self.is_weekly_off(day)

    def next_working(self, day: date) -> date:
        """The day itself when it is worked on, else the first working day after it."""
        while not self.is_working(day):
            day += DAY
        return day

    def with_days(self, added: Mapping[date, Special], removed: Collection[date] = ()) -> Calendar:
        """The calendar with some special days more and some less."""
        special = {day: one for day, one in self.special.items() if day not in removed} | dict(added)
        return replace(self, special=special, years=known_years(special))


def known_years(days: Iterable[date]) -> frozenset[int]:
    """The years whose special days are known: those whose New Year's Day is among them, for any list of a year begins
    with
    it. A single day that a swap puts into another year does not make that year known."""
    return frozenset(day.year for day in days if (day.month, day.day) == (1, 1))


def add_working_days(calendar: Calendar, from_on: date, days: int) -> date:
    """The day on which so many working days (≥ 0) have passed after ``from_on``; UnknownDay beyond the calendar."""
    day = from_on
    for _ in range(days):
        day = calendar.next_working(day + DAY)
    return day


def add_calendar_days(calendar: Calendar, from_on: date, days: int, *, rolls: bool) -> date:
    """The day so many days after ``from_on``; if it ``rolls``, the first working day from that day on."""
    last = from_on + days * DAY
    return calendar.next_working(last) if rolls else last


def compensations(calendar: Calendar, holidays: Collection[date]) -> dict[date, date]:
    """For each of these holidays that falls on a weekly day off, the working day after it that is off instead.

    No two holidays share a compensation, and none falls on a day that is off anyway. The earliest holiday chooses
    first.
    """
    found: dict[date, date] = {}
    for holiday in sorted(holidays):
        if not calendar.is_weekly_off(holiday):
            continue
        day = holiday + DAY
        while day in holidays or day in found.values() or not calendar.is_working(day):
            day += DAY
        found[holiday] = day
    return found


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    for at in range((last - first).days + 1):
        yield first + at * DAY
