"""The bucket of every day there is, as a table to look up (buckets.BucketStart for columns)."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lantoa.indicators.columns.lines import Ints

_EPOCH = 719_163  # the ordinal of 1970-01-01, from which NumPy counts
LAST_DAY = 3_652_059  # the ordinal of date.max


def bucket_starts(first: int, last: int, cuts: Collection[int]) -> Ints:
    """The first days (ordinals) of the buckets that hold the days from one to another, in order."""
    days = np.arange(max(1, first - 31), last + 1)
    dates = (days - _EPOCH).astype("datetime64[D]")
    of_month = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
    starts: Ints = days[np.isin(of_month, list(cuts))]
    return starts[max(0, int(np.searchsorted(starts, first, side="right")) - 1) :]


@lru_cache(maxsize=4)
def bucket_numbers(first: int, last: int, cuts: tuple[int, ...]) -> tuple[Ints, NDArray[np.int32]]:
    """The first days of those buckets, and for each day from ``first`` on the place of its bucket among them."""
    starts = bucket_starts(first, last, cuts)
    days = np.arange(first, last + 1)
    return starts, (np.searchsorted(starts, days, side="right") - 1).astype(np.int32)
