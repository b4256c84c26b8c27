"""What the page of all reports shows, and the same as Excel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.common.scopes import Scope
from lantoa.common.workbooks import Column, Link, workbook
from lantoa.reports import queries
from lantoa.reports.pages import wording
from lantoa.reports.queries import Found, Wanted

MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """A report, or a file that came in its place, on the page."""

    found: Found
    late: int
    path: str
    number: str
    dated_on: date | None


def lines(found: list[Found], today: date) -> list[Line]:
    """What was found, as it is shown."""
    return [_line(one, today) for one in found]


def _line(one: Found, today: date) -> Line:
    if one.report is None:
        return Line(one, 0, "", "", None)
    path = reverse("reports:paper", args=[one.report.uuid])
    return Line(one, one.late(today), path, one.report.number, one.report.dated_on)


def sheet(scope: Scope, wanted: Wanted, today: date) -> bytes:
    """All that is found as Excel."""
    columns = [
        Column(_("Report"), 44),
        Column(_("Period"), 22),
        Column(_("Unit"), 34),
        Column(_("Stage"), 18),
        Column(_("Due on"), 14),
        Column(_("Days late"), 12),
        Column(_("Number of the paper"), 14),
        Column(_("Date of the paper"), 16),
        Column(_("File"), 30),
        Column(_("Open"), 12),
    ]
    every = queries.everything(scope, wanted, today)
    rows = [
        [
            line.found.type.name,
            line.found.named.label(),
            line.found.unit_name,
            str(wording.STAGES[line.found.stage]),
            line.found.report.due_on if line.found.report else None,
            line.late or None,
            line.number or None,
            line.dated_on,
            line.found.file.file.name if line.found.file else None,
            Link(settings.PUBLIC_URL + line.path, _("Open")) if line.path else None,
        ]
        for line in lines(queries.found_of(every[:MOST_ROWS]), today)
    ]
    return workbook(sheet=_("Reports"), title=_("All reports"), columns=columns, rows=rows)
