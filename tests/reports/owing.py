"""Reports that are owed, for tests: who asks, who writes."""

from __future__ import annotations

from datetime import date
from typing import Any

from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.reports import operations, queries
from lantoa.reports.models import Report, ReportType
from tests.cast import TODAY, Cast

ABOUT = "kết quả học tập và làm theo"


def asked(cast: Cast, asker: str = "ben-lau", *, scope: Scope | None = None, **more: Any) -> ReportType:
    """A type that the district asks of its communes every quarter and year, unless said otherwise."""
    said = {"name": "Báo cáo định kỳ", "about": ABOUT, "due_days": 10, "from_on": date(2020, 1, 1)}
    said |= {"cadences": ["quarter", "year"]}
    asking = operations.Asking(asker=cast.units[asker], **(said | more))
    return operations.ask_for(scope=scope or cast.product, asking=asking)


def begun(
    cast: Cast, of: ReportType, unit: str = "an-phuc", period: str = "2022", *, scope: Scope | None = None
) -> Report:
    """The unit's report of the period."""
    stretch = queries.stretch_of(of, period)
    assert stretch is not None
    whom = organisations.unit(unit, stretch.days.to_on)
    return operations.start(scope=scope or cast.product, of=of, unit=whom, stretch=stretch, today=TODAY)
