"""What may follow what, how people are counted, which days come round, how a contest is ranked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.activities import rules
from lantoa.activities.rules.contests import points, rank, tenths
from lantoa.activities.rules.counting import Count, percent, said, total, total_of_open
from lantoa.activities.rules.recurrence import MOST, Recurrence, days, read_rule

numbers = st.integers(0, 500)
counts = st.builds(
    lambda excused, direct, online, rest, guests: Count(
        excused + direct + online + rest, excused, direct, online, guests=guests
    ),
    *[numbers] * 5,
)


def test_what_was_cancelled_may_only_be_taken_up_again() -> None:
    assert rules.open_verbs("cancelled") == ["restore"]
    assert rules.after("planned", "hold") == "held"
    assert rules.after("cancelled", "hold") is None


def test_a_rate_stands_with_its_denominator_and_says_what_became_of_the_excused() -> None:
    count = Count(40, 2, direct=30, online=4, video=1, guests=3)
    assert (count.came, count.base(), count.absent, count.present) == (35, 38, 3, 38)
    assert said(count) == "35/38 người phải dự (92,1%); 2 người vắng có lý do, không tính vào số phải dự"
    assert "35/40" in said(count, excused_leave=False)
    assert said(Count(None, direct=120)) == "120 người dự"


def test_a_rate_is_rounded_down_so_that_all_means_all() -> None:
    assert percent(Count(1000, 0, 999).permille()) == "99,9%"
    assert percent(Count(10_000, 0, 9_999).permille()) == "99,9%"
    assert percent(Count(7, 0, 7).permille()) == "100%"
    assert percent(Count(None, direct=3).permille()) == ""


@given(st.lists(counts, min_size=1, max_size=8))
def test_sums_add_numerators_and_denominators_and_never_average(some: list[Count]) -> None:
    whole = total(some)
    assert whole.came == sum(one.came for one in some)
    assert whole.base() == sum(one.base() or 0 for one in some)
    rates = [rate for one in some if (rate := one.permille()) is not None]
    if rates and (of_all := whole.permille()) is not None:
        assert min(rates) <= of_all <= max(rates) + 1
    assert whole.is_possible


def test_those_without_a_denominator_stand_in_no_rate() -> None:
    some = [Count(10, 0, 9), Count(None, direct=500)]
    assert (total(some).came, total_of_open(some).came) == (9, 500)


def test_two_saturdays_a_month_are_a_rule_of_the_standard_and_words_of_people() -> None:
    one = Recurrence("weeks", weekday=5, weeks=(1, 3))
    assert one.rule == "FREQ=MONTHLY;BYDAY=1SA,3SA"
    assert one.words == "thứ bảy tuần 1 và tuần 3 mỗi tháng"
    assert days(one.rule, date(2019, 3, 1), date(2019, 4, 30)) == [
        date(2019, 3, 2),
        date(2019, 3, 16),
        date(2019, 4, 6),
        date(2019, 4, 20),
    ]


def test_a_shorter_month_takes_its_last_day() -> None:
    found = days(Recurrence("monthly", day=31).rule, date(2026, 1, 1), date(2026, 4, 30))
    assert found == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    assert days(Recurrence("monthly", day=29).rule, date(2026, 2, 1), date(2026, 2, 28)) == [date(2026, 2, 28)]


def test_an_expansion_is_capped() -> None:
    assert len(days(Recurrence("weekly", weekday=0).rule, date(1950, 1, 1), date(2150, 1, 1))) == MOST


recurrences = st.one_of(
    st.builds(lambda day: Recurrence("weekly", weekday=day), st.integers(0, 6)),
    st.builds(lambda day: Recurrence("monthly", day=day), st.integers(1, 31)),
    st.builds(
        lambda day, weeks: Recurrence("weeks", weekday=day, weeks=tuple(weeks)),
        st.integers(0, 6),
        st.sets(st.sampled_from([1, 2, 3, 4, -1]), min_size=1),
    ),
)


@given(recurrences)
def test_every_rule_reads_back_and_gives_a_day_in_two_months(one: Recurrence) -> None:
    assert read_rule(one.rule).rule == one.rule
    assert read_rule(one.rule).words == one.words
    assert days(one.rule, date(2026, 1, 1), date(2026, 2, 28))


@pytest.mark.parametrize("wrong", [("weeks", 5, ()), ("daily", 0, ()), ("weeks", 5, (5,))])
def test_a_pattern_that_nobody_offers_is_refused(wrong: tuple[str, int, tuple[int, ...]]) -> None:
    with pytest.raises(ValueError, match="no "):
        Recurrence(wrong[0], weekday=wrong[1], weeks=wrong[2])


def test_equal_means_share_a_place_and_the_next_is_left_out() -> None:
    found = rank({"a": [90, 80], "b": [85, 85], "c": [70], "d": []})
    assert [(one.entry, one.place, one.is_tied) for one in found] == [
        ("a", 1, True),
        ("b", 1, True),
        ("c", 3, False),
        ("d", None, False),
    ]


def test_a_mean_is_exact_until_it_is_shown() -> None:
    assert points(Fraction(256, 3)) == Decimal("8.53")
    assert points(None) is None
    assert (tenths(Decimal("8.5")), tenths(Decimal("8.55")), tenths(Decimal(-1))) == (85, None, None)
