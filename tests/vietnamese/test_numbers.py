"""Numbers in figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.numbers import Number, read_number, write_number


@pytest.mark.parametrize(
    ("text", "value", "ambiguous"),
    [
        ("2.208", "2208", False),
        ("22,7", "22.7", False),
        ("1.234,5", "1234.5", False),
        ("54.577", "54577", False),
        ("1.234", "1234", False),
        ("1.234.567,125", "1234567.125", False),
        ("0,125", "0.125", False),
        ("1234,567", "1234.567", False),
        ("01", "1", False),
        ("06", "6", False),
        ("40 000", "40000", False),
        ("40\u00a0000,5", "40000.5", False),
        ("-5", "-5", False),
        ("−2,5", "-2.5", False),
        ("30.9", "30.9", True),
        ("40.56", "40.56", True),
        ("553,763", "553.763", True),
        ("2,071", "2.071", True),
        ("0.125", "0.125", True),
        ("1,234,567", "1234567", True),
        ("1,234.5", "1234.5", True),
        ("3.1416", "3.1416", True),
    ],
)
def test_figures_are_read_as_papers_mean_them(text, value, ambiguous):
    assert read_number(text) == Number(Decimal(value), ambiguous)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "một",
        "1.2.3",
        "12.5.2022",
        "5.",
        ",5",
        "40 00",
        "12.34,5",
        "1,2,3",
        "52 tỷ",
        "1..2",
        "--5",
        "٣",
    ],
)
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("1234.50"), None, "1.234,5"),
        (1234567, None, "1.234.567"),
        (3, 2, "3,00"),
        (Decimal("2.345"), 2, "2,35"),
        (Decimal("-0.4"), 0, "0"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("-999.5"), None, "-999,5"),
        (0, None, "0"),
    ],
)
def test_numbers_are_written_with_dots_and_a_comma(value, places, text):
    assert write_number(value, places) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_what_was_written_reads_as_the_same_number(value):
    read = read_number(write_number(value))
    assert read is not None
    assert read.value == value


@given(st.integers())
def test_a_whole_number_is_never_ambiguous(value):
    assert read_number(write_number(value)) == Number(Decimal(value), False)


def test_what_is_not_finite_is_not_written():
    with pytest.raises(ValueError, match="not a number"):
        write_number(Decimal("NaN"))


@given(st.text() | st.text(alphabet="0123456789., -+"))
def test_reading_takes_any_text(text):
    read = read_number(text)
    assert read is None or read.value.is_finite()
