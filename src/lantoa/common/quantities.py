"""Amounts as their source said them: exact, at least, just under, about, a range.

The rules of adding are explained to people in ``docs/how-figures-are-calculated.md``; the two must agree
(``tests/common/test_rules.py`` reads the published table).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
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
        """A range with both ends; ValueError when they are swapped. Ends that meet are an exact amount."""
        if low > high:
            raise ValueError("the low end of a range is above its high end")
        if low == high:
            return cls.of(low)
        return cls(None, Decimal(low), Decimal(high), Exactness.RANGE, said)


def total(parts: Iterable[Quantity]) -> Quantity | None:
    """The sum of amounts, or None for no parts at all (missing is not zero).

    Points add; low ends add only where all are known, high ends likewise. The exactness of the sum follows
    from what is still known, so the order of adding never matters.
    """
    items = list(parts)
    if not items:
        return None
    point, low, high = (
        _sum_known(ends) for ends in zip(*((one.point, one.low, one.high) for one in items), strict=True)
    )
    return from_ends(point, low, high, {item.said for item in items if item.exactness is not Exactness.EXACT})


def from_ends(point: Decimal | None, low: Decimal | None, high: Decimal | None, words: Collection[str]) -> Quantity:
    """A sum of what is known of its ends, and of the words that stood before the parts that are not exact."""
    return Quantity(point, low, high, _exactness(low, high), next(iter(words)) if len(words) == 1 else "")


def share_of(part: Quantity | None, whole: Quantity | None, decimals: int) -> Quantity | None:
    """One amount in percent of another, rounded to so many decimals; None where either is missing or the whole zero.

    The share is at least the lowest part of the highest whole, at most the highest part of the lowest whole.
    """
    if part is None or whole is None or not (whole.point or whole.low or whole.high):
        return None

    def percent(one: Decimal | None, other: Decimal | None) -> Decimal | None:
        if one is None or not other:
            return None
        return (one * 100 / other).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)

    low, high = percent(part.low, whole.high), percent(part.high, whole.low)
    words = {one.said for one in (part, whole) if one.exactness is not Exactness.EXACT}
    said = words.pop() if len(words) == 1 and whole.exactness is Exactness.EXACT else ""
    return Quantity(percent(part.point, whole.point), low, high, _exactness(low, high), said)


def _sum_known(values: Collection[Decimal | None]) -> Decimal | None:
    return None if None in values else sum((v for v in values if v is not None), Decimal(0))


def _exactness(low: Decimal | None, high: Decimal | None) -> Exactness:
    if low is not None and high is not None:
        return Exactness.EXACT if low == high else Exactness.RANGE
    if low is not None:
        return Exactness.AT_LEAST
    return Exactness.ABOUT if high is None else Exactness.JUST_UNDER
