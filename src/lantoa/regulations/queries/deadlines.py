"""Which deadlines run, which are over, how each was counted, and which moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from lantoa.common.scopes import Identity
from lantoa.regulations import limits
from lantoa.regulations.calendars import Calendar
from lantoa.regulations.models import CalendarChange, Deadline, DeadlineMove


def deadline(uuid: UUID) -> Deadline | None:
    """One deadline with its rule."""
    return Deadline.objects.select_related("regulation").filter(uuid=uuid).first()


def of_source(source: Identity) -> QuerySet[Deadline]:
    """The deadlines of one record, those that began first first."""
    return _ordered(Deadline.objects.filter(source_kind=source.kind, source_uuid=source.uuid))


def of_sources(kind: str, uuids: Collection[UUID]) -> dict[UUID, list[Deadline]]:
    """The deadlines of many records by record; one query."""
    found: dict[UUID, list[Deadline]] = defaultdict(list)
    for one in _ordered(Deadline.objects.filter(source_kind=kind, source_uuid__in=uuids)):
        found[one.source_uuid].append(one)
    return found


def running(units: Collection[int] | None, today: date) -> QuerySet[Deadline]:
    """The deadlines that run on a day in these units (None: everywhere, also those of no unit), the nearest first."""
    still = Q(stopped_on__isnull=True) | Q(stopped_on__gt=today)
    found = Deadline.objects.filter(still, started_on__lte=today)
    if units is not None:
        found = found.filter(unit_id__in=units)
    return found.select_related("regulation").order_by("due_on", "pk")


def overdue(units: Collection[int] | None, today: date) -> QuerySet[Deadline]:
    """Those of the running deadlines whose last day is over."""
    return running(units, today).filter(due_on__lt=today)


def moves_of(source: Identity) -> QuerySet[DeadlineMove]:
    """How the deadlines of one record moved, oldest first."""
    return _moves().filter(deadline__source_kind=source.kind, deadline__source_uuid=source.uuid)


def moves_since(seq: int) -> QuerySet[DeadlineMove]:
    """All moves beyond a sequence (the id of the last move that was seen; 0 for all), in order.

    Whoever notifies people keeps the last id. Calendar changes go one after another, so no lower id comes later.
    """
    return _moves().filter(pk__gt=seq)


def moves_made_since(at: datetime) -> QuerySet[DeadlineMove]:
    """What moved since a moment and still runs, in units, in order; for whoever tells people again and again."""
    return _moves().filter(at__gte=at, deadline__unit_id__isnull=False, deadline__stopped_on__isnull=True)


def moves_of_change(change: CalendarChange, units: Collection[int] | None) -> QuerySet[DeadlineMove]:
    """What one act on the calendar moved in these units (None: everywhere)."""
    found = _moves().filter(change=change)
    return found if units is None else found.filter(deadline__unit_id__in=units)


@dataclass(frozen=True, slots=True)
class Move:
    """That a deadline goes, or would go, from one last day to another."""

    deadline: Deadline
    from_on: date
    to_on: date


def would_move(calendar: Calendar, days: Collection[date] | None = None) -> list[Move]:
    """The running deadlines that another calendar moves, and where to; UnknownDay when it does not reach far enough.

    ``days`` are those in which it differs from the one that stands (None: anywhere); only deadlines that they touch are
    counted again. Order of the last day before the move.
    """
    touched = Deadline.objects.filter(stopped_on__isnull=True)
    if days is not None:
        touched = touched.filter(started_on__lt=max(days, default=date.min), due_on__gte=min(days, default=date.max))
    found = []
    for one in touched.order_by("due_on", "pk").iterator(chunk_size=2000):
        due_on = due(one, calendar)
        if due_on != one.due_on:
            found.append(Move(one, one.due_on, due_on))
    return found


def due(one: Deadline, calendar: Calendar) -> date:
    """The last day of a deadline by a calendar."""
    total = one.days + one.extended_days
    return limits.due_on(calendar, one.started_on, days=total, counting=one.counting, rolls=one.rolls)


@dataclass(frozen=True, slots=True)
class Working:
    """How a last day was counted: every day, and what is worth saying of it."""

    started_on: date
    first_on: date
    due_on: date
    total: int
    counting: str
    days: list[limits.Day]
    stretches: list[limits.Stretch]


def working(one: Deadline, calendar: Calendar) -> Working:
    """The counting of one deadline, shown day by day; ``wording.explained`` says it as a sentence."""
    total = one.days + one.extended_days
    days = limits.day_by_day(calendar, one.started_on, days=total, counting=one.counting, rolls=one.rolls)
    first = days[0].on if days else one.started_on
    told = limits.stretches(days, one.counting)
    return Working(one.started_on, first, due(one, calendar), total, one.counting, days, told)


def _moves() -> QuerySet[DeadlineMove]:
    return DeadlineMove.objects.select_related("deadline", "change").order_by("pk")


def _ordered(found: QuerySet[Deadline]) -> QuerySet[Deadline]:
    return found.select_related("regulation").order_by("started_on", "pk")
