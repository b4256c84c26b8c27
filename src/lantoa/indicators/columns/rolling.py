"""From slabs to totals: what every cell comes to with all that lies under its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lantoa.indicators.columns.lines import OWN, SAME, UNKNOWN, Ints, Kind, Kinds
from lantoa.indicators.columns.pile import TAKEN, summed, summed_in_order
from lantoa.indicators.columns.places import Places
from lantoa.indicators.columns.slabs import Slabs

# So many cells are rolled up at once: they stay in the processor's cache.
CELLS_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Totals:
    """Rows of totals as columns. A kind tells the wording, which ends are known and which are the value itself."""

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

    def part(self, which: Ints | NDArray[np.bool_]) -> Totals:
        """Those at these places."""
        return Totals(*(getattr(self, name)[which] for name in self.__slots__))


def totals(slabs: Slabs) -> Iterator[Totals]:
    """Everything that was added, rolled up: each indicator, unit, wording and pair of buckets once."""
    kinds = slabs.kinds
    twice = _standing_twice(slabs.places)
    many = _of_several_kinds(kinds)
    late: list[Totals] = []
    for some in _rolled(slabs):
        # What may come in several rows waits until all of them are there.
        waits = many[some.kind]
        if len(twice):
            waits |= np.isin(some.unit, twice)
        if waits.any():
            late.append(some.part(waits))
            some = some.part(~waits)
        if len(some):
            yield some
    if late:
        yield put_together([one for one in late if len(one)], kinds)


def _standing_twice(places: Places) -> Ints:
    units, counts = np.unique(places.unit, return_counts=True)
    return units[counts > 1]


def _of_several_kinds(kinds: Kinds) -> NDArray[np.bool_]:
    """Of each kind, whether another one has its wording."""
    wordings = [(one.exactness, one.said) for one in kinds.known]
    return np.array([wordings.count(one) > 1 for one in wordings], np.bool_)


def _rolled(slabs: Slabs) -> Iterator[Totals]:
    size = len(slabs.places)
    if not size:
        return
    cell, *columns = slabs.pile.ordered()
    numbers = cell // size
    # Lines that came before their combination had a slab.
    slab = np.array(slabs.slab_of, np.int64)[numbers]
    if (late := slab >= 0).any():
        at = slab[late] * size + cell[late] % size
        for into, column in zip((slabs.counts, slabs.values, slabs.lows, slabs.highs), columns, strict=True):
            if column.any():
                into[at] += column[late]
        cell, *columns = (column[~late] for column in (cell, *columns))
    table = _Table(slabs)
    yield from _up_the_pile(slabs, table, cell, tuple(columns))
    yield from _up_the_slabs(slabs, table)


class _Table:
    """The combinations as columns."""

    def __init__(self, slabs: Slabs) -> None:
        ones = slabs.combinations
        self.indicator = np.array([one.indicator for one in ones], np.int32)
        self.kind = np.array([one.kind for one in ones], np.int16)
        self.first = np.array([one.first for one in ones], np.int32)
        self.last = np.array([one.last for one in ones], np.int32)
        self.units = slabs.places.unit

    def rows(self, number: Ints, place: Ints, counts: Ints, ends: tuple[Ints, Ints, Ints]) -> Totals:
        """Rows of combinations and places."""
        count = (counts & (TAKEN - 1)) - (counts >> 32)
        return Totals(
            self.indicator[number],
            self.units[place],
            self.kind[number],
            self.first[number],
            self.last[number],
            count,
            *ends,
        )


def _up_the_pile(slabs: Slabs, table: _Table, cell: Ints, columns: tuple[Ints, ...]) -> Iterator[Totals]:
    """Level by level: in preorder those above cells in order are in order too."""
    any_own = any(OWN in (one.low, one.high) for one in slabs.kinds.known)
    places, size = slabs.places, len(slabs.places)
    deepest = int(places.level.max())
    for level in range(deepest, -1, -1):
        if level < deepest:
            place = cell % size
            cell = np.where(places.level[place] > level, cell - place + places.above[place], cell)
        cell, *sums = summed_in_order(cell, columns)
        columns = tuple(sums)
        place = cell % size
        here = np.flatnonzero(places.level[place] == level)
        if here.size:
            counts, *ends = (column[here] for column in columns)
            low, high = ends[1:] if any_own else (ends[0], ends[0])
            yield table.rows(cell[here] // size, place[here], counts, (ends[0], low, high))


def _up_the_slabs(slabs: Slabs, table: _Table) -> Iterator[Totals]:
    places, size = slabs.places, len(slabs.places)
    inner = np.flatnonzero(places.end > np.arange(size) + 1)
    ends = places.end[inner]
    has_own = np.array([OWN in (one.low, one.high) for one in slabs.kinds.known], np.bool_)
    at_once = max(1, CELLS_AT_ONCE // size)
    numbers = np.array(slabs.slabs, np.int64)
    for begin in range(0, len(numbers), at_once):
        some = numbers[begin : begin + at_once]
        cells = slice(begin * size, (begin + len(some)) * size)
        counts = _up(slabs.counts[cells].reshape(-1, size), inner, ends)
        slab, place = np.nonzero(counts)
        values = _up(slabs.values[cells].reshape(-1, size), inner, ends)[slab, place]
        low = high = values
        if has_own[table.kind[some]].any():
            low, high = (
                _up(end[cells].reshape(-1, size), inner, ends)[slab, place] for end in (slabs.lows, slabs.highs)
            )
        yield table.rows(some[slab], place, counts[slab, place], (values, low, high))


def _up(slab: Ints, inner: Ints, ends: Ints) -> Ints:
    """Each place with all that lies under it. Where a running sum leaves 64 bits, the difference comes back."""
    running = np.zeros((len(slab), slab.shape[1] + 1), np.int64)
    np.cumsum(slab, axis=1, out=running[:, 1:])
    rolled = slab.copy()
    rolled[:, inner] = running[:, ends] - running[:, inner]
    return rolled


def put_together(some: list[Totals], kinds: Kinds) -> Totals:
    """Rows alike in indicator, unit, wording and buckets become one; an end is known where any of them knew it."""
    rows = Totals(*(np.concatenate([getattr(one, name) for one in some]) for name in Totals.__slots__))
    wordings: dict[tuple[str, str], int] = {}
    wording = np.array([wordings.setdefault((one.exactness, one.said), len(wordings)) for one in kinds.known])
    key = np.stack([rows.indicator, rows.unit, wording[rows.kind], rows.first, rows.last])
    different, which = np.unique(key, axis=1, return_inverse=True)
    which = which.reshape(-1)
    known = [np.array([flag(one) for one in kinds.known], np.int64)[rows.kind] for flag in _KNOWN]
    low, high = (
        np.where(np.array([getattr(one, end) == SAME for one in kinds.known])[rows.kind], rows.value, own)
        for end, own in (("low", rows.low), ("high", rows.high))
    )
    ends = [np.where(is_known > 0, end, 0) for is_known, end in zip(known, (rows.value, low, high), strict=True)]
    _, count, *sums = summed(which, (rows.count, *ends, *known))
    indicator, unit, word, first, last = different
    said = list(wordings)
    kind = [
        kinds.add(Kind(*said[at], bool(value), OWN if low_ else UNKNOWN, OWN if high_ else UNKNOWN))
        for at, value, low_, high_ in zip(word.tolist(), *(known_.tolist() for known_ in sums[3:]), strict=True)
    ]
    narrow = (indicator.astype(np.int32), unit, np.array(kind, np.int16), first.astype(np.int32), last.astype(np.int32))
    return Totals(*narrow, count, *sums[:3])


_KNOWN = (lambda one: one.has_value, lambda one: one.low != UNKNOWN, lambda one: one.high != UNKNOWN)
