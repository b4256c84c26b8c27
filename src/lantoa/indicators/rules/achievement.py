"""How a figure stands to the target that was set for it, and to the time that has gone by. Plain Python.

docs/how-figures-are-calculated.md explains it to people; a test recomputes its examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity, share_of
from lantoa.indicators.rules import write_quantity

# Which way a target is reached, as a form offers it.
DIRECTIONS = {"at_least": "đạt từ mức này trở lên", "at_most": "không vượt quá mức này"}
# How a target ended.
ENDS = {"replaced": "được thay", "withdrawn": "đã bỏ"}
# Percents are said to one decimal, to more only where one would hide that the target is just missed.
_DECIMALS = range(1, 16)


class Standing(StrEnum):
    """Whether a target is reached; of one that must not be exceeded, whether it is kept."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    UNKNOWN = "unknown"  # the figure's limits lie on both sides
    MISSING = "missing"  # no figure yet, which is not zero


class Pace(StrEnum):
    """A figure beside the share of the period's days that have gone by."""

    AHEAD = "ahead"  # as far as the days, or farther
    BEHIND = "behind"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Achievement:
    """A figure beside its target: in percent (None where that cannot be worked out), and whether it is reached."""

    share: Quantity | None
    standing: Standing


def bar(target: Quantity, direction: str) -> Decimal:
    """The number that decides: the one that the paper names; of a range the end that is reached first."""
    near = target.low if direction == "at_least" else target.high
    number = target.point if target.point is not None else near
    if number is None:
        raise ValueError("a target names a number")
    return number


def achieved(done: Quantity | None, target: Quantity, direction: str) -> Achievement:
    """A figure beside its target."""
    mark = bar(target, direction)
    standing = _standing(done, mark, direction)
    share = None
    for decimals in _DECIMALS:
        share = share_of(done, _yardstick(target, direction), decimals)
        if share is None or share.point is None or (share.point >= 100) == (_point(done) >= mark):
            break
    return Achievement(share, standing)


def _point(done: Quantity | None) -> Decimal:
    return done.point if done is not None and done.point is not None else Decimal(0)


def _yardstick(target: Quantity, direction: str) -> Quantity:
    """What a share is a share of: exactly the bar where the paper says so; "khoảng 5" stays about."""
    clear = {Exactness.EXACT, Exactness.RANGE}
    clear.add(Exactness.AT_LEAST if direction == "at_least" else Exactness.JUST_UNDER)
    return Quantity.of(bar(target, direction)) if target.exactness in clear else target


def _standing(done: Quantity | None, mark: Decimal, direction: str) -> Standing:
    if done is None:
        return Standing.MISSING
    if direction == "at_least":
        if done.low is not None and done.low >= mark:
            return Standing.REACHED
        is_short = done.high is not None and done.high < mark
        return Standing.NOT_REACHED if is_short else Standing.UNKNOWN
    if done.high is not None and done.high <= mark:
        return Standing.REACHED
    is_beyond = done.low is not None and done.low > mark
    return Standing.NOT_REACHED if is_beyond else Standing.UNKNOWN


def days_passed(period: Period, today: date) -> Fraction:
    """The share of a period's days that lie before today, between 0 and 1."""
    days = (period.to_on - period.from_on).days + 1
    gone = (today - period.from_on).days
    return Fraction(min(max(gone, 0), days), days)


def as_percent(share: Fraction) -> Decimal:
    """The share in percent, to one decimal."""
    percent = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return percent.quantize(Decimal("0.1"), ROUND_HALF_UP)


def pace(done: Quantity | None, target: Quantity, direction: str, passed: Fraction) -> Pace | None:
    """A figure that adds over time beside the days gone by; None before the period, after it, or with nothing told."""
    mark = Fraction(bar(target, direction))
    if done is None or not 0 < passed < 1 or not mark:
        return None
    if done.low is not None and Fraction(done.low) >= mark * passed:
        return Pace.AHEAD
    if done.high is not None and Fraction(done.high) < mark * passed:
        return Pace.BEHIND
    return Pace.UNKNOWN


def write_target(target: Quantity, direction: str, unit: str) -> str:
    """As plans say it: "16 mô hình", "từ 6 đến 7 km"; of one that must not be exceeded "không quá 3 vụ"."""
    words = write_quantity(target, unit)
    return f"không quá {words}" if direction == "at_most" and target.exactness is Exactness.EXACT else words
