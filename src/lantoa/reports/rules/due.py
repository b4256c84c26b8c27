"""The periods of a report type, when their figures are closed, when the report is due. Plain Python."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from lantoa.common.periods import Period

# Which periods a type may ask for, with the months of each. Six and nine months are those from January on.
CADENCES = {"month": 1, "quarter": 3, "half": 6, "nine": 9, "year": 12}
CADENCE_WORDS = {
    "month": "Tháng",
    "quarter": "Quý",
    "half": "6 tháng",
    "nine": "9 tháng",
    "year": "Năm",
}
# The days that figures of a period come from: those of the calendar, or as State reports are closed.
CLOSINGS = {"calendar": "Theo lịch (từ ngày đầu đến ngày cuối kỳ)", "state": "Theo kỳ báo cáo nhà nước"}


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """What a report is about: ``named`` as everyone calls it, ``days`` from which its figures come."""

    named: Period
    days: Period


def stretches_of(cadences: Collection[str], year: int, first_day: int = 1) -> list[Stretch]:
    """The periods of a year in the order in which they end.

    ``first_day`` is the day on which a month of figures begins: 1, or for a later one the day in the month before.
    """
    found = []
    for cadence, months in CADENCES.items():
        if cadence in cadences:
            firsts = [1] if cadence in ("half", "nine", "year") else range(1, 13, months)
            found += [stretch(Period.months(year, first, first + months - 1), first_day) for first in firsts]
    return sorted(found, key=lambda one: (one.days.to_on, one.days.from_on))


def stretch(named: Period, first_day: int = 1) -> Stretch:
    """A named period with the days from which its figures come."""
    if first_day == 1 or named.from_on.day != 1:
        return Stretch(named, named)
    begin, end = _month_before(named.from_on), named.to_on.replace(day=1)
    return Stretch(named, Period(begin.replace(day=first_day), end.replace(day=first_day) - timedelta(days=1)))


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def days_late(due_on: date, today: date) -> int:
    """How many days a report is late; 0 while it is not."""
    return max(0, (today - due_on).days)
