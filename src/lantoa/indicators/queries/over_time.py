"""The figures of one unit in many periods at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import QuerySet

from lantoa.common.periods import Period
from lantoa.indicators.models import Fact, Indicator
from lantoa.indicators.queries import totals
from lantoa.indicators.queries.addresses import View
from lantoa.indicators.queries.figures import Figure, Kinds, put_together


def figures_over(
    indicators: Iterable[Indicator], unit: int, periods: Iterable[Period], view: View
) -> dict[tuple[int, Period], Figure]:
    """The figures of a unit by (indicator id, period), in the view but for its own period; missing ones are left out.

    As many queries for a dozen periods as for one. What simply adds is added up in the database, period by period in
    one statement; the lines of all else are read once and given to the periods in which they lie.
    """
    days = list(dict.fromkeys(periods))
    if not days:
        return {}
    kinds, views = Kinds.of(indicators), [replace(view, period=period) for period in days]
    inside = reduce(or_, (one.inside for one in views))

    def lines(base: QuerySet[Fact]) -> QuerySet[Fact]:
        return base.filter(view.way.under([unit]), inside)

    def numbers(_unit: int, from_on: date, to_on: date, is_cumulative: bool) -> Iterator[int]:
        return (n for n, one in enumerate(views) if one.has_inside(from_on, to_on, is_cumulative=is_cumulative))

    found = put_together(kinds, totals.sums_over(kinds.added, unit, views), lines, view, numbers)
    return {(indicator, days[n]): figure for (indicator, n), figure in found.items()}
