"""How many of the units below have reported; what does not apply is neither missing nor zero."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.history import queries as history
from lantoa.indicators import operations, queries
from lantoa.indicators.queries import Coverage, View
from tests.cast import Cast

YEAR = View(Period.year(2024))
CODE = "cau-xay-moi"


def state(cast: Cast, unit: str, value: int = 1, period: str = "2024-05") -> None:
    amount = operations.Amount(queries.indicator(CODE), cast.units[unit], Period.parse(period), Quantity.of(value))
    operations.state(scope=cast.product, amount=amount)


def exempt(cast: Cast, unit: str, **more: Any) -> Any:
    said = {"from_on": date(2024, 1, 1), "why": "không có sông"} | more
    return operations.exempt(scope=cast.product, indicator=queries.indicator(CODE), unit=cast.units[unit], **said)


def coverage(cast: Cast, unit: str, view: View = YEAR) -> Coverage | None:
    how = queries.indicator(CODE)
    return queries.coverage([how], cast.units[unit].pk, view).get(how.pk)


def test_of_the_places_below_those_count_that_have_a_figure_and_zero_is_one(cast: Cast) -> None:
    assert coverage(cast, "ben-lau") == Coverage(0, 2)
    state(cast, "an-phuc", 0)
    assert coverage(cast, "ben-lau") == Coverage(1, 2)
    state(cast, "an-phuc-1", period="2023-05")
    state(cast, "tan-loi", period="2023-05")
    assert coverage(cast, "ben-lau") == Coverage(1, 2), "another year is not this one"
    state(cast, "tan-loi")
    assert coverage(cast, "ben-lau") == Coverage(2, 2)
    assert coverage(cast, "song-trang") == Coverage(1, 1)


def test_committees_and_organisations_are_not_waited_for_where_places_stand_below(cast: Cast) -> None:
    state(cast, "pn-an-phuc")
    assert coverage(cast, "an-phuc") == Coverage(0, 1)


def test_what_does_not_apply_is_not_waited_for_until_that_is_taken_back(cast: Cast) -> None:
    state(cast, "an-phuc")
    made = exempt(cast, "tan-loi")
    assert coverage(cast, "ben-lau") == Coverage(1, 1, 1)
    assert coverage(cast, "ben-lau", View(Period.year(2023))) == Coverage(0, 2), "it began later"
    operations.end_exemption(scope=cast.product, exemption=made, why="có cầu rồi")
    assert coverage(cast, "ben-lau") == Coverage(1, 2)
    told = [event.verb for event in history.of_record("exemption", made.uuid)]
    assert sorted(told) == ["end", "exempt"]
    with pytest.raises(operations.UnableToExempt):
        operations.end_exemption(scope=cast.product, exemption=made, why="lần nữa")


def test_an_exemption_holds_for_those_below_and_for_whole_periods_only(cast: Cast) -> None:
    exempt(cast, "ben-lau", to_on=date(2024, 12, 31))
    assert coverage(cast, "ben-lau") == Coverage(0, 0, 2)
    assert coverage(cast, "an-phuc") == Coverage(0, 0, 1)
    assert coverage(cast, "ben-lau", View(Period.parse("2024..2025"))) == Coverage(0, 2)


def test_what_was_reported_all_the_same_still_counts(cast: Cast) -> None:
    exempt(cast, "an-phuc")
    state(cast, "an-phuc", 3)
    assert coverage(cast, "ben-lau") == Coverage(1, 2)


def test_it_is_said_once_with_a_reason_and_by_those_who_may(cast: Cast) -> None:
    made = exempt(cast, "tan-loi")
    assert exempt(cast, "tan-loi", uuid=made.uuid) == made
    for wrong in ({}, {"from_on": date(2025, 1, 1), "why": " "}, {"to_on": date(2020, 1, 1)}):
        with pytest.raises(operations.UnableToExempt):
            exempt(cast, "tan-loi", **wrong)
    how = queries.indicator(CODE)
    with pytest.raises(operations.UnableToExempt):
        operations.exempt(
            scope=cast.scope(cast.lan), indicator=how, unit=cast.units["tan-loi"], from_on=date(2026, 1, 1), why="x"
        )


def test_each_of_many_units_has_its_own_coverage_in_as_many_queries_as_one(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    how = queries.indicator(CODE)
    state(cast, "an-phuc")
    exempt(cast, "tan-loi")
    units = [cast.units[code].pk for code in ("vn", "song-trang", "ben-lau", "an-phuc")]
    found = queries.coverage_of_each(how, units, YEAR)
    assert [found[unit] for unit in units] == [Coverage(1, 1), Coverage(1, 1), Coverage(1, 1, 1), Coverage(0, 1)]
    with django_assert_num_queries(6):
        queries.coverage_of_each(how, units[2:3], YEAR)
    with django_assert_num_queries(6):
        queries.coverage_of_each(how, units, YEAR)


def test_the_pages_tell_missing_zero_and_not_applicable_apart(cast: Cast, client: Client) -> None:
    state(cast, "an-phuc", 0)
    made = exempt(cast, "tan-loi")
    client.force_login(cast.lan)
    how = queries.indicator(CODE)
    page = client.get(queries.figure_path(how, cast.units["ben-lau"], YEAR)).content.decode()
    assert "1/1" in page
    assert "không tính 1 đơn vị không áp dụng" in page
    assert "không áp dụng" in client.get(queries.figure_path(how, cast.units["tan-loi"], YEAR)).content.decode()
    client.force_login(cast.minh)
    assert made.why in client.get(f"/so-lieu/khong-ap-dung/{made.uuid}/").content.decode()


def test_an_official_says_on_a_page_that_an_indicator_does_not_apply_and_takes_it_back(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.lan)
    address = f"/so-lieu/chi-tieu/{CODE}/khong-ap-dung/{cast.units['an-phuc'].uuid}/"
    wrong = client.post(address, {"why": "", "from_on": "31/02/2026"})
    assert wrong.status_code == 200
    assert 'value="31/02/2026"' in wrong.content.decode(), "what was typed stays"
    sent = client.post(address, {"why": "Không có sông", "from_on": "01/01/2026"})
    made = queries.exemptions().get()
    assert sent.headers["Location"] == f"/so-lieu/khong-ap-dung/{made.uuid}/"
    client.post(f"/so-lieu/khong-ap-dung/{made.uuid}/bo/", {"why": "Đã đào kênh"})
    assert not queries.exemptions().exists()
    page = client.get(f"/so-lieu/khong-ap-dung/{made.uuid}/").content.decode()
    assert "Đã đào kênh" in page
