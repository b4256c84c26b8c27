"""What a period will come to: simple, explained, never below what is reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators.rules.forecasts import (
    Basis,
    Course,
    Forecast,
    Why,
    decimals_for,
    forecast,
    months_of,
    months_passed,
    months_told,
    never,
    year_before,
)

AMOUNTS = st.integers(0, 10**9)
MONTHS = st.integers(1, 11)
EXACTNESS = st.sampled_from([one for one in Exactness if one is not Exactness.RANGE])


def course(reached: int | None, told: int, **more: object) -> Course:
    said = {"reached": None if reached is None else Quantity.of(reached), "months": 12, "passed": told} | more
    return Course(told=told, **said)  # type: ignore[arg-type]


def amount(found: Forecast | Why) -> Decimal:
    assert isinstance(found, Forecast)
    return found.amount


@given(each=AMOUNTS, told=st.integers(2, 11))
def test_the_even_pace_of_equal_months_is_exact(each: int, told: int) -> None:
    found = forecast(course(each * told, told), 0)
    assert amount(found) == each * 12
    assert isinstance(found, Forecast)
    assert found.basis is Basis.EVEN


@given(
    reached=AMOUNTS,
    how=EXACTNESS,
    told=MONTHS,
    before=st.none() | AMOUNTS,
    more=AMOUNTS,
    decimals=st.integers(-6, 3),
)
def test_a_forecast_never_lies_below_what_is_reached(
    reached: int, how: Exactness, told: int, before: int | None, more: int, decimals: int
) -> None:
    one = course(None, told)
    if before is not None:
        one = replace(one, before=Quantity.of(before), whole_before=Quantity.of(before + more))
    found = forecast(replace(one, reached=Quantity.of(reached, how)), decimals)
    if isinstance(found, Forecast):
        assert found.amount >= reached


@given(before=st.integers(1, 10**6), whole=st.integers(1, 10**6), times=st.integers(1, 50), told=MONTHS)
def test_the_shape_of_last_year_gives_last_years_ratio(before: int, whole: int, times: int, told: int) -> None:
    assume(whole >= before)
    one = course(before * times, told, before=Quantity.of(before), whole_before=Quantity.of(whole))
    found = forecast(one, 0)
    assert amount(found) == whole * times
    assert isinstance(found, Forecast)
    assert found.basis is Basis.LAST_YEAR


@given(reached=AMOUNTS, more=AMOUNTS, told=st.integers(2, 11))
def test_who_has_more_so_far_is_never_foreseen_to_have_less(reached: int, more: int, told: int) -> None:
    assert amount(forecast(course(reached, told), 0)) <= amount(forecast(course(reached + more, told), 0))


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (course(None, 9), Why.MISSING),
        (course(5, 0, months=0), Why.ODD_DAYS),
        (course(5, 12), Why.TOLD_TO_END),
        (course(5, 9, passed=12), Why.OVER),
        (course(5, 5, passed=9), Why.OLD),
        (course(5, 1), Why.EARLY),
        (course(5, 0, passed=0), Why.EARLY),
    ],
)
def test_where_there_is_no_forecast_the_reason_is_told(one: Course, why: Why) -> None:
    assert forecast(one, 0) is why


def test_a_range_is_no_number_to_go_on_from() -> None:
    assert forecast(replace(course(5, 9), reached=Quantity.between(5, 9)), 0) is Why.NO_NUMBER


def test_running_totals_and_what_does_not_add_are_never_foreseen() -> None:
    assert never(is_cumulative=True, adds=True) is Why.RUNNING
    assert never(is_cumulative=False, adds=False) is Why.NOT_ADDED
    assert never(is_cumulative=False, adds=True) is None


def test_last_year_serves_from_the_first_month_on_and_only_where_something_was_done_by_then() -> None:
    known = course(4, 1, before=Quantity.of(2), whole_before=Quantity.of(20))
    assert amount(forecast(known, 0)) == 40
    assert forecast(replace(known, before=Quantity.of(0)), 0) is Why.EARLY


def test_nearly_eight_bridges_are_not_eight() -> None:
    found = forecast(course(7, 11), 0)
    assert isinstance(found, Forecast)
    assert (found.amount, found.exactly, found.is_raised) == (7, Fraction(84, 11), False)


def test_large_money_is_foreseen_in_millions_and_not_below_what_is_reached() -> None:
    assert [decimals_for("đồng", 0, Decimal(amount)) for amount in (5, 10**6, 10**8)] == [0, -3, -6]
    assert [decimals_for("km", 3, amount) for amount in (Decimal("0.5"), Decimal(8))] == [3, 1]
    assert decimals_for("cây cầu", 0, Decimal(8)) == 0
    found = forecast(course(1_000_000_001, 7), -6)
    assert amount(found) == 1_714_000_000
    told = course(1_000_400_000, 11, before=Quantity.of(9), whole_before=Quantity.of(9))
    raised = forecast(told, -6)
    assert isinstance(raised, Forecast)
    assert (raised.amount, raised.is_raised) == (1_000_400_000, True)


def test_the_months_of_a_period_begin_on_its_first_day_of_the_month() -> None:
    assert len(months_of(Period.year(2026))) == 12
    official = months_of(Period(date(2025, 12, 15), date(2026, 12, 14)))
    assert official[0] == Period(date(2025, 12, 15), date(2026, 1, 14))
    assert len(official) == 12
    assert months_of(Period(date(2026, 1, 5), date(2026, 3, 2))) == []
    assert months_of(Period(date.min, date.max)) == []
    assert months_of(Period(date(1, 1, 1), date(2026, 12, 31))) == []


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 12))
def test_the_months_of_a_period_fill_it_one_after_another(day: date, number: int) -> None:
    first = day.replace(day=min(day.day, 28))
    index = first.year * 12 + first.month - 1 + number
    last = date(index // 12, index % 12 + 1, first.day) - timedelta(days=1)
    months = months_of(Period(first, last))
    assert len(months) == number
    assert (months[0].from_on, months[-1].to_on) == (first, last)
    for one, following in pairwise(months):
        assert following.from_on - one.to_on == timedelta(days=1)
    before = year_before(months)
    assert len(before) == number
    assert before[0].from_on.year == first.year - 1


def test_a_month_is_told_once_amounts_reach_the_day_on_which_it_is_closed() -> None:
    months = months_of(Period.year(2026))
    assert months_told(months, date(2026, 9, 14), 14) == 9
    assert months_told(months, date(2026, 9, 13), 14) == 8
    assert months_told(months, date(2026, 9, 14), None) == 8
    assert months_told(months, None, 14) == 0
    assert months_passed(months, date(2026, 11, 1)) == 10
    assert months_passed(months, date(2026, 10, 31)) == 9


def test_a_leap_day_has_its_year_before() -> None:
    february = months_of(Period.months(2024, 2, 2))
    assert year_before(february) == [Period.months(2023, 2, 2)]
    assert year_before(months_of(Period.parse("2021..2025"))) == []
    assert year_before(months_of(Period.year(1))) == []
