"""A paper that is the report of a unit without an account: named so when it comes in, counted once it was reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lantoa.common.scopes import Scope
from lantoa.intake.models import Paper
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.reports import operations as reports
from lantoa.reports import queries as owed
from lantoa.reports.models import ReportType
from lantoa.reports.rules.due import Stretch


@dataclass(frozen=True, slots=True)
class Meant:
    """Which report a paper is: of whom, of which type and period."""

    of: ReportType
    unit: NamedUnit
    stretch: Stretch


def meant(scope: Scope, words: str) -> Meant | None:
    """What "type/period/unit" names, as a page of reports writes it; None where it names nothing within reach."""
    uuid, _, rest = words.partition("/")
    period, _, code = rest.partition("/")
    try:
        of = owed.type_(UUID(uuid))
    except ValueError:
        return None
    stretch = owed.stretch_of(of, period) if of else None
    if of is None or stretch is None or not scope.may("report", of.asker_id):
        return None
    try:
        unit = organisations.unit(code[:80], stretch.days.to_on)
    except organisations.UnableToFindUnit:
        return None
    return Meant(of, unit, stretch)


def receive(*, scope: Scope, paper: Paper, as_report: Meant, on: date) -> None:
    """The paper is the report that was meant; UnableToReceive says why not."""
    reports.receive(
        scope=scope, of=as_report.of, unit=as_report.unit, stretch=as_report.stretch, file=paper.file, on=on
    )
