"""Sums of lines with ends of their own: cells in order, each with what it comes to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lantoa.indicators.columns.kernels import TAKEN
from lantoa.indicators.columns.lines import Ints

# So many lines wait before they are put in order; so the memory stays bounded by the cells, not by the lines.
WAITING = 4_000_000


class Pile:
    """Cells with counts, values, lows and highs."""

    def __init__(self) -> None:
        """Nothing in it."""
        self._parts: list[tuple[Ints, ...]] = []
        self._waiting = 0

    def add(
        self, cell: Ints, sign: NDArray[np.int8], value: Ints, low: Ints | None = None, high: Ints | None = None
    ) -> None:
        """Takes lines in."""
        signs = sign.astype(np.int64)
        none = np.zeros_like(signs)
        counts = np.where(signs < 0, TAKEN, 1)
        ends = (none if end is None else end * signs for end in (value, low, high))
        self._parts.append((cell, counts, *ends))
        self._waiting += len(cell)
        if self._waiting > WAITING:
            self._parts, self._waiting = [self.ordered()], 0

    def ordered(self) -> tuple[Ints, ...]:
        """Cells in order, each once, with counts, values, lows and highs."""
        if not self._parts:
            return tuple(np.zeros(0, np.int64) for _ in range(5))
        columns = tuple(np.concatenate(column) for column in zip(*self._parts, strict=True))
        return summed(columns[0], columns[1:])


def summed(key: Ints, columns: tuple[Ints, ...]) -> tuple[Ints, ...]:
    """The keys in order, each once, with the sum of every column."""
    order = np.argsort(key, kind="stable")
    return summed_in_order(key[order], tuple(column[order] for column in columns))


def summed_in_order(key: Ints, columns: tuple[Ints, ...]) -> tuple[Ints, ...]:
    """The same of keys that are in order already."""
    if not len(key):
        return key, *columns
    begins = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    return key[begins], *(np.add.reduceat(column, begins) for column in columns)
