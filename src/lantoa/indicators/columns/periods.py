"""From rows of pairs of buckets to rows of the periods that hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lantoa.indicators.columns.combining import compact
from lantoa.indicators.columns.lines import Ints, Kinds
from lantoa.indicators.columns.pile import summed
from lantoa.indicators.columns.totals import Totals, put_together

# The first days (ordinals) of the buckets in which amounts begin and end; the first and last day of a period.
Pair = tuple[int, int]


def by_period(rows: Totals, holding: Mapping[Pair, Sequence[Pair]], kinds: Kinds) -> Totals:
    """What amounts come to in each period that holds them whole, ``holding`` saying which hold a pair of buckets.

    In the rows given back ``first`` and ``last`` are the days of the period. Rows of pairs that no period holds are
    left out. Give all rows of an indicator and unit at once: those of one period become one row.
    """
    if not len(rows):
        return rows
    _, pair = compact(rows.first.astype(np.int64) << 22 | rows.last)
    one_of_each = np.zeros(int(pair.max()) + 1, np.int64)
    one_of_each[pair] = np.arange(len(rows))
    listed = [tuple(holding.get((int(rows.first[at]), int(rows.last[at])), ())) for at in one_of_each]
    counts = np.array([len(periods) for periods in listed], np.int64)
    begins = np.cumsum(counts) - counts
    days = np.array([period for periods in listed for period in periods], np.int32).reshape(-1, 2)
    times = counts[pair]
    which = np.repeat(np.arange(len(rows)), times)
    period = days[np.repeat(begins[pair] - (np.cumsum(times) - times), times) + np.arange(len(which))]
    fanned = rows.part(which)
    fanned = Totals(
        fanned.indicator,
        fanned.unit,
        fanned.kind,
        np.ascontiguousarray(period[:, 0]),
        np.ascontiguousarray(period[:, 1]),
        *(getattr(fanned, name) for name in ("count", "value", "low", "high")),
    )
    wordings = [(one.exactness, one.said) for one in kinds.known]
    is_mixed = np.array([wordings.count(one) > 1 for one in wordings], np.bool_)[fanned.kind]
    # What is known of an amount may differ between rows only where a wording has several kinds.
    mixed = put_together(fanned.part(is_mixed), kinds)
    return Totals.of([_alike_together(fanned.part(~is_mixed)), mixed])


def _alike_together(rows: Totals) -> Totals:
    """Rows alike in all but their sums, which are added up."""
    if not len(rows):
        return rows
    key: Ints = np.zeros(len(rows), np.int64)
    for column in (rows.indicator, rows.unit, rows.kind, rows.first, rows.last):
        different, place = compact(column)
        # Numbered anew after each column, so that the key stays small.
        _, key = compact(key * len(different) + place)
    order = np.zeros(int(key.max()) + 1, np.int64)
    order[key] = np.arange(len(rows))
    _, *sums = summed(key, (rows.count, rows.value, rows.low, rows.high))
    kept = rows.part(order)
    return Totals(kept.indicator, kept.unit, kept.kind, kept.first, kept.last, *sums)
