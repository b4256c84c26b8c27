"""How a figure stands to its target, in percent, in words and to the time gone by."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators.rules import write_quantity
from lantoa.indicators.rules.achievement import (
    DIRECTIONS,
    Pace,
    Standing,
    achieved,
    as_percent,
    bar,
    days_passed,
    pace,
    write_target,
)

YEAR = Period.year(2026)
AMOUNTS = st.integers(0, 10**6)
WAYS = st.sampled_from(sorted(DIRECTIONS))
SURE = st.sampled_from([Exactness.EXACT, Exactness.AT_LEAST, Exactness.JUST_UNDER, Exactness.ABOUT])


def at_least(number: int, said: str = "trên") -> Quantity:
    return Quantity.of(number, Exactness.AT_LEAST, said)


@pytest.mark.parametrize(
    ("done", "target", "direction", "share", "standing"),
    [
        (Quantity.of(10), Quantity.of(12), "at_least", "83,3%", Standing.NOT_REACHED),
        (at_least(10), Quantity.of(12), "at_least", "trên 83,3%", Standing.UNKNOWN),
        (at_least(12), Quantity.of(12), "at_least", "trên 100%", Standing.REACHED),
        (Quantity.of(13), Quantity.between(12, 15), "at_least", "108,3%", Standing.REACHED),
        (Quantity.of(11), Quantity.between(12, 15), "at_least", "91,7%", Standing.NOT_REACHED),
        (Quantity.of(4), Quantity.of(5, Exactness.ABOUT, "khoảng"), "at_least", "khoảng 80%", Standing.NOT_REACHED),
        (Quantity.of(5), at_least(5, "ít nhất"), "at_least", "100%", Standing.REACHED),
        (Quantity.between(10, 14), Quantity.of(12), "at_least", "từ 83,3 đến 116,7%", Standing.UNKNOWN),
        (Quantity.of(2), Quantity.of(3), "at_most", "66,7%", Standing.REACHED),
        (Quantity.of(4), Quantity.of(3), "at_most", "133,3%", Standing.NOT_REACHED),
        (at_least(2), Quantity.of(3), "at_most", "trên 66,7%", Standing.UNKNOWN),
        (Quantity.of(0), Quantity.of(0), "at_most", None, Standing.REACHED),
        (Quantity.of(1), Quantity.of(0), "at_most", None, Standing.NOT_REACHED),
        (None, Quantity.of(3), "at_least", None, Standing.MISSING),
        (Quantity.of(0), Quantity.of(3), "at_least", "0%", Standing.NOT_REACHED),
    ],
)
def test_a_figure_stands_to_its_target_as_its_limits_allow(
    done: Quantity | None, target: Quantity, direction: str, share: str | None, standing: Standing
) -> None:
    found = achieved(done, target, direction)
    assert (write_quantity(found.share, "%") if found.share else None) == share
    assert found.standing is standing


def test_a_target_that_is_just_missed_is_never_said_to_be_reached_by_rounding() -> None:
    found = achieved(Quantity.of(9_999), Quantity.of(10_000), "at_least")
    assert found.standing is Standing.NOT_REACHED
    assert found.share == Quantity.of(Decimal("99.99"))


@given(done=AMOUNTS, target=AMOUNTS, how=SURE, direction=WAYS)
def test_of_an_exact_figure_it_can_always_be_told(done: int, target: int, how: Exactness, direction: str) -> None:
    found = achieved(Quantity.of(done), Quantity.of(target, how), direction)
    assert found.standing in (Standing.REACHED, Standing.NOT_REACHED)
    is_kept = done >= target if direction == "at_least" else done <= target
    assert (found.standing is Standing.REACHED) == is_kept


@given(low=AMOUNTS, more=AMOUNTS, inside=st.fractions(0, 1), target=AMOUNTS, direction=WAYS)
def test_what_is_told_of_a_range_holds_for_every_number_in_it(
    low: int, more: int, inside: Fraction, target: int, direction: str
) -> None:
    told = achieved(Quantity.between(low, low + more), Quantity.of(target), direction).standing
    one = Quantity.of(low + int(more * inside))
    if told is not Standing.UNKNOWN:
        assert achieved(one, Quantity.of(target), direction).standing is told


@given(done=AMOUNTS, target=st.integers(1, 10**6))
def test_the_share_and_the_standing_never_contradict_each_other(done: int, target: int) -> None:
    found = achieved(Quantity.of(done), Quantity.of(target), "at_least")
    assert found.share is not None
    assert found.share.point is not None
    assert (found.share.point >= 100) == (found.standing is Standing.REACHED)


def test_of_a_range_the_end_that_comes_first_decides() -> None:
    six_to_seven = Quantity.between(6, 7)
    assert (bar(six_to_seven, "at_least"), bar(six_to_seven, "at_most")) == (6, 7)


@given(st.dates(date(2025, 12, 1), date(2027, 2, 1)))
def test_the_days_gone_by_lie_between_none_and_all_and_never_go_back(today: date) -> None:
    share = days_passed(YEAR, today)
    assert 0 <= share <= days_passed(YEAR, today + timedelta(days=1)) <= 1
    assert (share == 0) == (today <= YEAR.from_on)
    assert (share == 1) == (today > YEAR.to_on)


def test_the_days_gone_by_are_those_before_today() -> None:
    assert days_passed(YEAR, date(2026, 11, 23)) == Fraction(326, 365)
    assert as_percent(Fraction(326, 365)) == Decimal("89.3")


@pytest.mark.parametrize(
    ("done", "direction", "expected"),
    [
        (Quantity.of(6), "at_least", Pace.AHEAD),
        (Quantity.of(5), "at_least", Pace.BEHIND),
        (at_least(5), "at_least", Pace.UNKNOWN),
        (Quantity.of(6), "at_most", Pace.AHEAD),
        (None, "at_least", None),
    ],
)
def test_a_figure_stands_beside_the_time_gone_by(done: Quantity | None, direction: str, expected: Pace | None) -> None:
    assert pace(done, Quantity.of(12), direction, Fraction(1, 2)) is expected


def test_before_and_after_the_period_time_says_nothing() -> None:
    assert pace(Quantity.of(6), Quantity.of(12), "at_least", Fraction(0)) is None
    assert pace(Quantity.of(6), Quantity.of(12), "at_least", Fraction(1)) is None
    assert pace(Quantity.of(6), Quantity.of(0), "at_most", Fraction(1, 2)) is None


def test_a_target_is_said_as_plans_say_it() -> None:
    assert write_target(Quantity.of(3), "at_most", "vụ") == "không quá 3 vụ"
    assert write_target(at_least(16, "ít nhất"), "at_least", "mô hình") == "ít nhất 16 mô hình"
    assert write_target(Quantity.between(6, 7), "at_least", "km") == "từ 6 đến 7 km"
