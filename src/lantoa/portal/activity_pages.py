"""What everybody may read of what is to come, and the same as a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.activities.models import Activity
from lantoa.activities.rules.recurrence import WEEKDAYS
from lantoa.activities.wording import STAGES, TAGS
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit

MOST_IN_MESSAGE = 10


@dataclass(frozen=True, slots=True)
class Coming:
    """One of them: ``off`` says in words that it was put off or called off; ``day`` is the day on which it is shown,
    today for what has begun before."""

    one: Activity
    day: date
    unit_name: str
    off: str
    tag: str


def coming(some: Sequence[Activity], place: NamedUnit | None, today: date) -> dict[str, Any]:
    """These by day, and as a message to paste; one query."""
    names = organisations.names_on({one.unit_id for one in some}, today)
    rows = [
        Coming(
            one,
            max(one.from_on, today),
            names.get(one.unit_id, ""),
            "" if one.stage == "planned" else str(STAGES[one.stage]),
            TAGS[one.stage],
        )
        for one in some
    ]
    days = [(day, list(of_day)) for day, of_day in groupby(rows, key=lambda row: row.day)]
    address = settings.PUBLIC_URL + reverse("portal:activities") + (f"?noi={place.code}" if place else "")
    heading = _("Coming up in %(place)s:") % {"place": place.name} if place else _("Coming up:")
    told = [_line(row) for row in rows if not row.off][:MOST_IN_MESSAGE]
    message = "\n".join([heading, *told, _("Read more: %s") % address]) if told else ""
    return {"days": days, "message": message, "address": address}


def _line(row: Coming) -> str:
    """ "• thứ bảy 05/12/2026, 7h30: Ngày thứ bảy về với dân (Nhà văn hóa, Thôn Đông)"."""
    begins = row.one.begins
    hour = f", {begins.hour}h{begins.minute:02}" if begins else ""
    where = ", ".join(filter(None, (row.one.place, row.unit_name)))
    return f"• {WEEKDAYS[row.day.weekday()]} {row.day:%d/%m/%Y}{hour}: {row.one.title} ({where})"
