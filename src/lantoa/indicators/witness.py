"""What the ledger says of units, asked by those who change the tree before and after."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from lantoa.common.periods import Period
from lantoa.indicators import queries
from lantoa.indicators.rules import write_quantity
from lantoa.organisations.models import Unit

EVER = Period(date.min, date.max)


def figures(units: Collection[Unit], tree: date | None) -> dict[tuple[str, str], str]:
    """All that was ever reported for each unit, by its code and the indicator's name, in words.

    On the map of the day, or as it was (None); in a constant number of queries.
    """
    catalogue = {one.pk: one for one in queries.catalogue()}
    codes = {unit.pk: unit.code for unit in units}
    found = queries.figures(catalogue.values(), list(codes), queries.View(EVER, "place", tree))
    said = {}
    for (indicator, unit), figure in found.items():
        how = catalogue[indicator]
        amounts = [write_quantity(one, how.unit) for one in (figure.in_period, figure.cumulative) if one]
        said[codes[unit], how.name] = "; ".join(amounts)
    return said
