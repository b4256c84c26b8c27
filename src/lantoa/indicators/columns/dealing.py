"""Dealing lines out by combination, like cards into heaps: so that one slab after another can be added up.

A line is kept in twelve bytes: its place with its sign, and its value. Amounts with ends of their own (ranges) are few;
they go to the pile, which keeps those too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from lantoa.indicators.columns.combining import Combination, Layout, combine
from lantoa.indicators.columns.lines import OWN, Ints, Kinds, Lines
from lantoa.indicators.columns.locating import NOWHERE, Locator
from lantoa.indicators.columns.memory import Growing
from lantoa.indicators.columns.pieces import pieces
from lantoa.indicators.columns.pile import Pile
from lantoa.indicators.columns.places import Places

# Sums stay below half of what 64 bits hold, since the bound is itself added up in floating point.
MOST = float(1 << 62)


@dataclass(frozen=True, slots=True)
class Placed:
    """Lines with the place of each (negative: none) and, where kernels prepared it, its combination as a code."""

    lines: Lines
    at: NDArray[np.int32]
    code: NDArray[np.int32] | None = None
    met: Ints | None = None
    layout: Layout | None = None
    reach: float = 0.0


class Heaps:
    """Lines by combination; when all are dealt out, ``rolling.totals`` adds them up."""

    def __init__(
        self,
        places: Places,
        kinds: Kinds,
        *,
        cuts: Collection[int],
        divisible: Collection[int],
        expected: int = 0,
        kernels: SimpleNamespace | None = None,
    ) -> None:
        """``cuts`` are the days of a month on which buckets begin, ``divisible`` the indicators that may be divided.

        ``expected`` is how many lines there may be: a hint that saves copying.
        """
        self.places, self.kinds, self.kernels = places, kinds, kernels
        self.combinations: list[Combination] = []
        self.pile = Pile()
        self.place, self.value = Growing(np.int32, expected), Growing(np.int64, expected)
        # Of every deal: the numbers of its combinations, and where the run of each begins and ends.
        self.runs: list[tuple[Ints, Ints, Ints]] = []
        self._numbers: dict[Combination, int] = {}
        self._cuts, self._divisible = tuple(sorted(cuts)), np.array(sorted(divisible), np.int64)
        self._locator = Locator(places)
        self._layout: Layout | None = None
        self._reach, self._levels = 0.0, int(places.level.max(initial=0)) + 1
        if len(places) > 1 << 30:
            raise OverflowError("more places than a column can tell apart")

    def add(self, lines: Lines) -> None:
        """Takes lines in. What counts at no place is left out."""
        for one in self.placed(lines):
            self.take(one)

    def add_all(self, lines: Iterable[Lines]) -> None:
        """Takes in all lines while a second thread makes the next ones ready.

        Not for lines from a database, whose connection is of one thread.
        """
        coming = iter(lines)

        def ahead() -> list[Placed] | None:
            some = next(coming, None)
            return None if some is None else self.placed(some)

        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(ahead)
            while (ready := waiting.result()) is not None:
                waiting = pool.submit(ahead)
                for one in ready:
                    self.take(one)

    def placed(self, lines: Lines) -> list[Placed]:
        """Lines made ready to be taken in; changes nothing that ``take`` does, so another thread may do it ahead."""
        if not len(lines) or not len(self.places):
            return []
        at = self._locator.at_once(lines.unit)
        found = [self._encoded(lines, at)]
        if (rare := np.flatnonzero(at < NOWHERE)).size:
            found.append(self._encoded(*self._on_their_day(lines.part(rare))))
        return [one for one in found if len(one.lines)]

    def _on_their_day(self, lines: Lines) -> tuple[Lines, NDArray[np.int32]]:
        """Lines of units whose place depends on the day, or which are divided."""
        which, part = self._locator.on_their_day(lines.unit, lines.to_day)
        is_divided = self.places.is_divided[part]
        may_be = np.isin(lines.indicator[which], self._divisible)
        counts = may_be | ~is_divided
        which, part, is_divided = which[counts], part[counts], is_divided[counts]
        lines = lines.part(which)
        if is_divided.any():
            stretch = self.places.share_from[part], self.places.share_to[part]
            low, high = (None if end is None else pieces(end, *stretch) for end in (lines.low, lines.high))
            lines = replace(lines, value=pieces(lines.value, *stretch), low=low, high=high)
        return lines, self.places.part_at[part].astype(np.int32)

    def _encoded(self, lines: Lines, at: NDArray[np.int32]) -> Placed:
        """With codes where the kernels are there and few enough combinations are possible."""
        if self.kernels is None or not len(lines):
            return Placed(lines, at)
        layout = Layout.around(lines, len(self.kinds.known), self._cuts, self._layout)
        if layout is None:
            return Placed(lines, at)
        self._layout = layout
        met, code = np.zeros(layout.size, np.int64), np.empty(len(lines), np.int32)
        none = np.zeros(0, np.int64)
        reach = self.kernels.encode(
            at,
            (lines.from_day, lines.to_day),
            (layout.bucket_of, layout.first_day, len(layout.starts)),
            (lines.indicator, layout.lowest, layout.different),
            (lines.kind, layout.kinds),
            (lines.value, *(none if end is None else end for end in (lines.low, lines.high))),
            (code, met),
        )
        return Placed(lines, at, code, met, layout, reach)

    def take(self, one: Placed) -> None:
        """Deals out what was made ready."""
        if one.code is None or one.met is None or one.layout is None or self.kernels is None:
            self._take_plainly(one)
            return
        self._stay_within(one.reach)
        codes = np.flatnonzero(one.met)
        numbers = self._numbered(codes, one.layout)
        starts = np.full(len(one.met), -1, np.int64)
        starts[codes] = self._begin(numbers, one.met[codes])
        few = np.empty(len(one.lines), np.int64)
        out = self.place.whole, self.value.whole, few
        left = self.kernels.deal(one.at, one.code, starts, one.lines.sign, one.lines.value, out)
        if left:
            some, number_of = few[:left], np.zeros(len(one.met), np.int64)
            number_of[codes] = numbers
            self._pile_up(one.lines.part(some), number_of[one.code[some]], one.at[some])

    def _take_plainly(self, one: Placed) -> None:
        kept = np.flatnonzero(one.at >= 0)
        if not kept.size:
            return
        lines, at = one.lines.part(kept), one.at[kept].astype(np.int64)
        ends = [end for end in (lines.value, lines.low, lines.high) if end is not None]
        self._stay_within(max(float(np.abs(end.astype(np.float64)).sum()) for end in ends) + len(lines))
        combination, met = combine(lines, len(self.kinds.known), self._cuts)
        numbers = np.array([self._number(some) for some in met], np.int64)
        counts = np.bincount(combination, minlength=len(numbers))
        # In as few bits as will do: NumPy deals short ones out much faster than it sorts long ones.
        order = np.argsort(combination.astype(np.min_scalar_type(len(met))), kind="stable")
        starts = self._begin(numbers, counts)
        is_own = np.repeat(starts < 0, counts)
        if is_own.any():
            own = order[is_own]
            self._pile_up(lines.part(own), numbers[combination[own]], at[own])
            order = order[~is_own]
        if order.size:
            sign, rows = lines.sign[order], slice(self.place.count - len(order), self.place.count)
            self.place.whole[rows] = 2 * at[order] + (sign < 0)
            self.value.whole[rows] = lines.value[order] * sign

    def _begin(self, numbers: Ints, lines: Ints) -> Ints:
        """Makes room for the runs of combinations, side by side; −1 where they have ends of their own."""
        has_own = np.array([OWN in (one.low, one.high) for one in self.kinds.known], np.bool_)
        kinds = np.array([self.combinations[number].kind for number in numbers.tolist()], np.int64)
        is_run = ~has_own[kinds]
        counts = lines[is_run]
        begin = self.place.more(int(counts.sum()))
        self.value.more(int(counts.sum()))
        ends = begin + np.cumsum(counts)
        self.runs.append((numbers[is_run], ends - counts, ends))
        starts = np.full(len(numbers), -1, np.int64)
        starts[is_run] = ends - counts
        return starts

    def _pile_up(self, lines: Lines, numbers: Ints, at: NDArray[np.signedinteger]) -> None:
        self.pile.add(numbers * len(self.places) + at, lines.sign, lines.value, lines.low, lines.high)

    def _numbered(self, codes: Ints, layout: Layout) -> Ints:
        """The numbers of combinations told by codes; each is looked at closely only once."""
        known = layout.numbers
        return np.array(
            [
                known[code] if code in known else known.setdefault(code, self._number(layout.decode(code)))
                for code in codes.tolist()
            ],
            np.int64,
        )

    def _number(self, one: Combination) -> int:
        number = self._numbers.setdefault(one, len(self.combinations))
        if number == len(self.combinations):
            self.combinations.append(one)
        return number

    def _stay_within(self, reach: float) -> None:
        """That no sum of any of the lines so far can leave 64 bits, whatever their signs."""
        self._reach += reach
        if self._reach * self._levels > MOST:
            raise OverflowError("the amounts of the ledger add up to more than 64 bits hold")
