"""Sums that keep their bounds, the published table of their wording, and periods."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.periods import Period, day_before
from lantoa.common.quantities import Exactness, Quantity, total
from lantoa.common.scopes import Scope, everything
from lantoa.indicators.rules import EXAMPLES, wording_table

DOCUMENT = Path(__file__).parents[2] / "docs" / "how-figures-are-calculated.md"

amounts = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=2)
points = st.builds(
    Quantity.of,
    amounts,
    st.sampled_from([e for e in Exactness if e is not Exactness.RANGE]),
    st.sampled_from(["", "hơn", "trên", "gần", "khoảng"]),
)
ranges = st.builds(
    lambda a, b, said: Quantity.between(min(a, b), max(a, b), said), amounts, amounts, st.sampled_from(["", "khoảng"])
)
quantities = st.one_of(points, ranges)
periods = st.builds(lambda a, b: Period(min(a, b), max(a, b)), st.dates(), st.dates())


@given(st.lists(quantities, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_adding_never_matters(parts: list[Quantity], random: Random) -> None:
    shuffled = parts[:]
    random.shuffle(shuffled)
    assert total(shuffled) == total(parts)


@given(quantities, quantities, quantities)
def test_adding_in_groups_gives_the_same_sum(one: Quantity, two: Quantity, three: Quantity) -> None:
    left, right = total([one, two]), total([two, three])
    assert left is not None
    assert right is not None
    whole = total([one, two, three])
    assert total([left, three]) == whole
    assert total([one, right]) == whole


@given(st.lists(quantities, min_size=1, max_size=6))
def test_a_sum_knows_an_end_only_where_all_its_parts_do(parts: list[Quantity]) -> None:
    whole = total(parts)
    assert whole is not None
    assert (whole.low is None) == any(part.low is None for part in parts)
    assert (whole.high is None) == any(part.high is None for part in parts)
    assert (whole.point is None) == any(part.point is None for part in parts)


def test_nothing_adds_to_nothing_and_never_to_zero() -> None:
    assert total([]) is None
    assert total([Quantity.of(0)]) == Quantity.of(0)


def test_a_sum_keeps_the_source_word_while_all_parts_agree_on_it() -> None:
    over = Quantity.of(5, Exactness.AT_LEAST, "hơn")
    agreed, mixed = total([over, over]), total([over, Quantity.of(5, Exactness.AT_LEAST, "trên")])
    assert agreed is not None
    assert agreed.said == "hơn"
    assert mixed is not None
    assert mixed.said == ""


def test_a_range_needs_its_ends_in_order_and_one_whose_ends_meet_is_exact() -> None:
    with pytest.raises(ValueError, match="above"):
        Quantity.between(5, 4)
    with pytest.raises(ValueError, match="two ends"):
        Quantity.of(5, Exactness.RANGE)
    assert Quantity.between(5, 5) == Quantity.of(5)


def test_the_published_table_says_what_the_product_does() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    published = [row for row in rows if row[0] in EXAMPLES]
    assert published == wording_table()


@given(periods)
def test_a_period_is_read_back_from_its_code(period: Period) -> None:
    assert Period.parse(period.code) == period
    assert period.label()


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("2022", "năm 2022"),
        ("2022-Q1", "quý I năm 2022"),
        ("2022-H1", "6 tháng đầu năm 2022"),
        ("2022-H2", "6 tháng cuối năm 2022"),
        ("2022-M9", "9 tháng đầu năm 2022"),
        ("2022-05", "tháng 5 năm 2022"),
        ("2016..2020", "giai đoạn 2016–2020"),
        ("2022-05-19", "ngày 19/05/2022"),
        ("2022-01-05..2022-03-02", "từ 05/01/2022 đến 02/03/2022"),
        ("0999", "năm 0999"),
    ],
)
def test_a_period_is_named_as_reports_name_it(code: str, label: str) -> None:
    assert Period.parse(code).label() == label
    assert Period.parse(code).code == code


@pytest.mark.parametrize(
    "code", ["", "22", "0000", "2022-13", "2022-Q5", "2022-02-30", "2020..2019", "2022..", "1..2..3"]
)
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the date itself may refuse, in its own words
        Period.parse(code)


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("2024", "2023"),
        ("2024-H2", "2023-H2"),
        ("2024-02", "2023-02"),
        ("2025-02", "2024-02"),
        ("2024-01-15..2024-02-29", "2023-01-15..2023-02-28"),
        ("2024-05-19", "2023-05-19"),
        ("2023-12-15..2024-12-14", "2022-12-15..2023-12-14"),
        ("9999-12", "9998-12"),
        ("2023..2024", None),
        ("2023-12-15..2024-12-15", None),
        ("0001", None),
    ],
)
def test_a_year_before_are_the_same_days(code: str, before: str | None) -> None:
    found = Period.parse(code).a_year_before()
    assert (found and found.code) == before


@given(periods)
def test_a_year_before_ends_before_the_period_begins_and_is_as_long_but_for_a_leap_day(period: Period) -> None:
    if before := period.a_year_before():
        assert before.to_on < period.from_on
        assert abs((before.to_on - before.from_on) - (period.to_on - period.from_on)) <= timedelta(days=1)


@given(periods, periods)
def test_a_period_inside_another_overlaps_it(one: Period, other: Period) -> None:
    if one.contains(other):
        assert one.overlaps(other)
    assert one.overlaps(other) == other.overlaps(one)


def test_the_day_before_is_the_last_day_of_what_ended() -> None:
    assert day_before(date(2024, 3, 1)) == date(2024, 2, 29)
    assert day_before(date(2024, 3, 1)) == date(2024, 3, 1) - timedelta(days=1)


def test_a_scope_allows_its_verbs_on_its_units_only() -> None:
    scope = Scope(1, "Lan", reach={"read": frozenset({7}), "manage": None})
    assert scope.may("read", 7)
    assert not scope.may("read", 8)
    assert not scope.may("read", None)
    assert scope.may("manage", None)
    assert not scope.may("confirm", 7)
    assert scope.units("confirm") == frozenset()
    assert everything("kiểm thử").units("confirm") is None
    assert Decimal(1) == Quantity.of(1).point
