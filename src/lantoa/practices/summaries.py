"""The register's counts in a period, by unit and by field, read from the roll-up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import queries as ledger
from lantoa.indicators.models import Indicator
from lantoa.indicators.pages import trees
from lantoa.indicators.queries import Figure, View
from lantoa.indicators.rules import amounts, write_quantity
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import LivedUnit, NamedUnit
from lantoa.practices import queries
from lantoa.practices.operations import COUNTED

LINES = ("place", "party", "state", "front")


@dataclass(frozen=True, slots=True)
class Cell:
    """A count with the address where it opens; ``words`` is empty while there is no figure."""

    path: str
    words: str
    cumulative: str = ""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A unit or a field with its two counts; ``path`` leads a level down."""

    name: str
    collective: Cell
    individual: Cell
    path: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether neither count has a figure."""
        return not (self.collective.words or self.individual.words)


def summary_page(unit: NamedUnit, period: Period, tree: date | None, today: date) -> dict[str, Any]:
    """The register's counts in a period: by unit directly below, and by field. As it was, or on the map of a day."""
    view, units = _below(unit, period, tree)
    kinds = {kind: ledger.indicator(code) for kind, code in COUNTED.items()}
    parts = {kind: {one.part: one for one in whole.parts.all()} for kind, whole in kinds.items()}
    asked = [*kinds.values(), *(one for own in parts.values() for one in own.values())]
    below = ledger.figures_below(kinds.values(), unit.pk, [one.pk for one in units], view)
    found = {**ledger.figures(asked, [unit.pk], view), **below}

    def path(of: NamedUnit, word: str = trees.as_word(tree)) -> str:
        return f"{reverse('practices:summary')}?unit={of.uuid}&period={period.code}&tree={word}"

    def cell(indicator: Indicator | None, of: NamedUnit) -> Cell:
        if indicator is None:
            return Cell("", "")
        figure = found.get((indicator.pk, of.pk), Figure())
        return Cell(ledger.figure_path(indicator, of, view), _count(figure.in_period), _count(figure.cumulative))

    def row(of: NamedUnit) -> SummaryRow:
        return SummaryRow(of.name, cell(kinds["collective"], of), cell(kinds["individual"], of), path(of))

    by_field = [
        SummaryRow(
            field.name, cell(parts["collective"].get(field.name), unit), cell(parts["individual"].get(field.name), unit)
        )
        for field in queries.fields()
    ]
    return {
        "unit": unit,
        "period": period,
        "view": view,
        "total": replace(row(unit), path=""),
        "rows": [*(row(one) for one in units if one.lived or _any(found, one)), *_own(kinds, unit, view)],
        "by_field": by_field,
        "years": ledger.years_with_facts(unit, view.line, tree),
        "above": [
            one for one in organisations.path_up(unit.pk, view.line, ledger.naming_day(view)) if one.pk != unit.pk
        ],
        "switch": trees.switch(tree, today, lambda other: path(unit, trees.as_word(other))),
        "elsewhere": trees.elsewhere(unit, view, path),
        "tree": trees.as_word(tree),
    }


def _below(unit: NamedUnit, period: Period, tree: date | None) -> tuple[View, list[LivedUnit]]:
    """The first line on which units stand below this one, with them; else its places, none."""
    views = [View(period, line, tree) for line in LINES]
    for view in views:
        units = ledger.below(unit.pk, view)
        if any(one.lived for one in units):
            return view, units
    return views[0], ledger.below(unit.pk, views[0])


def _any(found: dict[tuple[int, int], Figure], unit: LivedUnit) -> bool:
    return any(place == unit.pk for _, place in found)


def _own(kinds: dict[str, Indicator], unit: NamedUnit, view: View) -> list[SummaryRow]:
    """What counts at the unit itself, so that the rows add up to the whole."""
    names = {False: _("The unit itself"), True: _("Not divisible between the units below yet")}
    rows = []
    for joint, name in names.items():
        found = ledger.figures_at(kinds.values(), unit.pk, view, joint=joint)
        if found:
            figures = {kind: found.get(one.pk, Figure()) for kind, one in kinds.items()}
            cells = {kind: Cell("", _count(one.in_period), _count(one.cumulative)) for kind, one in figures.items()}
            rows.append(SummaryRow(name, cells["collective"], cells["individual"]))
    return rows


def _count(quantity: Quantity | None) -> str:
    """The bare number with its word: the column says what is counted."""
    if quantity is None:
        return ""
    word, number, _unit = amounts.in_parts(write_quantity(quantity, "mô hình"))
    return f"{word} {number}".strip()
