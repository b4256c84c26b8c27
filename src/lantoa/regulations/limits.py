"""A limit as a rule gives it, the last day that it leads to, and how that day was counted. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.regulations.calendars import DAY, Calendar, add_calendar_days, add_working_days, days_between

WORKING, CALENDAR, HOURS = "working", "calendar", "hours"
COUNTINGS = (WORKING, CALENDAR)


class NoLimit(ValueError):
    """The rule holds no limit in days under that key."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many days, counted in working days or in days of the calendar.

    A limit that ``rolls`` ends on the next working day when its last day is off. It may be extended so many times, by
    at most so many days each time.
    """

    days: int
    counting: str
    rolls: bool = False
    extension_days: int = 0
    extension_times: int = 0


def is_limit(value: Any) -> bool:
    """Whether a part of a rule's value is a limit in days."""
    return isinstance(value, dict) and isinstance(value.get("days"), int) and value.get("counting") in COUNTINGS


def is_bare_limit(value: Any) -> bool:
    """Whether it is a limit and nothing else, told in one breath."""
    return is_limit(value) and value.keys() <= {"days", "counting", "rolls", "extension"}


def limit_in(value: Any, key: str) -> Limit:
    """The limit under a key of a rule's value ("delete", "first.complex"; "" for the value itself); NoLimit
    otherwise."""
    for part in filter(None, key.split(".")):
        if not isinstance(value, dict) or part not in value:
            raise NoLimit(key)
        value = value[part]
    if not is_limit(value) or isinstance(value["days"], bool) or value["days"] < 0:
        raise NoLimit(key)
    more = value.get("extension") or {}
    return Limit(
        value["days"], value["counting"], bool(value.get("rolls")), int(more.get("days", 0)), int(more.get("times", 0))
    )


def keys_in(value: Any, above: str = "") -> Iterator[str]:
    """The keys of all limits in a rule's value."""
    if is_limit(value):
        yield above
    if isinstance(value, dict):
        for key, part in value.items():
            yield from keys_in(part, f"{above}.{key}" if above else key)


def due_on(calendar: Calendar, started_on: date, *, days: int, counting: str, rolls: bool) -> date:
    """The last day of a limit of so many days (extensions included) that began to run after ``started_on``."""
    if counting == WORKING:
        return add_working_days(calendar, started_on, days)
    return add_calendar_days(calendar, started_on, days, rolls=rolls)


@dataclass(frozen=True, slots=True)
class Day:
    """One day on the way to the last: its number in the count (None when it is not counted) and why it is special.

    ``why`` is "" for an ordinary day, "weekly" for a weekly day off, else the kind of special day, with its ``name``.
    """

    on: date
    number: int | None
    why: str = ""
    name: str = ""


def day_by_day(calendar: Calendar, started_on: date, *, days: int, counting: str, rolls: bool) -> list[Day]:
    """Every day after ``started_on`` up to the last one, as it was counted."""
    last = due_on(calendar, started_on, days=days, counting=counting, rolls=rolls)
    found: list[Day] = []
    number = 0
    for day in days_between(started_on + DAY, last):
        special = calendar.special.get(day)
        why = special.kind if special else "weekly" if calendar.is_weekly_off(day) else ""
        counts = number < days if counting == CALENDAR else calendar.is_working(day)
        number += counts
        found.append(Day(day, number if counts else None, why, special.name if special else ""))
    return found


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days next to each other that share a reason."""

    first: date
    last: date
    why: str
    name: str


def stretches(days: list[Day], counting: str) -> list[Stretch]:
    """What is worth saying of the count: special days off that were skipped, Saturdays and Sundays that were worked
    on, and
    the closed days at the end over which a limit in days of the calendar rolled. Ordinary weekends go without
    saying."""
    found: list[Stretch] = []
    # Where a limit in days of the calendar rolled: from its own last day, which is off, up to the day that is not.
    rolled = next((at - 1 for at, day in enumerate(days) if day.number is None), len(days))
    for at, day in enumerate(days):
        is_special = day.why not in ("", "weekly")
        if not (is_special if counting == WORKING else at >= rolled and day.why not in ("", "made_up")):
            continue
        before = found[-1] if found else None
        alike = before and before.last + DAY == day.on and (before.why, before.name) == (day.why, day.name)
        if before and alike:
            found[-1] = Stretch(before.first, day.on, day.why, day.name)
        else:
            found.append(Stretch(day.on, day.on, day.why, day.name))
    return found
