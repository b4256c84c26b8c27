"""A ledger of Việt Nam's size as columns: its units, two years of lines, in the order in which they come in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from lantoa.indicators.columns import files
from lantoa.indicators.columns.bucket_days import LAST_DAY
from lantoa.indicators.columns.lines import OWN, SAME, UNKNOWN, Kind, Kinds, Lines
from lantoa.indicators.columns.places import Above

PROVINCES, COMMUNES, UNITS = 34, 3_321, 275_356
INDICATORS, MONTHS, FIRST_YEAR = 40, 24, 2024
AT_ONCE = 1 << 20
KINDS = (
    Kind("exact", "", True, SAME, SAME),
    Kind("at_least", "trên", True, SAME, UNKNOWN),
    Kind("just_under", "gần", True, UNKNOWN, SAME),
    Kind("about", "khoảng", True, UNKNOWN, UNKNOWN),
    Kind("range", "", False, OWN, OWN),
)
_PARTS = (0.94, 0.03, 0.01, 0.01, 0.01)


def kinds() -> Kinds:
    """The wordings of the ledger."""
    return Kinds(KINDS)


def tree(size: float) -> tuple[Above, Any]:
    """The derived ancestry of 1 country, its provinces, communes and what stands below them; ids in no order.

    Gives also the ids by rank, the country first.
    """
    provinces, communes = max(2, round(PROVINCES * size)), max(4, round(COMMUNES * size))
    units = max(64, round(UNITS * size))
    dice = np.random.default_rng(1)
    ids = dice.permutation(units).astype(np.int64) + 1
    # By rank: the country, provinces, communes, the rest; each under one of the rank above.
    over = np.full(units, -1)
    over[1 : 1 + provinces] = 0
    over[1 + provinces : 1 + provinces + communes] = 1 + np.arange(communes) % provinces
    below = units - 1 - provinces - communes
    over[1 + provinces + communes :] = 1 + provinces + np.arange(below) % communes
    steps, at = [], np.arange(units)
    top = at.copy()
    depth = 0
    while at.size:
        steps.append((ids[top], ids[at], np.full(len(at), depth)))
        kept = over[top] >= 0
        at, top, depth = at[kept], over[top[kept]], depth + 1
    ancestor, descendant, depths = (np.concatenate(column) for column in zip(*steps, strict=True))
    order = np.lexsort((-depths, descendant))  # as the database gives them
    always = np.ones(len(order), np.int64), np.full(len(order), LAST_DAY)
    return Above(ancestor[order], descendant[order], depths[order], *always), ids


def lines(count: int, ids: Any, size: float) -> Iterator[Lines]:
    """So many lines, by month as they are reported; 19 in 20 are of a month, the rest of a quarter or a day."""
    dice = np.random.default_rng(2)
    provinces, communes = max(2, round(PROVINCES * size)), max(4, round(COMMUNES * size))
    starts = np.array([date(FIRST_YEAR + n // 12, n % 12 + 1, 1).toordinal() for n in range(MONTHS + 1)], np.int32)
    ranks = np.array([0, 1 + provinces, 1 + provinces + communes, len(ids)])
    for begin in range(0, count, AT_ONCE):
        some = min(AT_ONCE, count - begin)
        # Most lines are of the month that is being reported, a tenth of an earlier one.
        month = (begin + np.arange(some)) * MONTHS // count
        late = dice.random(some) < 0.1
        month[late] -= dice.integers(0, 6, int(late.sum()))
        month = np.maximum(month, 0)
        rank = np.searchsorted([0.01, 0.08], dice.random(some))
        unit = ids[ranks[rank] + (dice.random(some) * (ranks[rank + 1] - ranks[rank])).astype(np.int64)]
        from_day, to_day = starts[month], starts[month + 1] - np.int32(1)
        span = dice.random(some)
        quarter = month // 3 * 3
        from_day = np.where(span < 0.03, starts[quarter], from_day)
        to_day = np.where(span < 0.03, starts[quarter + 3] - np.int32(1), to_day)
        day = starts[month] + dice.integers(0, 28, some).astype(np.int32)
        single = span > 0.98
        from_day, to_day = np.where(single, day, from_day), np.where(single, day, to_day)
        kind = np.searchsorted(np.cumsum(_PARTS), dice.random(some)).clip(0, len(KINDS) - 1).astype(np.int16)
        value = dice.lognormal(9, 3, some).astype(np.int64)
        is_range = kind == len(KINDS) - 1
        low = np.where(is_range, value, 0)
        high = np.where(is_range, value + 5, 0)
        sign = np.where(dice.random(some) < 0.01, -1, 1).astype(np.int8)
        indicator = dice.integers(1, INDICATORS + 1, some, dtype=np.int32)
        value = np.where(is_range, 0, value)
        yield Lines(indicator, unit.astype(np.int32), from_day, to_day, sign, kind, value, low, high)


def write(folder: Path, count: int, size: float) -> None:
    """A country of that size and so many lines of its ledger, as Parquet."""
    above, ids = tree(size)
    files.write_tree(folder, above)
    files.write_lines(folder, lines(count, ids, size), kinds())


def read_above(folder: Path) -> Above:
    """The derived ancestry of a folder."""
    return files.read_above(folder)
