"""A ratio rolls up by its numerator and its denominator; it is never averaged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity, share_of
from lantoa.indicators import operations, queries
from lantoa.indicators.models import Indicator
from lantoa.indicators.queries import View
from tests.cast import Cast

VIEW = View(Period.parse("2024"))


@pytest.fixture
def ratio(cast: Cast) -> Indicator:
    """Households helped among those in need, with two indicators that everybody knows."""
    parts = {
        "numerator": queries.indicator("ho-duoc-giup"),
        "denominator": queries.indicator("suat-qua"),
    }
    return Indicator.objects.create(
        code="ty-le", name="Tỷ lệ", name_en="Share", unit="%", decimals=2, over_places="ratio", over_time="ratio",
        is_public=True, **parts
    )  # fmt: skip


def post(cast: Cast, unit: str, indicator: str, quantity: Quantity, period: str = "2024-05") -> None:
    amount = operations.Amount(queries.indicator(indicator), cast.units[unit], Period.parse(period), quantity)
    operations.state(scope=cast.product, amount=amount)


def figure(cast: Cast, unit: str, ratio: Indicator) -> Quantity | None:
    return queries.figure(ratio, cast.units[unit].pk, VIEW).in_period


def test_the_province_divides_the_sums_and_does_not_average_the_communes(cast: Cast, ratio: Indicator) -> None:
    for unit, part, whole in (("an-phuc", 1, 2), ("tan-loi", 90, 100)):
        post(cast, unit, "ho-duoc-giup", Quantity.of(part))
        post(cast, unit, "suat-qua", Quantity.of(whole))
    assert figure(cast, "an-phuc", ratio) == Quantity.of(Decimal("50.00"))
    assert figure(cast, "vn", ratio) == Quantity.of(Decimal("89.22"))


def test_a_percentage_that_was_reported_itself_stands_where_a_part_is_missing(cast: Cast, ratio: Indicator) -> None:
    post(cast, "an-phuc", "ty-le", Quantity.of(Decimal("98.5")))
    assert figure(cast, "an-phuc", ratio) == Quantity.of(Decimal("98.5"))
    post(cast, "tan-loi", "ty-le", Quantity.of(80))
    assert figure(cast, "vn", ratio) is None


def test_a_share_of_bounds_knows_the_ends_that_its_parts_know() -> None:
    hundred, over = Quantity.of(100), Quantity.of(10, Exactness.AT_LEAST, "hơn")
    assert share_of(over, hundred, 1) == Quantity.of(Decimal("10.0"), Exactness.AT_LEAST, "hơn")
    assert share_of(hundred, Quantity.of(200, Exactness.AT_LEAST), 0) == Quantity.of(50, Exactness.JUST_UNDER)
    both = share_of(Quantity.between(85, 90), hundred, 0)
    assert both is not None
    assert (both.point, both.low, both.high, both.exactness) == (None, 85, 90, Exactness.RANGE)
    assert share_of(over, Quantity.of(0), 1) is None
    assert share_of(None, hundred, 1) is None


def test_a_ratio_without_its_parts_is_refused_by_the_database(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.create(
            code="sai", name="Sai", name_en="Wrong", unit="%", over_places="ratio", over_time="ratio"
        )


def test_its_page_names_both_parts_and_says_that_nothing_is_averaged(cast: Cast, ratio: Indicator) -> None:
    page = Client().get(reverse("indicators:definition", args=["ty-le"])).content.decode()
    assert "Hộ được giúp đỡ" in page
    assert "Không bao giờ lấy trung bình" in page
