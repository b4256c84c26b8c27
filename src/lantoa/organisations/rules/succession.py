"""Which units stand for a unit on the map of a day, and with what share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

# Shares are counted in billionths: fine enough for any stated share, and value × share still fits 64 bits (``piece``).
WHOLE = 10**9


def piece(amount: int, share_from: int, share_to: int) -> int:
    """The part of an integer amount that a stretch of the whole stands for.

    The pieces of stretches that lie end to end always add up to the amount: each is the difference of two roundings,
    and those of a shared end cancel out. The database computes the same (quotient and rest apart, lest it overflow).
    """
    return _upto(amount, share_to) - _upto(amount, share_from)


def _upto(amount: int, share: int) -> int:
    # Towards zero, as both databases divide.
    sign = -1 if amount < 0 else 1
    quotient, rest = divmod(abs(amount), WHOLE)
    return sign * (quotient * share + rest * share // WHOLE)


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """When a change took effect; those of one day go by the order in which they were made."""

    on: date
    order: int


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of one unit by one change: its successors with the weight of each (None: not divisible)."""

    at: Moment
    predecessor: int
    successors: tuple[tuple[int, int | None], ...]

    @property
    def cuts(self) -> list[int] | None:
        """Where the whole is cut, one stretch a successor; None when it may not be cut."""
        weights = [weight for _, weight in self.successors]
        if len(weights) == 1:
            return [0, WHOLE]
        if any(weight is None for weight in weights):
            return None
        total, sum_, cuts = sum(weight or 0 for weight in weights), 0, [0]
        for weight in weights:
            sum_ += weight or 0
            cuts.append(WHOLE * sum_ // total)
        return cuts


@dataclass(frozen=True, slots=True)
class Lot:
    """A stretch of the whole, and the units that hold it: several when it may not be divided between them."""

    units: frozenset[int]
    share_from: int = 0
    share_to: int = WHOLE


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who followed whom: the passages by predecessor, and the predecessors of each unit by moment, both in order."""

    after: Mapping[int, Sequence[Passage]] = field(default_factory=dict)
    before: Mapping[int, Sequence[tuple[Moment, tuple[int, ...]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Lineage:
        """The lineage of these passages, in whatever order they come."""
        after: dict[int, list[Passage]] = {}
        before: dict[int, dict[Moment, list[int]]] = {}
        for passage in sorted(passages, key=lambda one: (one.at, one.predecessor)):
            after.setdefault(passage.predecessor, []).append(passage)
            for successor, _ in passage.successors:
                before.setdefault(successor, {}).setdefault(passage.at, []).append(passage.predecessor)
        ordered = {unit: [(at, tuple(ones)) for at, ones in sorted(told.items())] for unit, told in before.items()}
        return cls(after, ordered)

    def lots(self, unit: int, fact_on: date, map_on: date) -> list[Lot]:
        """Who stands, on the map of a day, for what was reported for a unit on another day."""
        now = Moment(fact_on, _LAST)
        if map_on >= fact_on:
            return self._forwards(unit, now, Moment(map_on, _LAST))
        return [Lot(frozenset(self._backwards(unit, now, Moment(map_on, _LAST))))]

    def _forwards(self, unit: int, since: Moment, until: Moment) -> list[Lot]:
        passage = next((one for one in self.after.get(unit, ()) if since < one.at <= until), None)
        if passage is None:
            return [Lot(frozenset([unit]))]
        each = [self._forwards(successor, passage.at, until) for successor, _ in passage.successors]
        if (cuts := passage.cuts) is None:
            return [Lot(frozenset().union(*(lot.units for lots in each for lot in lots)))]
        return [
            Lot(lot.units, _within(start, end, lot.share_from), _within(start, end, lot.share_to))
            for (start, end), lots in zip(pairwise(cuts), each, strict=True)
            for lot in lots
        ]

    def _backwards(self, unit: int, before: Moment, until: Moment) -> set[int]:
        told = [(at, ones) for at, ones in self.before.get(unit, ()) if until < at <= before]
        if not told:
            return {unit}
        at, predecessors = told[-1]
        # What the predecessors had been before this very change: a unit that went on is its own predecessor.
        earlier = Moment(at.on, at.order - 1)
        return set().union(*(self._backwards(one, earlier, until) for one in predecessors))

    def kin(self, unit: int) -> tuple[set[int], set[Moment]]:
        """All units that may stand for this one on some map, itself included, and the moments at which that changes."""
        found, moments = {unit}, set()
        for step in (self._next, self._previous):
            waiting = [unit]
            seen = {unit}
            while waiting:
                for at, others in step(waiting.pop()):
                    moments.add(at)
                    waiting += [other for other in others if other not in seen]
                    seen.update(others)
            found |= seen
        return found, moments

    def touching(self, unit: int) -> set[Moment]:
        """The moments of the changes that the unit itself took part in."""
        return {at for step in (self._next, self._previous) for at, _ in step(unit)}

    def _next(self, unit: int) -> list[tuple[Moment, tuple[int, ...]]]:
        return [(one.at, tuple(other for other, _ in one.successors)) for one in self.after.get(unit, ())]

    def _previous(self, unit: int) -> list[tuple[Moment, tuple[int, ...]]]:
        return list(self.before.get(unit, ()))


# Beyond the order of any change: "at the end of the day".
_LAST = 2**63


def _within(start: int, end: int, share: int) -> int:
    """A point of the whole, put into one stretch of it."""
    return start + (end - start) * share // WHOLE
