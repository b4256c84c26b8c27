"""Adding lines up in slabs: for every indicator, wording and pair of buckets one number for each place of the tree.

What lies under a place is one stretch of its slab (places), so a running sum gives the totals of all places at once. A
slab of which only a few lines are known would be mostly empty: such lines are kept in a pile, in the order of the same
cells. All sums are of 64-bit integers; where they might not hold, OverflowError comes before anything is said.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lantoa.indicators.columns.bucket_days import bucket_numbers
from lantoa.indicators.columns.lines import Ints, Kinds, Lines
from lantoa.indicators.columns.locating import NOWHERE, Locator
from lantoa.indicators.columns.pieces import pieces
from lantoa.indicators.columns.pile import TAKEN, Pile
from lantoa.indicators.columns.places import Places

# A slab costs about as much as this many of its cells' lines would in the pile (measured: 5 ns a cell, 160 ns a line).
CELLS_PER_LINE = 32
# How much of the address space slabs may take; the memory that is not written to is never taken.
BYTES = 2 << 30
# Sums stay below half of what 64 bits hold, since the bound is itself added up in floating point.
_MOST = float(1 << 62)


@dataclass(frozen=True, slots=True)
class Combination:
    """What one slab is about; the days are the first of the buckets in which amounts begin and end (ordinals)."""

    indicator: int
    kind: int
    first: int
    last: int


class Slabs:
    """Sums of lines by place; add lines, then ask ``rolling.totals``."""

    def __init__(
        self,
        places: Places,
        kinds: Kinds,
        *,
        cuts: Collection[int],
        divisible: Collection[int],
        most: int = BYTES,
    ) -> None:
        """``cuts`` are the days of a month on which buckets begin, ``divisible`` the indicators that may be divided."""
        self.places, self.kinds = places, kinds
        self.combinations: list[Combination] = []
        self.pile = Pile()
        self._numbers: dict[Combination, int] = {}
        self._cuts, self._divisible = tuple(sorted(cuts)), np.array(sorted(divisible), np.int64)
        self._locator = Locator(places)
        self._reach = 0.0
        self._levels = int(places.level.max(initial=0)) + 1
        size = max(1, len(places))
        self.most = max(1, most // (16 * size))
        self.slab_of: list[int] = []
        self.slabs: list[int] = []  # the combination of each
        # Zeros that nobody wrote are no memory: ends of their own are rare, and slabs begin when they are needed.
        self.counts, self.values, self.lows, self.highs = (np.zeros(self.most * size, np.int64) for _ in range(4))

    def add(self, lines: Lines) -> None:
        """Takes lines in. What counts at no place is left out."""
        if not len(lines) or not len(self.places):
            return
        at = self._locator.at_once(lines.unit)
        if (rare := np.flatnonzero(at < NOWHERE)).size:
            self._add_by_day(lines.part(rare))
        kept = at >= 0
        if kept.all():
            self._take(lines, at)
        elif (some := np.flatnonzero(kept)).size:
            self._take(lines.part(some), at[some])

    def _add_by_day(self, lines: Lines) -> None:
        """Lines of units whose place depends on the day, or which are divided."""
        which, part = self._locator.on_their_day(lines.unit, lines.to_day)
        is_divided = self.places.is_divided[part]
        may_be = np.isin(lines.indicator[which], self._divisible)
        which, part, is_divided = (column[may_be | ~is_divided] for column in (which, part, is_divided))
        if not which.size:
            return
        lines = lines.part(which)
        if is_divided.any():
            stretch = self.places.share_from[part], self.places.share_to[part]
            low, high = (None if end is None else pieces(end, *stretch) for end in (lines.low, lines.high))
            lines = replace(lines, value=pieces(lines.value, *stretch), low=low, high=high)
        self._take(lines, self.places.part_at[part])

    def _take(self, lines: Lines, at: Ints | NDArray[np.int32]) -> None:
        """Lines with the place of each."""
        self._stay_within(lines)
        size = len(self.places)
        combination, met = self._combine(lines)
        lines_of = np.bincount(combination, minlength=len(met))
        for one in np.flatnonzero(lines_of * CELLS_PER_LINE >= size).tolist():
            if self.slab_of[met[one]] < 0 and len(self.slabs) < self.most:
                self.slab_of[met[one]] = len(self.slabs)
                self.slabs.append(met[one])
        bases = np.array([self.slab_of[one] for one in met], np.int64) * size
        cell = bases[combination] + at
        if (bases < 0).any():
            if (few := np.flatnonzero(cell < 0)).size:
                numbers = np.array(met, np.int64)[combination[few]]
                ends = (None if end is None else end[few] for end in (lines.low, lines.high))
                self.pile.add(numbers * size + at[few], lines.sign[few], lines.value[few], *ends)
            if not (many := np.flatnonzero(cell >= 0)).size:
                return
            if many.size < len(lines):
                lines, cell = lines.part(many), cell[many]
        self._scatter(lines, cell)

    def _scatter(self, lines: Lines, cell: Ints) -> None:
        signs = lines.sign.astype(np.int64)
        counted, ends = np.ones_like(signs), [lines.value, lines.low, lines.high]
        if (signs < 0).any():
            counted = np.where(signs < 0, TAKEN, 1)
            ends = [None if end is None else end * signs for end in ends]
        np.add.at(self.counts, cell, counted)
        for slab, end in zip((self.values, self.lows, self.highs), ends, strict=True):
            if end is not None:
                np.add.at(slab, cell, end)

    def _combine(self, lines: Lines) -> tuple[Ints, list[int]]:
        """For each line the place of its combination among those that these lines meet, which are given by number."""
        first_day, last_day = int(lines.from_day.min()), int(lines.to_day.max())
        starts, bucket_of = bucket_numbers(first_day, last_day, self._cuts)
        first, last = bucket_of[lines.from_day - first_day], bucket_of[lines.to_day - first_day]
        pairs, pair = compact(first.astype(np.int64) * len(starts) + last)
        kinds = len(self.kinds.known)
        indicators, indicator = compact(lines.indicator)
        codes, combination = compact((pair * len(indicators) + indicator) * kinds + lines.kind)
        met = []
        for code in codes.tolist():
            rest, kind = divmod(code, kinds)
            pair_, indicator_ = divmod(rest, len(indicators))
            begin, end = divmod(int(pairs[pair_]), len(starts))
            one = Combination(int(indicators[indicator_]), kind, int(starts[begin]), int(starts[end]))
            number = self._numbers.setdefault(one, len(self.combinations))
            if number == len(self.combinations):
                self.combinations.append(one)
                self.slab_of.append(-1)
            met.append(number)
        return combination, met

    def _stay_within(self, lines: Lines) -> None:
        """That no sum of any of these lines can leave 64 bits, whatever their signs."""
        ends = [end for end in (lines.value, lines.low, lines.high) if end is not None]
        self._reach += max(float(np.abs(end.astype(np.float64)).sum()) for end in ends) + len(lines)
        if self._reach * self._levels > _MOST:
            raise OverflowError("the amounts of the ledger add up to more than 64 bits hold")


def compact(numbers: NDArray[np.signedinteger]) -> tuple[Ints, Ints]:
    """The different numbers in order, and the place of each among them: np.unique, by a table where one is small."""
    low, high = int(numbers.min()), int(numbers.max())
    if high - low > 4 * len(numbers) + 65_536:
        return np.unique(numbers.astype(np.int64), return_inverse=True)
    shifted = numbers - low if low else numbers
    is_there = np.zeros(high - low + 1, np.bool_)
    is_there[shifted] = True
    table: Ints = np.cumsum(is_there) - 1
    return np.flatnonzero(is_there) + low, table[shifted]

