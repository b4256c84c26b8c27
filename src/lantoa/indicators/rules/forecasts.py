"""What a period will come to if it goes on so: a simple forecast, or why there is none. Plain Python.

Two ways, the first that can be gone: by the shape of the year before, else by the even pace of the months told so far.
docs/how-figures-are-calculated.md explains them to people; a test recomputes its examples.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import floor

from lantoa.common.periods import Period, day_before
from lantoa.common.quantities import Quantity

# An even pace needs so many months; amounts that end more than so many months ago say nothing of the pace now
# (a quarterly report comes in during the month after the quarter).
FEWEST_MONTHS = 2
OLDEST_MONTHS = 3
# Periods of up to a year are beside the same days a year earlier.
_YEAR = 12
# Nobody plans in months for longer.
_LONGEST_YEARS = 50


class Basis(StrEnum):
    """What a forecast goes by."""

    LAST_YEAR = "last_year"
    EVEN = "even"


class Why(StrEnum):
    """Why there is no forecast."""

    RUNNING = "running"  # a running total
    NOT_ADDED = "not_added"  # the indicator does not add over time
    OVER = "over"  # the period is over
    MISSING = "missing"  # no figure yet
    TOLD_TO_END = "told_to_end"  # amounts reach the end of the period
    ODD_DAYS = "odd_days"  # the period is not of whole months
    NO_NUMBER = "no_number"  # a range, or an amount without a number
    OLD = "old"  # nothing was told of the last months
    EARLY = "early"  # fewer than two months


@dataclass(frozen=True, slots=True)
class Course:
    """How the amounts of a period came in: so far ``reached``, in the first ``told`` of its ``months`` months, of which
    ``passed`` lie behind us. ``before`` is what the same first months of the year before came to and ``whole_before``
    that whole period; both None unless it was told to its end.
    """

    reached: Quantity | None
    told: int
    months: int
    passed: int
    before: Quantity | None = None
    whole_before: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the period will come to: rounded down as it is said, and exactly.

    ``is_raised`` where what is reached already was more than came out.
    """

    amount: Decimal
    exactly: Fraction
    basis: Basis
    course: Course
    is_raised: bool = False


def never(*, is_cumulative: bool, adds: bool) -> Why | None:
    """Why a kind of target has no forecast on any day; None for one that may have."""
    if is_cumulative:
        return Why.RUNNING
    return None if adds else Why.NOT_ADDED


def forecast(course: Course, decimals: int) -> Forecast | Why:
    """What the period will come to, rounded down to so many decimals (a negative number: to tens, hundreds …)."""
    done = course.reached
    if why := _why_not(course):
        return why
    if done is None or done.point is None:
        return Why.MISSING if done is None else Why.NO_NUMBER
    so_far = Fraction(done.point)
    if course.told and (growth := _growth(course.before, course.whole_before)):
        return _raised(so_far * growth, done, Basis.LAST_YEAR, course, decimals)
    if course.told < FEWEST_MONTHS:
        return Why.EARLY
    return _raised(so_far * course.months / course.told, done, Basis.EVEN, course, decimals)


def _why_not(course: Course) -> Why | None:
    """What stands in the way of either basis."""
    reasons = {
        Why.MISSING: course.reached is None,
        Why.ODD_DAYS: not course.months,
        Why.TOLD_TO_END: course.told >= course.months,
        Why.OVER: course.passed >= course.months,
        Why.OLD: course.passed - course.told > OLDEST_MONTHS,
    }
    return next((why for why, is_so in reasons.items() if is_so), None)


def _growth(before: Quantity | None, whole: Quantity | None) -> Fraction | None:
    """By how much the first months of the year before grew until its end; None where that is not known."""
    if before is None or whole is None or not before.point or whole.point is None or whole.point < before.point:
        return None
    return Fraction(whole.point) / Fraction(before.point)


def _raised(came_out: Fraction, done: Quantity, basis: Basis, course: Course, decimals: int) -> Forecast:
    least = max(end for end in (done.point, done.low) if end is not None)
    amount = rounded(came_out, decimals)
    return Forecast(max(amount, least), max(came_out, Fraction(least)), basis, course, is_raised=amount < least)


def rounded(amount: Fraction, decimals: int) -> Decimal:
    """Rounded down: nearly eight bridges are not eight."""
    return Decimal(floor(amount * Fraction(10) ** decimals)).scaleb(-decimals)


def decimals_for(unit: str, decimals: int, amount: Decimal) -> int:
    """To how many decimals a forecast is rounded: one, fewer where the indicator has none; of less than one its own
    scale. Large amounts of money to thousands or millions."""
    if unit == "đồng" and amount >= 10**6:
        return -6 if amount >= 10**8 else -3
    return min(decimals, 1) if amount >= 1 else decimals


def months_of(period: Period) -> list[Period]:
    """The months of a period, each from its first day of the month on; none unless they fill it."""
    if period.to_on == date.max or period.to_on.year - period.from_on.year > _LONGEST_YEARS:
        return []
    end, months = period.to_on + timedelta(days=1), 0
    while _later(period.from_on, months) < end:
        months += 1
    if _later(period.from_on, months) != end:
        return []
    starts = [_later(period.from_on, at) for at in range(months + 1)]
    return [Period(start, day_before(following)) for start, following in pairwise(starts)]


def months_told(months: Sequence[Period], last: date | None, closes: int | None) -> int:
    """How many of the months amounts reach that end on ``last``.

    Amounts that reach the day on which state reports close a month (``closes``, counted from its first day) tell it.
    """
    if last is None:
        return 0

    def closed(month: Period) -> date:
        early = month.from_on + timedelta(days=closes - 1) if closes else month.to_on
        return min(early, month.to_on)

    return sum(closed(month) <= last for month in months)


def months_passed(months: Sequence[Period], today: date) -> int:
    """How many of the months are over."""
    return sum(month.to_on < today for month in months)


def year_before(months: Sequence[Period]) -> list[Period]:
    """The same months a year earlier; none for a period of more than a year, or of the first year there is."""
    if not months or len(months) > _YEAR or months[0].from_on.year == 1:
        return []
    starts = [_later(month.from_on, -_YEAR) for month in months]
    starts.append(_later(months[-1].to_on + timedelta(days=1), -_YEAR))
    return [Period(start, day_before(following)) for start, following in pairwise(starts)]


def _later(day: date, months: int) -> date:
    """So many months later, on the same day of the month or the last that there is."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
