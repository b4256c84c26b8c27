"""Running deadlines follow every change of the calendar, and each move is kept with its cause."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.regulations import queries
from lantoa.regulations.calendars import Calendar
from lantoa.regulations.models import CalendarChange, Deadline, DeadlineMove


def recompute(
    *, scope: Scope, calendar: Calendar, change: CalendarChange, days: Collection[date] | None = None
) -> list[queries.Move]:
    """Moves the running deadlines that the calendar moves, inside the caller's transaction.

    ``days`` are those that the change touched (None: any); UnknownDay when the calendar does not reach far enough.
    """
    moves = queries.would_move(calendar, days)
    now = timezone.now()
    for move in moves:
        move.deadline.due_on = move.to_on
        data = {"from": move.from_on, "to": move.to_on, "why": change.why, "change": change.uuid}
        record(scope=scope, verb="move", kind="deadline", uuid=move.deadline.uuid, data=data)
    Deadline.objects.bulk_update([move.deadline for move in moves], ["due_on"], batch_size=500)
    DeadlineMove.objects.bulk_create(
        DeadlineMove(deadline=move.deadline, change=change, from_on=move.from_on, to_on=move.to_on, at=now)
        for move in moves
    )
    return moves
