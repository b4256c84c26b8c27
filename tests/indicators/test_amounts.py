"""Amounts and periods as officials type them."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators.rules import write_quantity
from lantoa.indicators.rules.amounts import (
    WORDS,
    UnableToReadAmount,
    in_parts,
    read_amount,
    read_period,
    understood,
)

UNITS = ["đồng", "km", "m²", "cây cầu", "ngày công", "lượt người", "hộ", "%", "mô hình", "người"]


@pytest.mark.parametrize(
    ("typed", "unit", "expected"),
    [
        ("trên 52 tỷ đồng", "đồng", Quantity.of(52 * 10**9, Exactness.AT_LEAST, "trên")),
        ("52 tỷ", "đồng", Quantity.of(52 * 10**9)),
        ("1,2 tỷ đồng", "đồng", Quantity.of(1_200_000_000)),
        ("860 triệu", "đồng", Quantity.of(860_000_000)),
        ("hơn 70", "cây cầu", Quantity.of(70, Exactness.AT_LEAST, "hơn")),
        ("hơn 70 cầu", "cây cầu", Quantity.of(70, Exactness.AT_LEAST, "hơn")),
        ("gần 21", "km", Quantity.of(21, Exactness.JUST_UNDER, "gần")),
        ("trên 22,7km", "km", Quantity.of(Decimal("22.7"), Exactness.AT_LEAST, "trên")),
        ("850 m", "km", Quantity.of(Decimal("0.85"))),
        ("trên 2.208m2", "m²", Quantity.of(2208, Exactness.AT_LEAST, "trên")),
        ("1,5 ha", "m²", Quantity.of(15_000)),
        ("HƠN 40.000 ngày công", "ngày công", Quantity.of(40_000, Exactness.AT_LEAST, "hơn")),
        ("40 nghìn công", "ngày công", Quantity.of(40_000)),
        ("1.234", "hộ", Quantity.of(1234)),
        ("1.234,5", "km", Quantity.of(Decimal("1234.5"))),
        ("01", "hộ", Quantity.of(1)),
        ("0", "hộ", Quantity.of(0)),
        ("bảy mươi", "hộ", Quantity.of(70)),
        ("khoảng 300 người", "người", Quantity.of(300, Exactness.ABOUT, "khoảng")),
        ("ước đạt 95%", "%", Quantity.of(95, Exactness.ABOUT, "ước đạt")),
        ("từ 85 đến 90", "%", Quantity.between(85, 90)),
        ("85-90%", "%", Quantity.between(85, 90)),
        ("từ 1 đến 1,2 tỷ đồng", "đồng", Quantity.between(10**9, 1_200_000_000)),
        ("500 hộ trở lên", "hộ", Quantity.of(500, Exactness.AT_LEAST, "ít nhất")),
    ],
)
def test_an_amount_is_read_as_it_was_meant(typed: str, unit: str, expected: Quantity) -> None:
    assert read_amount(typed, unit) == expected


@pytest.mark.parametrize("typed", ["", "  ", "nhiều", "trên", "-5", "90 đến 85", "3 con trâu", "trên dưới", "5" * 200])
def test_what_is_no_amount_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(UnableToReadAmount, match=r"\.$"):
        read_amount(typed, "hộ")


@st.composite
def points(draw: st.DrawFn) -> Quantity:
    exactness = draw(st.sampled_from([e for e in Exactness if e is not Exactness.RANGE]))
    value = draw(st.decimals(min_value=0, max_value=10**15, places=draw(st.integers(0, 3))))
    said = "" if exactness is Exactness.EXACT else draw(st.sampled_from(WORDS[exactness]))
    return Quantity.of(value, exactness, said)


@given(points(), st.sampled_from(UNITS))
def test_what_we_write_we_read_back(quantity: Quantity, unit: str) -> None:
    assert read_amount(write_quantity(quantity, unit), unit) == quantity


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.sampled_from([u for u in UNITS if u != "đồng"]))
def test_a_written_range_is_read_back(one: int, other: int, unit: str) -> None:
    quantity = Quantity.between(min(one, other), max(one, other))
    assert read_amount(write_quantity(quantity, unit), unit) == quantity


@given(st.integers(10**6, 10**13), st.integers(10**6, 10**13))
def test_a_written_range_of_money_is_read_back(one: int, other: int) -> None:
    quantity = Quantity.between(min(one, other), max(one, other))
    assert read_amount(write_quantity(quantity, "đồng"), "đồng") == quantity


@given(st.text(max_size=120), st.sampled_from(UNITS))
def test_any_text_is_read_or_refused(typed: str, unit: str) -> None:
    with suppress(UnableToReadAmount):
        assert isinstance(read_amount(typed, unit), Quantity)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2022", "2022"),
        ("năm 2022", "2022"),
        ("quý I/2022", "2022-Q1"),
        ("quý 3 năm 2022", "2022-Q3"),
        ("6 tháng đầu năm 2022", "2022-H1"),
        ("9 tháng đầu năm 2022", "2022-M9"),
        ("2016-2020", "2016..2020"),
        ("giai đoạn 2016 - 2020", "2016..2020"),
        ("tháng 5/2022", "2022-05"),
        ("01/01/2022 - 15/06/2022", "2022-01-01..2022-06-15"),
        ("19/5/2022", "2022-05-19"),
    ],
)
def test_a_period_is_read_as_it_was_meant(typed: str, code: str) -> None:
    assert read_period(typed) == Period.parse(code)


@pytest.mark.parametrize("typed", ["", "năm nay", "2022-2020", "13/2022", "23/3"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(UnableToReadAmount):
        read_period(typed)


def test_the_understood_amount_says_its_limits() -> None:
    assert understood(read_amount("trên 52 tỷ đồng", "đồng"), "đồng") == "trên 52 tỷ đồng (từ 52 tỷ đồng trở lên)"
    assert understood(read_amount("gần 21", "km"), "km") == "gần 21 km (không quá 21 km)"
    assert understood(read_amount("70", "hộ"), "hộ") == "70 hộ"


@pytest.mark.parametrize(
    ("wording", "parts"),
    [
        ("trên 52 tỷ đồng", ("trên", "52", "tỷ đồng")),
        ("70 cây cầu", ("", "70", "cây cầu")),
        ("từ 85 đến 90%", ("từ", "85 đến 90", "%")),
        ("98,5%", ("", "98,5", "%")),
        ("từ 800 triệu đến 1,2 tỷ đồng", ("từ", "800", "triệu đến 1,2 tỷ đồng")),
        ("2.208", ("", "2.208", "")),
    ],
)
def test_a_wording_is_cut_in_three_for_large_print(wording: str, parts: tuple[str, str, str]) -> None:
    assert in_parts(wording) == parts
