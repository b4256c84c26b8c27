"""The calendar of a unit: what is due in a month or a year, and what comes up at meetings and inspections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lantoa.common.periods import Period
from lantoa.plans import queries
from lantoa.plans.pages.plans import TaskLine, task_lines
from lantoa.plans.rules import plans, years

# A quarter is shown in each of its months; what takes longer stands by itself in the year.
MOST_DAYS = 92


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month that is shown, or one around it; how many tasks are due on it."""

    on: date
    is_inside: bool
    is_today: bool
    due: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month: the tasks due in it, the topics of meetings and items of inspections that take in a day of it."""

    period: Period
    tasks: list[TaskLine]
    agenda: list[queries.AgendaItem]

    @property
    def number(self) -> int:
        """1 for January."""
        return self.period.from_on.month


def months(unit: int, year: int, today: date) -> tuple[list[Month], list[queries.AgendaItem]]:
    """The twelve months of a year, and what takes more than a quarter, which would stand in most of them.

    A constant number of queries.
    """
    whole = Period.year(year)
    tasks, items = _found(unit, whole, today)
    long = [item for item in items if (item.to_on - item.from_on).days > MOST_DAYS]
    each = [Period.months(year, number, number) for number in range(1, 13)]
    short = [item for item in items if item not in long]
    return [_month(period, tasks, short) for period in each], long


def month(unit: int, year: int, number: int, today: date) -> tuple[Month, list[list[Day]]]:
    """One month with its weeks, Monday first."""
    period = Period.months(year, number, number)
    tasks, items = _found(unit, period, today)
    due: dict[date, int] = {}
    for line in tasks:
        due[line.task.due_on] = due.get(line.task.due_on, 0) + 1
    weeks = [
        [Day(day, day.month == number, day == today, due.get(day, 0)) for day in week]
        for week in years.weeks(year, number)
    ]
    return _month(period, tasks, items), weeks


def _found(unit: int, period: Period, today: date) -> tuple[list[TaskLine], list[queries.AgendaItem]]:
    tasks = task_lines(list(queries.tasks_due(unit, period.from_on, period.to_on)), today)
    items = [item for kind in plans.AGENDAS for item in queries.agenda_for(unit, period.from_on, period.to_on, kind)]
    return tasks, items


def _month(period: Period, tasks: Sequence[TaskLine], items: Sequence[queries.AgendaItem]) -> Month:
    return Month(
        period,
        [line for line in tasks if period.from_on <= line.task.due_on <= period.to_on],
        [item for item in items if item.from_on <= period.to_on and item.to_on >= period.from_on],
    )
