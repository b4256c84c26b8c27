"""The register on both maps: what a list shows under a unit is what the ledger counts there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.common.periods import Period
from lantoa.indicators import queries as ledger
from lantoa.indicators.queries import View
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as units
from lantoa.organisations.models import Unit
from lantoa.organisations.operations import Heir, NewUnit, Order
from lantoa.practices import queries, summaries
from lantoa.practices.operations import COUNTED
from lantoa.practices.queries import Wanted
from tests.cast import Cast
from tests.practices.making import make_practice

DAY = date(2025, 7, 1)
ORDER = Order("Nghị quyết 01-NQ/HĐND", DAY)
TODAY = timezone.localdate()  # pages ask the clock


def played(cast: Cast, weights: tuple[int | None, int | None]) -> dict[str, Unit]:
    """A hamlet and two communes register; later Tân Lợi Thượng is split in two, and An Phúc merged with one of them."""
    for unit, many, kind in (
        ("an-phuc", 3, "collective"),
        ("tan-loi", 2, "collective"),
        ("an-phuc-1", 1, "individual"),
    ):
        for n in range(many):
            make_practice(cast, unit, f"{kind} {n} của {unit}", kind=kind, on=date(2024, 1 + n, 1))
    heirs = [Heir(NewUnit(f"loi-{n}", f"Xã Lợi {n}", "commune"), weight) for n, weight in enumerate(weights)]
    organisations.split(scope=cast.product, order=ORDER, unit=cast.units["tan-loi"], into=heirs)
    first = Unit.objects.get(code="loi-0")
    merged = [cast.units["an-phuc"], first]
    later = Order("Nghị quyết 02-NQ/HĐND", date(2025, 9, 1))
    organisations.merge(scope=cast.product, order=later, units=merged, into=NewUnit("an-loi", "Xã An Lợi", "commune"))
    new = {code: Unit.objects.get(code=code) for code in ("loi-0", "loi-1", "an-loi")}
    return cast.units | new


@pytest.mark.parametrize("weights", [(None, None), (60, 40)])
def test_a_list_under_a_unit_is_what_the_ledger_counts_there_on_both_maps(
    cast: Cast, weights: tuple[int | None, int | None]
) -> None:
    everyone = played(cast, weights)
    year = Period.year(2024)
    for tree in (None, DAY - timedelta(days=1), DAY, TODAY):
        for unit in everyone.values():
            listed = queries.by_kind(queries.narrowed(queries.register(), Wanted(unit=unit.pk, year=2024), tree))
            for kind, code in COUNTED.items():
                counted = ledger.figure(ledger.indicator(code), unit.pk, View(year, tree=tree)).in_period
                assert listed[kind] == (counted.point if counted else 0), (unit.code, tree, kind)


def test_a_practice_of_a_commune_that_was_merged_is_found_under_its_successor(cast: Cast) -> None:
    everyone = played(cast, (None, None))
    register = queries.register()
    assert queries.under(register, everyone["an-loi"].pk, "place", TODAY).count() == 4
    assert queries.under(register, everyone["an-loi"].pk, "place", None).count() == 0
    assert queries.under(register, cast.units["an-phuc"].pk, "place", TODAY).count() == 0
    assert queries.under(register, cast.units["an-phuc"].pk, "place", None).count() == 4
    # What cannot be divided between two communes stands under the district that holds both.
    assert queries.under(register, cast.units["ben-lau"].pk, "place", TODAY).count() == 6


@pytest.mark.parametrize("weights", [(None, None), (60, 40)])
def test_the_rows_of_the_summary_add_up_on_both_maps(cast: Cast, weights: tuple[int | None, int | None]) -> None:
    played(cast, weights)
    for tree in (None, DAY, TODAY):
        for code in ("ben-lau", "song-trang", "vn", "an-phuc"):
            unit = units.unit(code, tree or date(2024, 12, 31))
            told = summaries.summary_page(unit, Period.year(2024), tree, TODAY)
            for kind in ("collective", "individual"):
                rows = sum(int(getattr(row, kind).words or 0) for row in told["rows"])
                assert rows == int(getattr(told["total"], kind).words or 0) or not told["rows"], (code, tree)


def test_places_are_those_of_the_map_or_as_they_then_were(cast: Cast) -> None:
    played(cast, (60, 40))
    by_owner = {one.owner_unit.code: one for one in queries.register()}
    rows = [by_owner["an-phuc-1"], by_owner["tan-loi"]]
    now, then = queries.places_of(rows, TODAY), queries.places_of(rows, None)
    names = {
        tree: [[one.name for one in told[practice.pk]] for practice in rows]
        for tree, told in (("now", now), ("then", then))
    }
    above = ["Tỉnh Sông Trăng", "Huyện Bến Lau"]
    assert names["now"] == [[*above, "Xã An Lợi", "Thôn Đông"], above]
    assert names["then"] == [[*above, "Xã An Phúc", "Thôn Đông"], [*above, "Xã Tân Lợi Thượng"]]


def test_places_are_offered_where_something_counts_on_the_map(cast: Cast) -> None:
    played(cast, (60, 40))
    codes = [one.code for one in queries.places_with(queries.register(), (1, 3), TODAY)]
    assert codes == ["song-trang", "an-loi"]


def test_the_places_of_many_practices_take_as_many_queries_as_those_of_few(cast: Cast) -> None:
    played(cast, (60, 40))
    rows = list(queries.register())
    for tree in (TODAY, None):
        counts = []
        for some in (rows[:1], rows):
            with CaptureQueriesContext(connection) as asked:
                queries.places_of(some, tree)
            counts.append(len(asked))
        assert counts[0] == counts[1]


def page(cast: Cast, address: str) -> str:
    client = Client()
    client.force_login(cast.dung)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def test_the_list_reads_todays_map_unless_asked_for_the_time_and_says_which(cast: Cast) -> None:
    everyone = played(cast, (None, None))
    ask = reverse("practices:list") + "?unit="
    today = page(cast, ask + str(everyone["an-loi"].uuid))
    assert "4 mô hình" in today
    assert f"quy về đơn vị hành chính ngày {TODAY:%d/%m/%Y}" in today
    # A unit that is no more is asked about for what it was.
    former = page(cast, ask + str(cast.units["an-phuc"].uuid))
    assert "4 mô hình" in former
    assert "Mỗi đơn vị được tính ở nơi trực thuộc khi ấy." in former
    assert "Không có mô hình nào phù hợp" in page(cast, ask + str(everyone["an-loi"].uuid) + "&tree=then")


def test_the_summary_has_the_same_switch_and_keeps_the_map_in_its_links(cast: Cast) -> None:
    everyone = played(cast, (None, None))
    ask = f"{reverse('practices:summary')}?unit={cast.units['ben-lau'].uuid}&period=2024"
    today = page(cast, ask)
    assert f"ngày {TODAY:%d/%m/%Y}" in today
    assert f"{everyone['an-loi'].uuid}&amp;period=2024&amp;tree={TODAY}" in today
    assert "Chưa chia được cho đơn vị nào bên dưới" in today
    then = page(cast, ask + "&tree=then")
    assert "Mỗi đơn vị được tính ở nơi trực thuộc khi ấy." in then
    assert f"{cast.units['tan-loi'].uuid}&amp;period=2024&amp;tree=then" in then
    gone = page(cast, f"{reverse('practices:summary')}?unit={cast.units['an-phuc'].uuid}&period=2024")
    assert "nên không còn ở đây" in gone
    client = Client()
    client.force_login(cast.dung)
    assert client.get(ask + "&tree=hom-qua").status_code == 404


def test_the_page_names_the_owner_as_then_and_whom_it_belongs_to_now(cast: Cast) -> None:
    everyone = played(cast, (None, None))
    one = queries.register().filter(owner_unit=cast.units["an-phuc"]).first()
    assert one is not None
    shown = page(cast, reverse("practices:practice", args=[one.uuid]))
    assert "Xã An Phúc" in shown
    link = reverse("organisations:unit", args=[everyone["an-loi"].uuid])
    assert f'nay thuộc <a href="{link}">Xã An Lợi</a>' in shown


def test_the_public_gallery_finds_practices_of_former_units_under_the_successor(cast: Cast) -> None:
    make_practice(cast, "an-phuc", "Tuyến đường hoa", public=True, on=date(2024, 3, 1))
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    organisations.merge(scope=cast.product, order=ORDER, units=both, into=NewUnit("an-tan", "Xã An Tân", "commune"))
    new = Unit.objects.get(code="an-tan")
    shown = " ".join(Client().get(reverse("portal:gallery") + f"?unit={new.uuid}").content.decode().split())
    assert "Tuyến đường hoa" in shown
    assert "Xã An Phúc, Xã An Tân, Tỉnh Sông Trăng" in shown
    home = Client().get(reverse("portal:home")).content.decode()
    assert f"/2024/place/{TODAY}/0/" in home
