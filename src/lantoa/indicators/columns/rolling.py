"""From lines by combination to totals: what every place comes to with all that lies under it.

In preorder what lies under a place is one stretch, so a slab (one number for each place) is rolled up in one pass. A
slab of which only a few lines are known would be mostly empty: those few are put in order and rolled up level by level.
All sums are of 64-bit integers, and none can leave them (dealing).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from lantoa.indicators.columns.dealing import Heaps
from lantoa.indicators.columns.kernels import TAKEN
from lantoa.indicators.columns.lines import Ints
from lantoa.indicators.columns.pile import summed, summed_in_order
from lantoa.indicators.columns.places import Places
from lantoa.indicators.columns.totals import Late, Table, Totals

# A line that is rolled up by itself costs about as much as so many cells of a slab, which are looked at one and all.
CELLS_PER_LINE = 16
# About so many rows or lines are dealt with at once: bounded memory, and work for several threads.
AT_ONCE = 1 << 19


def totals(heaps: Heaps) -> Iterator[Totals]:
    """Everything that was dealt out, rolled up: each indicator, unit, wording and pair of buckets once."""
    late = Late(heaps.places, heaps.kinds)
    for step in steps(heaps):
        for some in step():
            if len(ready := late.without(some)):
                yield ready
    if len(ready := late.together()):
        yield ready


def steps(heaps: Heaps) -> Iterator[Callable[[], Iterator[Totals]]]:
    """What is to be done, in parts that threads may do beside each other."""
    size = len(heaps.places)
    if not size:
        return
    table = Table(heaps.combinations, heaps.places.unit)
    cell, *columns = heaps.pile.ordered()
    if len(cell):
        yield partial(_up_in_order, heaps.places, table, cell, tuple(columns))
    if not heaps.runs:
        return
    number, begin, end = (np.concatenate(column) for column in zip(*heaps.runs, strict=True))
    order = np.argsort(number, kind="stable")
    number, begin, end = number[order], begin[order], end[order]
    numbers, first = np.unique(number, return_index=True)
    of = np.append(first, len(number))
    lines = np.add.reduceat(end - begin, first) if len(first) else first
    is_many = lines * CELLS_PER_LINE >= size
    most = np.minimum(lines * (int(heaps.places.level.max()) + 1), size)
    many: Callable[..., Iterator[Totals]] = _up_the_slabs
    few: Callable[..., Iterator[Totals]] = _up_few
    if heaps.kernels:
        many, few = (partial(_by_kernel, kernel) for kernel in (heaps.kernels.add_up, heaps.kernels.climb))
    for which, work in ((is_many, many), (~is_many, few)):
        chosen = np.flatnonzero(which)
        part = np.cumsum(most[chosen]) // AT_ONCE
        for some in np.split(chosen, np.flatnonzero(np.diff(part)) + 1) if len(chosen) else ():
            rows = np.concatenate([np.arange(of[one], of[one + 1]) for one in some])
            runs = np.concatenate([[0], np.cumsum(of[some + 1] - of[some])]), begin[rows], end[rows]
            yield partial(work, heaps, table, numbers[some], runs, most=int(most[some].sum()))


def _by_kernel(
    kernel: Callable[..., int], heaps: Heaps, table: Table, numbers: Ints, runs: tuple[Ints, Ints, Ints], *, most: int
) -> Iterator[Totals]:
    """The rows of some combinations, at most so many, by one of the kernels."""
    slab, until = np.zeros((len(heaps.places), 2), np.int64), np.empty(len(numbers), np.int64)
    at, count, value = np.empty(most, np.int32), np.empty(most, np.int64), np.empty(most, np.int64)
    out = until, at, count, value
    filled = kernel(heaps.place.whole, heaps.value.whole, runs, heaps.places.above, slab, out)
    ends = value[:filled], None, None
    yield table.rows(numbers, at[:filled], count[:filled], ends, each=np.diff(until, prepend=0))


def _up_the_slabs(
    heaps: Heaps, table: Table, numbers: Ints, runs: tuple[Ints, Ints, Ints], *, most: int
) -> Iterator[Totals]:
    """The rows of combinations of which there are many lines."""
    places = heaps.places
    of, begins, ends = runs
    for one, number in enumerate(numbers.tolist()):
        rows = np.concatenate([np.arange(begins[run], ends[run]) for run in range(of[one], of[one + 1])])
        signed = heaps.place.whole[rows]
        slabs = np.zeros((2, len(places)), np.int64)
        np.add.at(slabs[0], signed >> 1, np.where(signed & 1, TAKEN, 1))
        np.add.at(slabs[1], signed >> 1, heaps.value.whole[rows])
        counts, values = _up(slabs, places)
        place = np.flatnonzero(counts)
        yield table.rows(np.full(len(place), number), place, counted(counts[place]), (values[place], None, None))


def _up(slabs: Ints, places: Places) -> Ints:
    """Each place with all that lies under it. Where a running sum leaves 64 bits, the difference comes back."""
    inner = np.flatnonzero(places.end > np.arange(len(places)) + 1)
    running = np.zeros((len(slabs), len(places) + 1), np.int64)
    np.cumsum(slabs, axis=1, out=running[:, 1:])
    slabs[:, inner] = running[:, places.end[inner]] - running[:, inner]
    return slabs


def _up_few(heaps: Heaps, table: Table, numbers: Ints, runs: tuple[Ints, Ints, Ints], *, most: int) -> Iterator[Totals]:
    """The rows of combinations of which there are few lines."""
    of, begins, ends = runs
    lengths = ends - begins
    rows = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths) + np.arange(int(lengths.sum()))
    whose = np.repeat(np.repeat(numbers, np.diff(of)), lengths)
    signed = heaps.place.whole[rows]
    cell = whose * len(heaps.places) + (signed >> 1)
    cell, *columns = summed(cell, (np.where(signed & 1, TAKEN, 1), heaps.value.whole[rows]))
    yield from _up_in_order(heaps.places, table, cell, tuple(columns))


def _up_in_order(places: Places, table: Table, cell: Ints, columns: tuple[Ints, ...]) -> Iterator[Totals]:
    """Level by level: in preorder those above cells in order are in order too."""
    size, deepest = len(places), int(places.level.max())
    for level in range(deepest, -1, -1):
        if level < deepest:
            place = cell % size
            cell = np.where(places.level[place] > level, cell - place + places.above[place], cell)
        cell, *sums = summed_in_order(cell, columns)
        columns = tuple(sums)
        place = cell % size
        here = np.flatnonzero(places.level[place] == level)
        if here.size:
            counts, value, *own = (column[here] for column in columns)
            low, high = own or (None, None)
            yield table.rows(cell[here] // size, place[here], counted(counts), (value, low, high))


def counted(cells: Ints) -> Ints:
    """How many lines cells hold, those that take away taken off."""
    return (cells & (TAKEN - 1)) - (cells >> 32)
