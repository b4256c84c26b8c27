"""Figures and facts as Excel workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.common import workbooks
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.indicators import queries
from lantoa.indicators.pages import openings, trees
from lantoa.indicators.pages.explore import ByPlace, Compared, OverTime
from lantoa.indicators.pages.rows import Row, row
from lantoa.indicators.pages.tables import Line, Table
from lantoa.indicators.queries import Opened

MOST_FACTS = 20_000
HEADINGS = (
    (gettext_lazy("Indicator"), 44),
    (gettext_lazy("Measured in"), 14),
    (gettext_lazy("In the period"), 18),
    (gettext_lazy("As reports say it"), 26),
    (gettext_lazy("Cumulative"), 18),
    (gettext_lazy("Cumulative, as reports say it"), 26),
    (gettext_lazy("Cumulative since"), 14),
    (gettext_lazy("Units that reported"), 12),
    (gettext_lazy("Units that should report"), 12),
    (gettext_lazy("Where it comes from"), 22),
)
FACT_HEADINGS = (
    (gettext_lazy("Amount"), 18),
    (gettext_lazy("As reports say it"), 26),
    (gettext_lazy("Unit"), 34),
    (gettext_lazy("From day"), 13),
    (gettext_lazy("To day"), 13),
    (gettext_lazy("Kind of amount"), 18),
    (gettext_lazy("Part counted here (%)"), 12),
    (gettext_lazy("Amount counted here"), 18),
    (gettext_lazy("Line of the ledger"), 12),
    (gettext_lazy("Confirmed on"), 13),
    (gettext_lazy("Confirmed by"), 24),
    (gettext_lazy("Source of the amount"), 44),
    (gettext_lazy("Sentence"), 60),
    (gettext_lazy("Paper it stands in"), 34),
    (gettext_lazy("The record"), 16),
    (gettext_lazy("Counted in another amount"), 22),
)


def of_table(one: Table) -> bytes:
    """The table as an Excel workbook: numbers as numbers, each with a link to its page."""
    return workbooks.workbook(
        sheet=_("Figures"),
        title=_("Figures of %(unit)s, %(period)s") % {"unit": one.unit.name, "period": one.view.period.label()},
        columns=_columns(HEADINGS),
        rows=(list(_cells(line)) for line in one.lines),
        notes=[
            _("Line of units: %s") % one.line_name,
            _("Map of units: %s") % trees.label(one.view.tree) + ". " + trees.said(one.view.tree),
            _("In-period and cumulative amounts are never added together. An empty cell means: no figure yet."),
        ],
    )


def _cells(line: Line) -> Iterator[workbooks.Cell]:
    figure = line.row.figure
    yield line.indicator.name
    yield line.indicator.unit
    yield _number(figure.in_period)
    yield line.row.in_period
    yield _number(figure.cumulative)
    yield line.row.cumulative or None
    yield figure.since
    yield line.covered.reported if line.covered else None
    yield line.covered.expected if line.covered else None
    yield _link(line.row.path)


def _number(quantity: Quantity | None) -> Decimal | None:
    return quantity.point if quantity else None


PLACE_HEADINGS = (
    (gettext_lazy("Unit"), 36),
    (gettext_lazy("In the period"), 18),
    (gettext_lazy("As reports say it"), 26),
    (gettext_lazy("Part of the whole (%)"), 12),
    (gettext_lazy("Cumulative"), 18),
    (gettext_lazy("Cumulative, as reports say it"), 26),
    (gettext_lazy("Units that reported"), 12),
    (gettext_lazy("Units that should report"), 12),
    (gettext_lazy("Where it comes from"), 22),
)
TIME_HEADINGS = (
    (gettext_lazy("Period counted"), 26),
    (gettext_lazy("In the period"), 18),
    (gettext_lazy("As reports say it"), 26),
    (gettext_lazy("Cumulative"), 18),
    (gettext_lazy("Cumulative, as reports say it"), 26),
    (gettext_lazy("Where it comes from"), 22),
)
MAPS_HEADINGS = (
    (gettext_lazy("Unit"), 36),
    (gettext_lazy("As at the time"), 18),
    (gettext_lazy("As reports say it"), 26),
    (gettext_lazy("Where it comes from"), 22),
    (gettext_lazy("On today's map"), 18),
    (gettext_lazy("As reports say it"), 26),
    (gettext_lazy("Where it comes from"), 22),
)


def by_place(one: Opened, found: ByPlace) -> bytes:
    """One indicator by the units below, with the whole in the last row."""

    def rows() -> Iterator[list[workbooks.Cell]]:
        for place in found.places:
            yield [*_amounts(place.row, place.share), *_covered(place.covered), _link(place.row.path)]
        for own in found.own:
            yield [*_amounts(own, None), None, None, None]
        if one.indicator.over_places == "sum":
            whole = replace(found.whole, name=_("All together"))
            yield [*_amounts(whole, None), *_covered(found.covered), _link(whole.path)]

    return _explored(one, _("By place"), PLACE_HEADINGS, rows())


def _amounts(row: Row, share: Decimal | None) -> Iterator[workbooks.Cell]:
    yield row.name
    yield _number(row.figure.in_period)
    yield row.in_period
    yield share
    yield _number(row.figure.cumulative)
    yield row.cumulative or None


def _covered(covered: queries.Coverage | None) -> list[workbooks.Cell]:
    return [covered.reported, covered.expected] if covered else [None, None]


def over_time(one: Opened, times: Iterable[OverTime]) -> bytes:
    """One indicator over time, the stretches of the period first."""

    def rows() -> Iterator[list[workbooks.Cell]]:
        for period in (period for time in times for period in time.rows):
            name, number, said, _share, running, running_said = _amounts(period, None)
            yield [name, number, said, running, running_said, _link(period.path)]

    return _explored(one, _("Over time"), TIME_HEADINGS, rows())


def both_maps(one: Opened, compared: Iterable[Compared]) -> bytes:
    """One indicator as it was and on today's map."""

    def side(row: Row | None) -> list[workbooks.Cell]:
        if row is None:
            return [None, _("not there"), None]
        return [_number(row.figure.in_period), row.in_period, _link(row.path)]

    rows = ([pair.name, *side(pair.then), *side(pair.today)] for pair in compared)
    return _explored(one, _("Both maps"), MAPS_HEADINGS, rows)


def _explored(
    one: Opened, sheet: str, headings: tuple[tuple[Any, int], ...], rows: Iterable[list[workbooks.Cell]]
) -> bytes:
    return workbooks.workbook(
        sheet=sheet,
        title=f"{one.indicator.name}, {one.unit.name}, {one.view.period.label()}",
        columns=_columns(headings),
        rows=rows,
        notes=[
            _("Measured in: %s") % one.indicator.unit,
            _("Map of units: %s") % trees.label(one.view.tree) + ". " + trees.said(one.view.tree),
            _("In-period and cumulative amounts are never added together. An empty cell means: no figure yet."),
        ],
    )


def _link(path: str) -> workbooks.Link:
    return workbooks.Link(settings.PUBLIC_URL + path, _("Open the figure"))


def of_facts(one: Opened, scope: Scope) -> bytes:
    """The facts behind a figure; sentence, paper and names only where the scope may read them."""
    facts = queries.facts(one.indicator, one.unit.pk, one.view).defer("citation__text__text")[:MOST_FACTS]
    figure = row(one)
    said = _("In the period: %s.") % figure.in_period
    if figure.cumulative:
        said += " " + _("Cumulative: %s.") % figure.cumulative
    return workbooks.workbook(
        sheet=_("Facts"),
        title=f"{one.indicator.name}, {one.unit.name}, {one.view.period.label()}",
        columns=_columns(FACT_HEADINGS),
        rows=(list(_fact_cells(line)) for line in openings.lines(facts, scope, of=one)),
        notes=[said, trees.said(one.view.tree), queries.figure_url(one.indicator, one.unit, one.view)],
    )


def _fact_cells(line: openings.FactLine) -> Iterator[workbooks.Cell]:
    fact, cited = line.fact, line.excerpt
    yield fact.quantity.point
    yield fact.wording
    yield line.unit_name
    yield fact.from_on
    yield fact.to_on
    yield _("cumulative") if fact.is_cumulative else _("of this period alone")
    whole = Decimal(100) if line.share is None else line.share
    yield Decimal(0) if line.is_left_out else whole
    yield Decimal(0) if line.is_left_out else (line.part or fact.quantity).point
    yield fact.seq
    yield timezone.localdate(fact.confirmed_at)
    yield fact.confirmed_by.full_name if line.is_open and fact.confirmed_by else None
    yield fact.source_label if line.is_open else None
    yield f"{cited.before}{cited.surface}{cited.after}" if cited else None
    yield fact.citation.text.file.name if cited and fact.citation else None
    yield workbooks.Link(settings.PUBLIC_URL + line.record, _("Open")) if line.record else None
    yield _left_out(line)


def _left_out(line: openings.FactLine) -> workbooks.Cell:
    if line.decision:
        return workbooks.Link(settings.PUBLIC_URL + line.decision, _("Yes, see the decision"))
    return _("Yes") if line.is_left_out else None


def _columns(headings: tuple[tuple[Any, int], ...]) -> list[workbooks.Column]:
    return [workbooks.Column(str(heading), width) for heading, width in headings]
