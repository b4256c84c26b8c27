"""The buckets of days, and the usual periods that hold them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.periods import Period
from lantoa.indicators import buckets

YEARS = range(2019, 2025)


def usual(day: int) -> list[Period]:
    """Written out by hand: every usual period of some years whose months begin on a day."""
    spans = [(m, m) for m in range(1, 13)] + [(1, 3), (4, 6), (7, 9), (10, 12), (1, 6), (7, 12), (1, 9), (1, 12)]
    found = []
    for year in YEARS:
        for first, last in spans:
            civil = Period.months(year, first, last)
            if day == 1:
                found.append(civil)
            else:
                begin = (civil.from_on - timedelta(days=1)).replace(day=day)
                found.append(Period(begin, civil.to_on.replace(day=day) - timedelta(days=1)))
    return found


@given(st.sets(st.integers(1, 28), max_size=3), st.integers(0, 900), st.integers(0, 500))
def test_the_periods_around_two_buckets_are_the_usual_ones_that_hold_both(
    more: set[int], start: int, length: int
) -> None:
    days = sorted({1} | more)

    def bucket(day: date) -> date:
        return day.replace(day=max(cut for cut in days if cut <= day.day))

    first = bucket(date(2021, 1, 1) + timedelta(days=start))
    last = bucket(first + timedelta(days=length))
    by_hand = [one for day in days for one in usual(day) if one.from_on <= first and last <= one.to_on]
    found = buckets.periods_around(first, last, days)
    assert sorted(found) == sorted(by_hand)
    assert all(buckets.is_usual(one, days) and buckets.is_whole(one, days) for one in found)


def test_two_months_five_years_and_odd_days_are_no_usual_periods() -> None:
    for code in ("2024-01..2024-02", "2020..2024", "2024-01-02..2024-12-31", "2024-05-15..2024-05-31"):
        assert not buckets.is_usual(Period.parse(code), [1, 15]), code
    assert buckets.is_usual(Period.parse("2023-12-15..2024-12-14"), [1, 15])
    assert not buckets.is_usual(Period.parse("2023-12-15..2024-12-14"), [1])


def test_at_the_ends_of_the_calendar_there_are_fewer_periods_and_no_error() -> None:
    assert Period(date(1, 1, 1), date(1, 12, 31)) in buckets.periods_around(date(1, 1, 1), date(1, 1, 1), [1, 15])
    assert buckets.periods_around(date(9999, 12, 15), date(9999, 12, 15), [1, 15]) == []
