"""Drafts that are there before anyone asks: begun by the worker in the days before a report is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from lantoa.common.scopes import everything
from lantoa.reports import queries
from lantoa.reports.operations.papers import start
from lantoa.reports.operations.telling import tell_of_draft

# A draft is begun when its figures are closed and it is due within so many days.
BEFORE = timedelta(days=7)
# Begun at one go, so that the worker turns to other work in between.
AT_ONCE = 50
DRAFTER = everything("Lịch soạn báo cáo")


def prepare(*, at: datetime) -> int:
    """Begins the drafts that are due soon and nobody began, and tells the unit's people; gives how many.

    Begun anew after a worker died it goes on: what was begun is left as it is.
    """
    today = timezone.localdate(at)
    made = 0
    for of in queries.types_on(today):
        some = [one for one in queries.stretches(of, (today.year - 1, today.year)) if _is_time(one.days.to_on, today)]
        for stretch, due_on, rows in queries.boards(of, some):
            if not today <= due_on <= today + BEFORE:
                continue
            for row in rows:
                if row.report is None and row.received is None:
                    one = start(scope=DRAFTER, of=of, unit=row.unit, stretch=stretch, today=today)
                    tell_of_draft(scope=DRAFTER, report=one, name=row.unit.name, at=at)
                    made += 1
                    if made >= AT_ONCE:
                        return made
    return made


def _is_time(closed_on: date, today: date) -> bool:
    return closed_on < today <= closed_on + timedelta(days=400)
