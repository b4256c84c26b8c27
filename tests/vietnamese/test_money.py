"""Amounts in đồng."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.money import read_money, write_money, write_money_words


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2 tỷ 285 triệu đồng", 2_285_000_000),
        ("52 tỷ đồng", 52 * 10**9),
        ("553,763 tỷ đồng", 553_763_000_000),
        ("22,7 tỷ", 22_700_000_000),
        ("860 triệu", 860_000_000),
        ("1.234.000 đ", 1_234_000),
        ("1.234.000đ", 1_234_000),
        ("40 ngàn đồng", 40_000),
        ("500 nghìn đồng", 500_000),
        ("3 TỈ ĐỒNG", 3 * 10**9),
        ("12.500.000 VNĐ", 12_500_000),
        ("40 000 đồng", 40_000),
        ("1,2 nghìn tỷ đồng", 1_200 * 10**9),
        ("1.234 tỷ đồng", 1_234 * 10**9),
        ("2 tỷ rưỡi", 2_500_000_000),
        ("2 triệu 500.000 đồng", 2_500_000),
        ("1 tỷ 20 triệu 500 nghìn đồng", 1_020_500_000),
        ("hai tỷ hai trăm tám mươi lăm triệu đồng", 2_285_000_000),
        ("ba triệu", 3_000_000),
        ("500.000 đồng Việt Nam", 500_000),
        ("-5 triệu đồng", -5_000_000),
        ("0 đồng", 0),
    ],
)
def test_amounts_are_read_in_dong(text, amount):
    assert read_money(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "đồng",
        "2022",
        "2 triệu 5",
        "5 triệu 2 tỷ",
        "2 tỷ 3000 triệu",
        "tỷ đồng",
        "52 tỷ ha",
        "52 km",
        "đồng chí",
        "2 tỷ tỷ",
    ],
)
def test_what_is_no_amount_is_none(text):
    assert read_money(text) is None


def test_plain_figures_are_money_only_where_asked_for():
    assert read_money("1.500.000") is None
    assert read_money("1.500.000", bare=True) == 1_500_000


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (52 * 10**9, "52 tỷ đồng"),
        (860_000_000, "860 triệu đồng"),
        (2_285_000_000, "2 tỷ 285 triệu đồng"),
        (1_500, "1.500 đồng"),
        (22_700_000_000, "22,7 tỷ đồng"),
        (1_860_000_000, "1,86 tỷ đồng"),
        (1_234_500, "1.234.500 đồng"),
        (1_200 * 10**9, "1.200 tỷ đồng"),
        (Decimal("0.5"), "0,5 đồng"),
        (-3_000_000, "-3 triệu đồng"),
        (0, "0 đồng"),
    ],
)
def test_amounts_are_written_in_the_shortest_exact_words(amount, text):
    assert write_money(amount) == text


@given(
    st.integers(min_value=-(10**18), max_value=10**18)
    | st.integers(min_value=0, max_value=10**9).map(lambda millions: millions * 10**6)
    | st.decimals(min_value=-(10**12), max_value=10**12, places=2)
)
def test_what_was_written_reads_as_the_same_amount(amount):
    assert read_money(write_money(amount)) == amount


@given(st.integers(min_value=0, max_value=10**15))
def test_an_amount_in_words_reads_as_the_same_amount(amount):
    assert read_money(write_money_words(amount)) == amount


TOKENS = "1 2,5 285 1.000 40 000 tỷ triệu nghìn đồng đ rưỡi hai trăm - ₫"


@given(st.text() | st.lists(st.sampled_from(TOKENS.split())).map(" ".join))
def test_reading_takes_any_text(text):
    amount = read_money(text)
    assert amount is None or read_money(write_money(amount)) == amount


def test_an_amount_of_any_size_is_written_exactly():
    assert write_money(10**40 + 10**6).endswith(" tỷ 1 triệu đồng")
    with pytest.raises(ValueError, match="not a number"):
        write_money(Decimal("-Infinity"))
