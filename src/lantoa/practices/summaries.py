"""The register's counts in a period, by unit and by field, read from the roll-up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import queries as ledger
from lantoa.indicators.models import Indicator
from lantoa.indicators.queries import Figure, View
from lantoa.indicators.rules import write_quantity
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.practices import amounts, queries
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


def summary_page(unit: NamedUnit, period: Period) -> dict[str, Any]:
    """The register's counts in a period: by unit directly below, and by field."""
    line, units = _below(unit, period)
    view = View(period, line)
    kinds = {kind: ledger.indicator(code) for kind, code in COUNTED.items()}
    parts = {kind: {one.part: one for one in whole.parts.all()} for kind, whole in kinds.items()}
    asked = [*kinds.values(), *(one for own in parts.values() for one in own.values())]
    found = ledger.figures(asked, [unit.pk, *(one.pk for one in units)], view)

    def cell(indicator: Indicator | None, of: NamedUnit) -> Cell:
        if indicator is None:
            return Cell("", "")
        figure = found.get((indicator.pk, of.pk), Figure())
        return Cell(ledger.figure_path(indicator, of, view), _count(figure.in_period), _count(figure.cumulative))

    def row(of: NamedUnit) -> SummaryRow:
        down = f"{reverse('practices:summary')}?unit={of.uuid}&period={period.code}"
        return SummaryRow(of.name, cell(kinds["collective"], of), cell(kinds["individual"], of), down)

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
        "rows": [row(one) for one in units],
        "by_field": by_field,
        "years": ledger.years_with_facts(unit, line),
        "above": [one for one in organisations.path_up(unit.pk, line, period.to_on) if one.pk != unit.pk],
    }


def _below(unit: NamedUnit, period: Period) -> tuple[str, list[NamedUnit]]:
    """The first line on which units stand below this one in the period, with them; else its places, none."""
    for line in LINES:
        units = list(organisations.children_during(unit.pk, line, period.from_on, period.to_on))
        if units:
            return line, units
    return "place", []


def _count(quantity: Quantity | None) -> str:
    """The bare number with its word: the column says what is counted."""
    if quantity is None:
        return ""
    word, number, _ = amounts.in_parts(write_quantity(quantity, "mô hình"))
    return f"{word} {number}".strip()
