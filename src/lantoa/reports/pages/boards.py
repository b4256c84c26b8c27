"""What whoever asks for reports sees: which, for which periods, who has sent them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.common.workbooks import MEDIA_TYPE, Column, Link, workbook
from lantoa.organisations.queries import NamedUnit
from lantoa.reports import queries
from lantoa.reports.models import Outline, ReportType
from lantoa.reports.outlines import queries as outlines
from lantoa.reports.pages import wording
from lantoa.reports.queries import Owed
from lantoa.reports.rules.due import Stretch

__all__ = ["MEDIA_TYPE", "asked_by", "board_page", "outlines_for", "periods_of", "sheet", "words_of"]

MOST_PERIODS = 12


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period of a report type: how many of the units that owe it have sent it."""

    stretch: Stretch
    due_on: date
    sent: int
    everyone: int
    late: int


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A report type with the last of its periods that has begun to be due."""

    one: ReportType
    last: PeriodLine | None


def asked_by(unit: NamedUnit, today: date) -> list[TypeLine]:
    """The reports that a unit asks for today, and those it asked for before last."""
    found = list(queries.types().filter(asker=unit.pk).order_by("to_on", "name", "pk"))
    return [TypeLine(one, next(iter(periods_of(one, today, most=1)), None)) for one in found]


def periods_of(one: ReportType, today: date, most: int = MOST_PERIODS) -> list[PeriodLine]:
    """The periods whose days have begun, the latest first."""
    years = range(today.year - 1, today.year + 2)
    begun = [each for each in queries.stretches(one, years) if each.days.from_on <= today]
    latest = sorted(begun, key=lambda each: each.days.to_on, reverse=True)[:most]
    return [
        PeriodLine(each, due_on, _sent(rows), len(rows), len(queries.late(rows, today)))
        for each, due_on, rows in queries.boards(one, latest)
    ]


def _sent(rows: Sequence[Owed]) -> int:
    return sum(one.is_sent for one in rows)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A unit on the board of a period."""

    owed: Owed
    late: int
    stage: str
    tag: str
    path: str


def board_page(one: ReportType, stretch: Stretch, today: date) -> dict[str, Any]:
    """The board of a period: the late ones first, then those that are waited for, then those that have sent."""
    ((_stretch, due_on, rows),) = queries.boards(one, [stretch])
    lines = [_line(row, today) for row in rows]
    lines.sort(key=lambda line: (line.owed.is_sent, -line.late))
    late = [line for line in lines if line.late]
    names = ", ".join(line.owed.unit.name for line in late)
    words = _("%(report)s %(period)s, due on %(day)s. Not sent yet: %(names)s.") % {
        "report": one.name,
        "period": stretch.named.label(),
        "day": f"{due_on:%d/%m/%Y}",
        "names": names,
    }
    return {
        "one": one,
        "stretch": stretch,
        "lines": lines,
        "sent": _sent(rows),
        "everyone": len(rows),
        "late": len(late),
        "due_on": due_on,
        "message": words if late else "",
        "own": next((row.report for row in rows if row.unit.pk == one.asker_id), None),
    }


def _line(row: Owed, today: date) -> BoardLine:
    sent = row.report is not None and row.is_sent
    path = reverse("reports:paper", args=[row.report.uuid]) if row.report and sent else ""
    return BoardLine(row, row.late(today), str(wording.STAGES[row.stage]), wording.TAGS[row.stage], path)


def sheet(one: ReportType, stretch: Stretch, today: date) -> bytes:
    """The board as Excel."""
    columns = [
        Column(_("Unit"), 40),
        Column(_("Stage"), 20),
        Column(_("Due on"), 14),
        Column(_("Days late"), 12),
        Column(_("Report"), 20),
    ]
    lines = board_page(one, stretch, today)["lines"]
    rows = [
        [
            line.owed.unit.name,
            line.stage,
            line.owed.due_on,
            line.late or None,
            Link(settings.PUBLIC_URL + line.path, _("Open")) if line.path else None,
        ]
        for line in lines
    ]
    title = f"{one.name} {stretch.named.label()}"
    return workbook(sheet=_("Reports"), title=title, columns=columns, rows=rows)


def outlines_for(unit: NamedUnit) -> list[Outline]:
    """The outlines that a unit keeps, the newest of each."""
    return list(outlines.offered(unit.pk))


def words_of(one: ReportType) -> dict[str, Any]:
    """What the page says of a report type."""
    cadences = dict(wording.CADENCES)
    return {
        "cadences": [cadences[each] for each in one.cadences],
        "closing": dict(wording.CLOSINGS)[one.closing],
        "counting": dict(wording.COUNTINGS)[one.counting],
        "layout": dict(wording.LAYOUTS)[one.layout],
        "reporters": dict(wording.REPORTERS)[one.reporters],
    }
