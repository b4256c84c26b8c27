"""Targets and how far they are reached, as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.common import workbooks
from lantoa.indicators.pages import trees
from lantoa.indicators.pages.targets import Line, Plan

_HEADINGS = (
    (gettext_lazy("Indicator"), 44),
    (gettext_lazy("Measured in"), 14),
    (gettext_lazy("Target"), 16),
    (gettext_lazy("Target, as the plan says it"), 26),
    (gettext_lazy("Reached so far"), 16),
    (gettext_lazy("Reached so far, as reports say it"), 26),
    (gettext_lazy("Percent reached"), 12),
    (gettext_lazy("Reached, in words"), 18),
    (gettext_lazy("Whether it is reached"), 22),
    (gettext_lazy("Beside the time"), 22),
    # Words, never a number: an estimate is not to be added to anything.
    (gettext_lazy("Forecast (an estimate, no figure)"), 30),
    (gettext_lazy("Where the forecast comes from"), 60),
    (gettext_lazy("In which paper it stands"), 44),
    (gettext_lazy("Where it comes from"), 22),
)


def of_plan(one: Plan) -> bytes:
    """The table as an Excel workbook: numbers as numbers, forecasts as words, each figure with a link to its page."""
    said = {"unit": one.unit.name, "period": one.view.period.label()}
    return workbooks.workbook(
        sheet=_("Targets"),
        title=_("Targets and how far they are reached: %(unit)s, %(period)s") % said,
        columns=[workbooks.Column(str(heading), width) for heading, width in _HEADINGS],
        rows=(list(_cells(line)) for line in one.lines),
        notes=[
            _("Map of units: %s") % trees.label(one.view.tree) + ". " + trees.said(one.view.tree),
            _("A forecast is an estimate and stands in no ledger. An empty cell means: no figure yet."),
        ],
    )


def _cells(line: Line) -> Iterator[workbooks.Cell]:
    target, achieved = line.target, line.progress.achieved
    yield target.indicator.name
    yield target.indicator.unit
    yield target.quantity.point
    yield line.plan
    yield line.progress.done.point if line.progress.done else None
    yield line.done or None
    yield achieved.share.point if achieved.share else None
    yield line.share if achieved.share else None
    yield line.standing[0]
    yield line.pace[0] or None
    yield line.forecast or None
    yield line.explained
    yield target.stands_in or None
    yield workbooks.Link(settings.PUBLIC_URL + line.figure_path, _("Open the figure"))
