"""From the unit and last day of lines to the places at which they count."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lantoa.indicators.columns.lines import Days, Ints
from lantoa.indicators.columns.places import DAYS, Places

NOWHERE = -1
_BY_DAY = -2
# A table of all ids is looked up at once; where ids lie this much farther apart, they are searched instead.
_SPARSE = 64


class Locator:
    """Looks up where lines count."""

    def __init__(self, places: Places) -> None:
        """Most units have one place, all of the time and for the whole: one look-up tells it."""
        self._places = places
        named = places.named
        counts = np.diff(places.parts)
        first = np.minimum(places.parts[:-1], max(0, len(places.part_at) - 1))
        is_plain = counts == 1
        if len(places.part_at):
            is_plain &= ~places.is_divided[first]
            at = np.where(is_plain, places.part_at[first], np.where(counts == 0, NOWHERE, _BY_DAY))
        else:
            at = np.full(len(counts), NOWHERE)
        one_span = np.diff(places.spans) == 1
        direct = np.where(one_span, at[places.spans[:-1]], _BY_DAY) if len(named) else np.zeros(0, np.int64)
        self._direct = direct.astype(np.int32)
        self._low, self._table = 0, None
        if len(named) and named[-1] - named[0] < _SPARSE * len(named) + 65_536:
            self._low = int(named[0])
            self._table = np.full(int(named[-1]) - self._low + 1, NOWHERE, np.int32)
            self._table[named - self._low] = self._direct
        groups = np.repeat(np.arange(len(named)), np.diff(places.spans))
        self._spans = groups * DAYS + places.span_from

    @property
    def table(self) -> tuple[int, NDArray[np.int32]] | None:
        """The lowest id, and from it on the place of each id: −1 for none, −2 where the day matters."""
        return None if self._table is None else (self._low, self._table)

    def at_once(self, unit: NDArray[np.int32]) -> NDArray[np.int32]:
        """The place of each unit: −1 where it counts at none, less where the day or the share matters."""
        if self._table is not None:
            at = unit - np.int32(self._low) if self._low else unit
            if at.min() >= 0 and at.max() < len(self._table):
                return self._table[at]
            inside = (at >= 0) & (at < len(self._table))
            return np.where(inside, self._table[np.where(inside, at, 0)], np.int32(NOWHERE))
        named = self._places.named
        if not len(named):
            return np.full(len(unit), NOWHERE, np.int32)
        place = np.minimum(np.searchsorted(named, unit), len(named) - 1)
        return np.where(named[place] == unit, self._direct[place], np.int32(NOWHERE))

    def on_their_day(self, unit: NDArray[np.int32], day: Days) -> tuple[Ints, Ints]:
        """Lines and parts: a divided line once for each of its parts. The units are all known."""
        places = self._places
        whose = np.searchsorted(places.named, unit)
        span = np.searchsorted(self._spans, whose * DAYS + day, side="right") - 1
        counts = places.parts[span + 1] - places.parts[span]
        which = np.repeat(np.arange(len(unit)), counts)
        begins = places.parts[span] - (np.cumsum(counts) - counts)
        return which, np.repeat(begins, counts) + np.arange(len(which))
