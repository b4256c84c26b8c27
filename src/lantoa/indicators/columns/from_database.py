"""From the ledger in the database to rows of totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa.indicators.columns import kernels, places, stored
from lantoa.indicators.columns.dealing import Heaps
from lantoa.indicators.columns.lines import OWN, SAME, Kinds, Lines
from lantoa.indicators.columns.places import Places
from lantoa.indicators.columns.rolling import totals
from lantoa.indicators.columns.totals import Totals
from lantoa.indicators.models import Indicator
from lantoa.organisations import queries as organisations

if TYPE_CHECKING:
    from lantoa.indicators.models import Fold


def rows(fold: Fold, upto: int) -> Iterator[tuple[Any, ...]]:
    """The rows of Total without their fold (columns.rows)."""
    kinds = Kinds()
    found = added(fold, stored.lines(kinds, upto), kinds)
    return (row for some in found for row in as_rows(some, kinds))


def added(fold: Fold, lines: Iterable[Lines], kinds: Kinds) -> Iterator[Totals]:
    """The same as columns, of lines from wherever they come."""
    divisible = [one.pk for one in Indicator.objects.all() if one.may_be_divided]
    heaps = Heaps(
        places_of(fold.line, fold.tree),
        kinds,
        cuts=fold.cuts,
        divisible=divisible,
        kernels=kernels.compiled(),
    )
    for some in lines:
        heaps.add(some)
    return totals(heaps)


def places_of(line: str, tree: date | None) -> Places:
    """The places under every unit that ever stood above others on a line."""
    units = np.array(sorted(organisations.ever_above_others(line)), np.int64)
    if tree is None:
        return places.as_it_was(stored.above(line), units)
    return places.on_the_map(stored.above(line), stored.stands(line, tree), units, tree.toordinal())


def as_rows(some: Totals, kinds: Kinds) -> Iterator[tuple[Any, ...]]:
    """Columns of totals as rows that a database takes."""
    days = {day: date.fromordinal(day) for day in {*some.first.tolist(), *some.last.tolist()}}
    columns = (getattr(some, name).tolist() for name in some.__slots__)
    for indicator, unit, kind, first, last, count, value, low, high in zip(*columns, strict=True):
        one = kinds.known[kind]
        yield (
            indicator,
            unit,
            one.exactness,
            one.said,
            days[first],
            days[last],
            count,
            value if one.has_value else None,
            value if one.low == SAME else low if one.low == OWN else None,
            value if one.high == SAME else high if one.high == OWN else None,
        )
