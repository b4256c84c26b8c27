"""Amounts as their source said them: exact, at least, just under, about, a range.

The rules of adding are explained to people in ``docs/how-figures-are-calculated.md``; the two must agree
(``tests/common/test_rules.py`` reads the published table).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Exactness(StrEnum):
    """How sure the source was of its amount."""

    EXACT = "exact"
    AT_LEAST = "at_least"  # trên, hơn, ít nhất: the point or more
    JUST_UNDER = "just_under"  # gần: the point or a little less
    ABOUT = "about"  # khoảng, ước: either side
    RANGE = "range"  # từ … đến …: two ends, no point


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in the indicator's unit. ``point`` is what is printed; ``low`` and ``high`` are known limits.

    Exact: point = low = high. At least: low = point, high unknown. Just under: high = point, low unknown.
    About: neither limit known. Range: low and high known, no point. Unknown is None, never zero.
    ``said`` is the source's own qualifier ("hơn"), kept while all parts of a sum agree on it.
    """

    point: Decimal | None
    low: Decimal | None
    high: Decimal | None
    exactness: Exactness
    said: str = ""

    @classmethod
    def of(cls, value: Decimal | int, exactness: Exactness = Exactness.EXACT, said: str = "") -> Quantity:
        """A quantity with a point. ``exactness`` is any but RANGE (ValueError)."""
        point = Decimal(value)
        low = point if exactness in (Exactness.EXACT, Exactness.AT_LEAST) else None
        high = point if exactness in (Exactness.EXACT, Exactness.JUST_UNDER) else None
        if exactness is Exactness.RANGE:
            raise ValueError("a range has two ends: use Quantity.between")
        return cls(point, low, high, exactness, said)

    @classmethod
    def between(cls, low: Decimal | int, high: Decimal | int, said: str = "") -> Quantity:
        """A range with both ends; ValueError when they are swapped."""
        if low > high:
            raise ValueError("the low end of a range is above its high end")
        return cls(None, Decimal(low), Decimal(high), Exactness.RANGE, said)


@dataclass(slots=True)
class Tally:
    """A running sum that can also be taken from: what a database adds up, row by row.

    Counts of unknown ends are kept beside the sums, so that taking a part away again (a reversal, sign -1)
    gives back exactly what stood before. ``words`` counts the qualifiers of inexact parts.
    """

    parts: int = 0
    point: Decimal = Decimal(0)
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    without_point: int = 0
    without_low: int = 0
    without_high: int = 0
    words: dict[str, int] = field(default_factory=dict)

    def add(self, part: Quantity, sign: int = 1) -> None:
        """Adds one part, or with sign -1 takes it away."""
        self.parts += sign
        self.point += sign * (part.point or 0)
        self.low += sign * (part.low or 0)
        self.high += sign * (part.high or 0)
        self.without_point += sign * (part.point is None)
        self.without_low += sign * (part.low is None)
        self.without_high += sign * (part.high is None)
        if part.exactness is not Exactness.EXACT:
            self.words[part.said] = self.words.get(part.said, 0) + sign

    def quantity(self) -> Quantity | None:
        """The sum, or None when no part is left (missing is not zero)."""
        if not self.parts:
            return None
        point = None if self.without_point else self.point
        low = None if self.without_low else self.low
        high = None if self.without_high else self.high
        said = [word for word, count in self.words.items() if count]
        return Quantity(point, low, high, _exactness(low, high), said[0] if len(said) == 1 else "")


def total(parts: Iterable[Quantity]) -> Quantity | None:
    """The sum of amounts, or None for no parts at all (missing is not zero).

    Points add; low ends add only where all are known, high ends likewise. The exactness of the sum follows
    from what is still known, so the order of adding never matters.
    """
    tally = Tally()
    for part in parts:
        tally.add(part)
    return tally.quantity()


def _exactness(low: Decimal | None, high: Decimal | None) -> Exactness:
    if low is not None and high is not None:
        return Exactness.EXACT if low == high else Exactness.RANGE
    if low is not None:
        return Exactness.AT_LEAST
    return Exactness.ABOUT if high is None else Exactness.JUST_UNDER
