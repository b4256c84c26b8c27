"""One indicator from all sides: by place, over time, on both maps; every cell opens its figure."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.design.drawings.outlines import country
from lantoa.indicators import operations, queries
from lantoa.indicators.pages import explore
from lantoa.indicators.queries import Opened, View
from lantoa.indicators.rules import stretches
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as units
from lantoa.organisations.operations import NewUnit, Order
from tests.cast import LONG_AGO, TODAY, Cast

CODE = "cau-xay-moi"
PAGE = f"/so-lieu/chi-tieu/{CODE}/xem/"


def state(cast: Cast, unit: str, value: int, period: str = "2024-05", **how: Any) -> None:
    quantity = Quantity.of(value, **how)
    amount = operations.Amount(queries.indicator(CODE), cast.units[unit], Period.parse(period), quantity)
    operations.state(scope=cast.product, amount=amount)


def opened(cast: Cast, unit: str, period: str = "2024", tree: date | None = None) -> Opened:
    view = View(Period.parse(period), tree=tree)
    return Opened(queries.indicator(CODE), units.unit(unit, queries.naming_day(view)), view)


def figures_behind(page: str) -> set[str]:
    return set(re.findall(rf'href="(/so-lieu/f/{CODE}/[^"]+)"', page))


def test_by_place_shares_of_the_whole_and_what_is_missing(cast: Cast) -> None:
    state(cast, "an-phuc", 3, exactness=Exactness.AT_LEAST, said="trên")
    state(cast, "pn-an-phuc", 1)
    state(cast, "ben-lau", 4)
    one = opened(cast, "ben-lau")
    found = explore.by_place(one, TODAY)
    said = {place.row.name: (place.row.in_period, place.share) for place in found.places}
    assert said["Xã An Phúc"] == ("trên 4 cây cầu", 50)
    assert said["Xã Tân Lợi Thượng"] == ("chưa có số liệu", None)
    assert [row.in_period for row in found.own] == ["4 cây cầu"]
    assert found.ranking is None, "one amount is no ranking"
    assert found.covered == queries.Coverage(1, 2)


def test_the_largest_amount_stands_first_where_that_is_asked_for(cast: Cast) -> None:
    state(cast, "an-phuc", 1)
    state(cast, "tan-loi", 2)
    one = opened(cast, "ben-lau")
    found = explore.by_place(one, TODAY, by_amount=True)
    assert [place.row.name for place in found.places][:2] == ["Xã Tân Lợi Thượng", "Xã An Phúc"]
    assert found.ranking is not None
    assert [row.said for row in found.ranking.rows] == ["2 cây cầu", "1 cây cầu"]


def test_over_time_has_the_months_that_have_begun_and_the_years_before(cast: Cast) -> None:
    state(cast, "an-phuc", 1, "2026-02")
    state(cast, "an-phuc", 2, "2026-10")
    state(cast, "an-phuc", 5, "2025")
    within, years = explore.times(opened(cast, "ben-lau", "2026"), TODAY)
    assert [row.name for row in within.rows][-1] == "tháng 11 năm 2026"
    assert [row.in_period for row in within.rows if row.figure.any] == ["1 cây cầu", "2 cây cầu"]
    assert within.chart is not None
    assert "tháng 10 năm 2026: 2 cây cầu" in within.chart.description
    assert [row.in_period for row in years.rows][-2:] == ["5 cây cầu", "3 cây cầu"]


def test_a_period_is_divided_into_months_or_years() -> None:
    def codes(code: str) -> list[str]:
        return [one.code for one in stretches.inside(Period.parse(code))]

    assert codes("2024-Q3") == ["2024-07", "2024-08", "2024-09"]
    assert len(codes("2024")) == 12
    assert codes("2016..2018") == ["2016", "2017", "2018"]
    for whole in ("2024-07", "2024-07-02..2024-09-30", "2023-07..2024-06", "1900..2024"):
        assert codes(whole) == [], whole
    assert [one.code for one in stretches.years_up_to(Period.parse("2024-Q3"), 3)] == ["2022-Q3", "2023-Q3", "2024-Q3"]
    assert stretches.short(stretches.inside(Period.parse("2024-Q3"))) == ["T7", "T8", "T9"]
    assert stretches.short(stretches.years_up_to(Period.parse("2024-Q3"), 3)) == ["2022", "2023", "2024"]


def test_both_maps_stand_side_by_side_after_a_merger(cast: Cast, client: Client) -> None:
    state(cast, "an-phuc", 3)
    state(cast, "tan-loi", 5)
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    order = Order("Nghị quyết 01", date(2025, 7, 1))
    organisations.merge(scope=cast.product, order=order, units=both, into=NewUnit("an-tan", "Xã An Tân", "commune"))
    compared = {pair.name: pair for pair in explore.both_maps(opened(cast, "ben-lau"), TODAY)}
    assert compared["Huyện Bến Lau"].is_same
    new = compared["Xã An Tân"]
    assert (new.then, new.today and new.today.in_period) == (None, "8 cây cầu")
    old = compared["Xã An Phúc"]
    assert (old.then and old.then.in_period, old.today) == ("3 cây cầu", None)
    page = client.get(PAGE, {"unit": str(cast.units["ben-lau"].uuid), "year": 2024, "xem": "hai-ban-do"}).content
    assert "không có đơn vị này" in page.decode()


@pytest.mark.parametrize("look", ["dia-ban", "thoi-gian", "hai-ban-do"])
def test_every_amount_of_the_page_opens_its_figure_and_stands_in_the_workbook(
    cast: Cast, client: Client, look: str
) -> None:
    state(cast, "an-phuc", 3)
    state(cast, "tan-loi", 5, "2023-05")
    asked = {"unit": str(cast.units["ben-lau"].uuid), "year": 2024, "xem": look}
    page = client.get(PAGE, asked).content.decode()
    addresses = figures_behind(page)
    assert len(addresses) >= 3
    for address in addresses:
        assert client.get(address).status_code == 200, address
    book = client.get(f"/so-lieu/chi-tieu/{CODE}/bang.xlsx", asked)
    assert book.status_code == 200
    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert any("3 cây cầu" in row for row in rows), rows


def test_the_country_has_a_map_of_its_provinces_with_hoang_sa_and_truong_sa(cast: Cast, client: Client) -> None:
    for code in sorted(country().outlines)[:3]:
        cast.units[code] = organisations.found_unit(
            scope=cast.product,
            code=code,
            name=f"Tỉnh {code}",
            unit_class="province",
            on=LONG_AGO,
            parents={"place": cast.units["vn"]},
        )
    state(cast, sorted(country().outlines)[0], 7)
    page = client.get(PAGE, {"unit": str(cast.units["vn"].uuid), "year": 2024}).content.decode()
    for word in ("Hoàng Sa", "Trường Sa", "7 cây cầu"):
        assert word in page
    below = client.get(PAGE, {"unit": str(cast.units["song-trang"].uuid), "year": 2024}).content.decode()
    assert "Hoàng Sa" not in below


@pytest.mark.parametrize(("top", "below"), [("vn", "province"), ("song-trang", "commune")])
def test_the_page_asks_as_much_for_fifty_units_as_for_five_and_no_more_than_thirty_times(
    cast: Cast, client: Client, top: str, below: str
) -> None:
    def found(first: int, last: int) -> None:
        for n in range(first, last):
            above = {"place": cast.units[top]}
            cast.units[f"x{n}"] = organisations.found_unit(
                scope=cast.product, code=f"x{n}", name=f"Xã {n}", unit_class=below, on=LONG_AGO, parents=above
            )
            state(cast, f"x{n}", n, f"20{20 + n % 6}-05")

    def counts() -> list[int]:
        pages = []
        for look in ("dia-ban", "thoi-gian", "hai-ban-do"):
            with CaptureQueriesContext(connection) as seen:
                page = client.get(PAGE, {"unit": str(cast.units[top].uuid), "year": 2024, "xem": look})
            assert "cây cầu" in page.content.decode()
            pages.append(len(seen))
        return pages

    client.force_login(cast.dung)
    state(cast, "an-phuc", 3)
    found(0, 5)
    counts()
    operations.fold(today=TODAY)
    few = counts()
    found(5, 50)
    assert counts() == few
    operations.fold(today=TODAY)
    assert counts() == few
    assert max(few) <= 30, few


def test_what_is_wrong_in_the_address_is_said_and_kept(cast: Cast, client: Client) -> None:
    page = client.get(PAGE, {"year": "hai nghìn", "unit": str(cast.units["ben-lau"].uuid)})
    assert page.status_code == 200
    assert 'value="hai nghìn"' in page.content.decode()
    for wrong in ({"unit": "khong"}, {"xem": "la"}, {"from_on": "31/12/2024", "to_on": "01/01/2024"}):
        assert client.get(PAGE, wrong).status_code == 200, wrong
    assert client.get("/so-lieu/chi-tieu/khong-co/xem/").status_code == 404
