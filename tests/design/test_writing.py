"""How figures and days are written on pages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.periods import Period
from lantoa.design.templatetags import writing


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1234, "1.234"),
        (Decimal("1234.50"), "1.234,5"),
        (Decimal("22.7"), "22,7"),
        (0, "0"),
        (None, "–"),
        (Decimal("1E+3"), "1.000"),
    ],
)
def test_a_number_is_written_the_vietnamese_way(value: Decimal | int | None, words: str) -> None:
    with translation.override("vi"):
        assert writing.number(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (52_000_000_000, "52 tỷ đồng"),
        (860_000_000, "860 triệu đồng"),
        (1_250_000_000, "1,25 tỷ đồng"),
        (1_250_300_000, "1.250,3 triệu đồng"),
        (1_234_567, "1.234.567 đồng"),
        (5000, "5.000 đồng"),
        (0, "0 đồng"),
        (None, "–"),
    ],
)
def test_money_is_said_in_round_words_only_where_nothing_is_lost(value: int | None, words: str) -> None:
    with translation.override("vi"):
        assert writing.money(value) == words


@given(st.integers(min_value=0, max_value=10**15))
def test_money_never_rounds(amount: int) -> None:
    with translation.override("vi"):
        said = writing.money(amount)
    figure = Decimal(said.split()[0].replace(".", "").replace(",", "."))
    size = 10**9 if "tỷ" in said else 10**6 if "triệu" in said else 1
    assert figure * size == amount


def test_a_day_is_written_day_first_in_either_language() -> None:
    for language in ("vi", "en"):
        with translation.override(language):
            assert writing.day(date(2022, 5, 9)) == "09/05/2022"


def test_a_moment_is_told_in_the_time_of_the_country() -> None:
    late = datetime(2022, 5, 19, 18, 5, tzinfo=UTC)
    with translation.override("vi"):
        assert writing.day(late) == "20/05/2022"
        assert writing.moment(late) == "01:05 ngày 20/05/2022"


def test_missing_is_a_dash_and_never_zero() -> None:
    for write in (writing.number, writing.money, writing.day, writing.moment, writing.period):
        assert write(None) == "–"


def test_a_period_is_named_as_reports_name_it() -> None:
    with translation.override("vi"):
        assert writing.period(Period.year(2022)) == "năm 2022"
    with translation.override("en"):
        assert writing.period(Period.parse("2016..2020")) == "2016 – 2020"
