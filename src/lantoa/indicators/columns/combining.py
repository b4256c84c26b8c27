"""Which slab a line belongs to: its indicator, kind, and the buckets in which it begins and ends, as one number."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lantoa.indicators.columns.bucket_days import bucket_numbers
from lantoa.indicators.columns.lines import Ints, Lines

# So many combinations a table may hold; where more are possible, lines are combined by sorting.
CODES = 4_000_000


@dataclass(frozen=True, slots=True)
class Combination:
    """What one slab is about; the days are the first of the buckets in which amounts begin and end (ordinals)."""

    indicator: int
    kind: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """How combinations are told as one number, as long as lines stay within its days, indicators and kinds."""

    first_day: int
    last_day: int
    lowest: int
    different: int
    kinds: int
    starts: Ints
    bucket_of: NDArray[np.int32]
    # What combinations are numbered elsewhere, by code.
    numbers: dict[int, int] = field(default_factory=dict, repr=False)

    @classmethod
    def around(cls, lines: Lines, kinds: int, cuts: Collection[int], old: Layout | None) -> Layout | None:
        """One that holds these lines, the old one where it does; None where it would be too large."""
        first, last = int(lines.from_day.min()), int(lines.to_day.max())
        lowest, highest = int(lines.indicator.min()), int(lines.indicator.max())
        if old:
            if (
                old.first_day <= first
                and last <= old.last_day
                and old.lowest <= lowest
                and highest < old.lowest + old.different
                and kinds == old.kinds
            ):
                return old
            first, last = min(first, old.first_day), max(last, old.last_day)
            lowest, highest = min(lowest, old.lowest), max(highest, old.lowest + old.different - 1)
        starts, bucket_of = bucket_numbers(first, last, tuple(cuts))
        different = highest - lowest + 1
        size = len(starts) ** 2 * different * kinds
        if size > CODES:
            return None
        return cls(first, last, lowest, different, kinds, starts, bucket_of)

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return len(self.starts) ** 2 * self.different * self.kinds

    def decode(self, code: int) -> Combination:
        """What a number tells."""
        rest, kind = divmod(code, self.kinds)
        pair, indicator = divmod(rest, self.different)
        begin, end = divmod(pair, len(self.starts))
        return Combination(indicator + self.lowest, kind, int(self.starts[begin]), int(self.starts[end]))


def combine(lines: Lines, kinds: int, cuts: Collection[int]) -> tuple[Ints, list[Combination]]:
    """For each line the place of its combination among those that these lines meet."""
    first_day, last_day = int(lines.from_day.min()), int(lines.to_day.max())
    starts, bucket_of = bucket_numbers(first_day, last_day, tuple(cuts))
    first, last = bucket_of[lines.from_day - first_day], bucket_of[lines.to_day - first_day]
    pairs, pair = compact(first.astype(np.int64) * len(starts) + last)
    indicators, indicator = compact(lines.indicator)
    codes, combination = compact((pair * len(indicators) + indicator) * kinds + lines.kind)
    met = []
    for code in codes.tolist():
        rest, kind = divmod(code, kinds)
        pair_, indicator_ = divmod(rest, len(indicators))
        begin, end = divmod(int(pairs[pair_]), len(starts))
        met.append(Combination(int(indicators[indicator_]), kind, int(starts[begin]), int(starts[end])))
    return combination, met


def compact(numbers: NDArray[np.signedinteger]) -> tuple[Ints, Ints]:
    """The different numbers in order, and the place of each among them: np.unique, by a table where one is small."""
    if not len(numbers):
        return numbers.astype(np.int64), numbers.astype(np.int64)
    low, high = int(numbers.min()), int(numbers.max())
    if high - low > 4 * len(numbers) + 65_536:
        return np.unique(numbers.astype(np.int64), return_inverse=True)
    shifted = numbers - low if low else numbers
    is_there = np.zeros(high - low + 1, np.bool_)
    is_there[shifted] = True
    table: Ints = np.cumsum(is_there) - 1
    return np.flatnonzero(is_there) + low, table[shifted]
