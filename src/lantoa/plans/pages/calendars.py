"""The calendar of a unit: what is due in a month or a year, and what comes up at meetings and inspections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lantoa.common.periods import Period
from lantoa.plans import queries
from lantoa.plans.pages.plans import TaskLine, task_lines
from lantoa.plans.rules import plans, years


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


def months(unit: int, year: int, today: date) -> list[Month]:
    """The twelve months of a year, in a constant number of queries."""
    whole = Period.year(year)
    tasks, items = _found(unit, whole, today)
    each = [Period.months(year, number, number) for number in range(1, 13)]
    return [_month(period, tasks, items) for period in each]


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
