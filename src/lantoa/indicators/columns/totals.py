"""Rows of totals as columns."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lantoa.indicators.columns.combining import Combination
from lantoa.indicators.columns.lines import OWN, SAME, UNKNOWN, Ints, Kind, Kinds
from lantoa.indicators.columns.pile import summed
from lantoa.indicators.columns.places import Places


@dataclass(frozen=True, slots=True)
class Totals:
    """Rows of totals as columns. A kind tells the wording, which ends are known and which are the value itself.

    The days are the first of the buckets in which amounts begin and end (ordinals).
    """

    indicator: NDArray[np.int32]
    unit: Ints
    kind: NDArray[np.int16]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    count: Ints
    value: Ints
    low: Ints
    high: Ints

    def __len__(self) -> int:
        return len(self.unit)

    @classmethod
    def of(cls, some: Collection[Totals]) -> Totals:
        """Several put one after another."""
        if not some:
            none = np.zeros(0, np.int64)
            small = none.astype(np.int32)
            return cls(small, none, none.astype(np.int16), small, small, none, none, none, none)
        return cls(*(np.concatenate([getattr(one, name) for one in some]) for name in cls.__slots__))

    def part(self, which: Ints | NDArray[np.bool_]) -> Totals:
        """Those at these places."""
        return Totals(*(getattr(self, name)[which] for name in self.__slots__))


class Table:
    """Combinations and places as columns, from which rows are made."""

    def __init__(self, combinations: Collection[Combination], units: Ints) -> None:
        """``units`` are those of the places."""
        self.indicator = np.array([one.indicator for one in combinations], np.int32)
        self.kind = np.array([one.kind for one in combinations], np.int16)
        self.first = np.array([one.first for one in combinations], np.int32)
        self.last = np.array([one.last for one in combinations], np.int32)
        self.units = units

    def rows(
        self,
        number: Ints,
        place: NDArray[np.signedinteger],
        count: Ints,
        ends: tuple[Ints, Ints | None, Ints | None],
        each: Ints | None = None,
    ) -> Totals:
        """Rows of numbered combinations and places; ``each`` says how many follow of each number, else one."""
        none = np.zeros(len(place), np.int64)
        value, low, high = ends
        columns: Any = (self.indicator[number], self.kind[number], self.first[number], self.last[number])
        indicator, kind, first, last = columns if each is None else (np.repeat(column, each) for column in columns)
        own = (none if end is None else end for end in (low, high))
        return Totals(indicator, self.units[place], kind, first, last, count, value, *own)


class Late:
    """Rows that may come in several pieces: they wait until all of them are there."""

    def __init__(self, places: Places, kinds: Kinds) -> None:
        """Units that stand at two places, wordings of several kinds."""
        units, counts = np.unique(places.unit, return_counts=True)
        wordings = [(one.exactness, one.said) for one in kinds.known]
        self._twice, self._kinds = units[counts > 1], kinds
        self._many = np.array([wordings.count(one) > 1 for one in wordings], np.bool_)
        self._rows: list[Totals] = []

    def without(self, some: Totals) -> Totals:
        """Those that need not wait."""
        waits = self._many[some.kind]
        if len(self._twice):
            waits |= np.isin(some.unit, self._twice)
        if not waits.any():
            return some
        self._rows.append(some.part(waits))
        return some.part(~waits)

    def together(self) -> Totals:
        """Those that waited, put together."""
        return put_together(Totals.of(self._rows), self._kinds)


def put_together(rows: Totals, kinds: Kinds) -> Totals:
    """Rows alike in indicator, unit, wording and buckets become one; an end is known where any of them knew it."""
    if not len(rows):
        return rows
    numbered: dict[tuple[str, str], int] = {}
    wording = np.array([numbered.setdefault((one.exactness, one.said), len(numbered)) for one in kinds.known])
    key = np.stack([rows.indicator, rows.unit, wording[rows.kind], rows.first, rows.last])
    different, which = np.unique(key, axis=1, return_inverse=True)
    flags = [(one.has_value, one.low != UNKNOWN, one.high != UNKNOWN) for one in kinds.known]
    known = np.array(flags, np.int64)[rows.kind].T
    same = np.array([(True, one.low == SAME, one.high == SAME) for one in kinds.known])[rows.kind].T
    ends = np.where(same, rows.value, np.stack([rows.value, rows.low, rows.high])) * known
    _, count, *sums = summed(which.reshape(-1), (rows.count, *ends, *known))
    indicator, unit, word, first, last = different
    said = list(numbered)
    kind = []
    for at, value, low, high in zip(word.tolist(), *(one.tolist() for one in sums[3:]), strict=True):
        exactness, words = said[at]
        kind.append(kinds.add(Kind(exactness, words, bool(value), OWN if low else UNKNOWN, OWN if high else UNKNOWN)))
    days = first.astype(np.int32), last.astype(np.int32)
    return Totals(indicator.astype(np.int32), unit, np.array(kind, np.int16), *days, count, *sums[:3])
