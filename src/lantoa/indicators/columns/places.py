"""Where lines count: the tree of units numbered in preorder, so that what lies under a unit is one stretch.

Units move, so a unit may stand at several places in time. The places are the distinct paths from the top down that any
unit ever had (as it was), or has on the map of a day: one numbering for all days, in which only what moved stands
twice. All that counts under a place has the numbers from its own up to its ``end``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lantoa.indicators.columns.bucket_days import LAST_DAY
from lantoa.indicators.columns.combining import compact
from lantoa.indicators.columns.lines import Ints
from lantoa.organisations.rules import WHOLE

# Above every ordinal of a day: keys of a unit and a day in one number.
DAYS = 1 << 22
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Above:
    """Rows of the derived ancestry: that one unit stood so many steps above another between two days (ordinals)."""

    ancestor: Ints
    descendant: Ints
    depth: Ints
    from_day: Ints
    to_day: Ints

    def among(self, units: Ints) -> Above:
        """Only what stands under these units, which are in order."""
        return self.where(is_among(self.ancestor, units))

    def where(self, kept: NDArray[np.bool_]) -> Above:
        """Only these rows."""
        return Above(*(getattr(self, name)[kept] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Stands:
    """Rows of the derived counterparts of one map: who stands for a unit, with which stretch, for which days."""

    unit: Ints
    counterpart: Ints
    share_from: Ints
    share_to: Ints
    from_day: Ints
    to_day: Ints


@dataclass(frozen=True, slots=True)
class Places:
    """Where lines of each unit and day count.

    Places in preorder: ``unit`` that stands there, the place above it (−1: none), where its stretch ends, its level.
    ``named`` are the units of lines, in order; those of a unit are the spans ``spans[i]:spans[i + 1]``, each from its
    first day on; of a span the parts ``parts[j]:parts[j + 1]``, each with a place and the stretch of the whole.
    """

    unit: Ints
    above: Ints
    end: Ints
    level: Ints
    named: Ints
    spans: Ints
    span_from: Ints
    parts: Ints
    part_at: Ints
    share_from: Ints
    share_to: Ints

    def __len__(self) -> int:
        return len(self.unit)

    @property
    def is_divided(self) -> NDArray[np.bool_]:
        """Of each part, whether it is less than the whole."""
        return (self.share_from > 0) | (self.share_to < WHOLE)


def is_among(numbers: Ints, wanted: Ints) -> NDArray[np.bool_]:
    """Whether each is among these, which are in order and not few."""
    if not len(wanted) or not len(numbers):
        return np.zeros(len(numbers), np.bool_)
    low, high = int(wanted[0]), int(wanted[-1])
    if high - low < 4 * len(numbers) + 65_536:
        table = np.zeros(high - low + 1, np.bool_)
        table[wanted - low] = True
        inside = (numbers >= low) & (numbers <= high)
        return inside & table[np.where(inside, numbers - low, 0)]
    at = np.minimum(np.searchsorted(wanted, numbers), len(wanted) - 1)
    found: NDArray[np.bool_] = wanted[at] == numbers
    return found


def as_it_was(above: Above, units: Ints) -> Places:
    """Each line counts where its unit stood on the line's own last day. ``units`` are those wanted, in order."""
    above = above.among(units)
    named, group = compact(above.descendant)
    span_group, span_from, row, span = _cut(group, above.from_day, above.to_day, len(named))
    places, at = _numbered(span, above.ancestor[row], above.depth[row], len(span_group))
    here = at != _NOWHERE
    parts = np.concatenate([[0], np.cumsum(here)])
    spans = np.searchsorted(span_group, np.arange(len(named) + 1))
    whole = np.full(int(here.sum()), WHOLE)
    return Places(*places, named, spans, span_from, parts, at[here], np.zeros_like(whole), whole)


def on_the_map(above: Above, stands: Stands, units: Ints, day: int) -> Places:
    """Each line counts where those stand on the day who stand for its unit then."""
    above = above.among(units)
    above = above.where((above.from_day <= day) & (above.to_day >= day))
    standing, group = compact(above.descendant)
    places, at = _numbered(group, above.ancestor, above.depth, len(standing))
    row = np.flatnonzero(is_among(stands.counterpart, standing))
    named, whose = compact(stands.unit[row])
    span_group, span_from, of, span = _cut(whose, stands.from_day[row], stands.to_day[row], len(named))
    order = np.argsort(span, kind="stable")
    rows = row[of[order]]
    parts = np.searchsorted(span[order], np.arange(len(span_group) + 1))
    spans = np.searchsorted(span_group, np.arange(len(named) + 1))
    part_at = at[np.searchsorted(standing, stands.counterpart[rows])]
    return Places(*places, named, spans, span_from, parts, part_at, stands.share_from[rows], stands.share_to[rows])


def _cut(group: Ints, first: Ints, last: Ints, groups: int) -> tuple[Ints, Ints, Ints, Ints]:
    """The days of each group in spans throughout which the same rows hold; and which row holds in which span.

    Gives group and first day of every span, in order, then rows with spans. A last span may hold no row.
    """
    if (first <= 1).all() and (last >= LAST_DAY).all():
        return np.arange(groups), np.zeros(groups, np.int64), np.arange(len(group)), group
    # A unit that never changed is one span: days before all others and after them need no edge of their own.
    begins = group * DAYS + np.where(first <= 1, 0, first)
    ends = np.where(last >= LAST_DAY, (group + 1) * DAYS, group * DAYS + last + 1)
    edges = np.unique(np.concatenate([begins, ends, np.arange(groups + 1) * DAYS]))
    low, high = np.searchsorted(edges, begins), np.searchsorted(edges, ends)
    counts = high - low
    row = np.repeat(np.arange(len(group)), counts)
    span = np.repeat(low - (np.cumsum(counts) - counts), counts) + np.arange(len(row))
    return edges[:-1] // DAYS, edges[:-1] % DAYS, row, span


def _numbered(span: Ints, unit: Ints, depth: Ints, spans: int) -> tuple[tuple[Ints, Ints, Ints, Ints], Ints]:
    """The distinct paths of spans, numbered in preorder, and at which of them each span ends (−1: it has no path)."""
    # From the top down, as the database gives them already where each unit is one span.
    key = span * 65_536 + (65_535 - depth)
    if (np.diff(key) < 0).any():
        order = np.argsort(key, kind="stable")
        span, unit = span[order], unit[order]
    begins = np.flatnonzero(np.diff(span, prepend=-1))
    step = np.arange(len(span)) - np.repeat(begins, np.diff(begins, append=len(span)))
    units, ranks = compact(unit)
    at = np.full(spans, _NOWHERE, np.int64)
    levels: list[tuple[Ints, Ints]] = []
    count = 0
    for level in range(int(step.max(initial=-1)) + 1):
        here = step == level
        keys, place = np.unique((at[span[here]] + 1) * len(units) + ranks[here], return_inverse=True)
        at[span[here]] = count + place
        levels.append((keys // len(units) - 1, units[keys % len(units)]))
        count += len(keys)
    above = np.concatenate([up for up, _ in levels]) if levels else np.zeros(0, np.int64)
    who = np.concatenate([units_ for _, units_ in levels]) if levels else np.zeros(0, np.int64)
    level_of = np.repeat(np.arange(len(levels)), [len(up) for up, _ in levels])
    number, size = _preorder(above, [len(up) for up, _ in levels])
    order = np.argsort(number)
    up = above[order]
    up = np.where(up >= 0, number[np.maximum(up, 0)] if count else up, _NOWHERE)
    places = who[order], up, np.arange(count) + size[order], level_of[order]
    return places, np.where(at >= 0, number[np.maximum(at, 0)] if count else at, _NOWHERE)


def _preorder(above: Ints, counts: list[int]) -> tuple[Ints, Ints]:
    """The number of each node and how many lie in its stretch; nodes lie level by level, siblings side by side."""
    size = np.ones(len(above), np.int64)
    number = np.zeros(len(above), np.int64)
    bounds = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    for first, last in reversed(list(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True))):
        if first:
            np.add.at(size, above[first:last], size[first:last])
    for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        before = np.cumsum(size[first:last]) - size[first:last]
        if first:
            siblings = np.searchsorted(above[first:last], above[first:last])
            number[first:last] = number[above[first:last]] + 1 + before - before[siblings]
        else:
            number[first:last] = before
    return number, size
