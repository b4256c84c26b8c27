"""All reports within reach, at any stage, and the files that came in their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.plans.models import Theme
from lantoa.reports.models import Received, Report, ReportType, Version
from lantoa.reports.queries.themes import about_theme
from lantoa.reports.rules import due, papers

REPORT, FILE = "report", "file"
# The parts of a year that reports are about: its first and its last month.
PARTS = {
    "year": (1, 12),
    "half": (1, 6),
    "nine": (1, 9),
    **{f"quarter-{n}": (3 * n - 2, 3 * n) for n in range(1, 5)},
    **{f"month-{n}": (n, n) for n in range(1, 13)},
}
# The stage of what came as a file (Owed.stage).
RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports are looked for: of units whose name holds the words, of a year, a part of it, a stage, a type, of
    the days of a theme."""

    unit: str = ""
    year: int | None = None
    part: str = ""
    stage: str = ""
    type: int | None = None
    theme: Theme | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One of them: a report, or a file that came from outside in its place."""

    type: ReportType
    unit: int
    unit_name: str
    named: Period
    stage: str
    report: Report | None = None
    file: Received | None = None

    def late(self, today: date) -> int:
        """How many days late; 0 for what is sent."""
        if self.report is None or self.stage in papers.SENT:
            return 0
        return due.days_late(self.report.due_on, today)


def everything(scope: Scope, wanted: Wanted, today: date) -> QuerySet[Any, tuple[str, int, date, date]]:
    """What is found, the latest period first: "report" or "file", its id, its period. Of units within reach all; of
    others what they have sent to a unit within reach."""
    reports, files = _within(scope)
    about = _about(wanted, today)
    reports, files = reports.filter(about), files.filter(about)
    if wanted.stage == RECEIVED:
        reports = reports.none()
    elif wanted.stage:
        reports, files = reports.filter(stage=wanted.stage), files.none()
    columns = ("what", "pk", "named_from", "named_to")
    rows = [each.annotate(what=Value(what)).values_list(*columns) for each, what in ((reports, REPORT), (files, FILE))]
    return rows[0].union(rows[1], all=True).order_by("-named_to", "-named_from", "what", "-pk")


def _within(scope: Scope) -> tuple[QuerySet[Report], QuerySet[Received]]:
    reports, files = Report.objects.all(), Received.objects.filter(ended_at__isnull=True)
    reach = scope.units("report")
    if reach is None:
        return reports, files
    asked = Q(type__asker__in=reach)
    sent = Exists(Version.objects.filter(report=OuterRef("pk")))
    return reports.filter(Q(unit__in=reach) | asked & sent), files.filter(Q(unit__in=reach) | asked)


def _about(wanted: Wanted, today: date) -> Q:
    about = Q()
    if wanted.unit.strip():
        about &= Q(unit__in=organisations.find(wanted.unit, today).order_by().values("pk"))
    if wanted.year:
        about &= Q(named_to__year=wanted.year)
    if wanted.part in PARTS:
        first, last = PARTS[wanted.part]
        about &= Q(named_from__day=1, named_from__month=first, named_to__month=last, named_to__day__gte=28)
    if wanted.type:
        about &= Q(type=wanted.type)
    if wanted.theme:
        about &= about_theme(wanted.theme)
    return about


def found_of(rows: Iterable[tuple[str, int, date, date]]) -> list[Found]:
    """The rows of ``everything`` with what a page shows of them; three queries."""
    rows = list(rows)
    wanted = {what: [pk for kind, pk, *_ in rows if kind == what] for what in (REPORT, FILE)}
    reports = Report.objects.select_related("type").in_bulk(wanted[REPORT])
    files = Received.objects.select_related("type", "file").in_bulk(wanted[FILE])
    every = [
        *((one.unit_id, one.to_on) for one in reports.values()),
        *((f.unit_id, f.named_to) for f in files.values()),
    ]
    names = organisations.names_at(every)
    found = []
    for what, pk, *_period in rows:
        if what == REPORT and (one := reports.get(pk)):
            name, named = names[one.unit_id, one.to_on], Period(one.named_from, one.named_to)
            found.append(Found(one.type, one.unit_id, name, named, one.stage, report=one))
        elif what == FILE and (file := files.get(pk)):
            name, named = names[file.unit_id, file.named_to], Period(file.named_from, file.named_to)
            found.append(Found(file.type, file.unit_id, name, named, RECEIVED, file=file))
    return found


def types_within(scope: Scope) -> QuerySet[ReportType]:
    """The types of which there is a report or a file within reach, by name."""
    reports, files = _within(scope)
    here = Q(pk__in=reports.values("type")) | Q(pk__in=files.values("type"))
    return ReportType.objects.filter(here).order_by("name", "-from_on", "pk")
