"""The whole country, loaded once: every number, every path, every former unit with those that took over from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from lantoa.accounts.operations import make_account
from lantoa.common.scopes import Scope, everything
from lantoa.history.models import Event
from lantoa.organisations import operations, queries
from lantoa.organisations.models import (
    Change,
    Counterpart,
    Succession,
    Unit,
    UnitAncestry,
    UnitClass,
    UnitName,
    UnitParent,
)
from lantoa.organisations.operations import UnableToLoadVietnam, load_vietnam
from lantoa.organisations.operations import vietnam_lists as sources
from lantoa.organisations.queries import NamedUnit

# Each test inside the load; what it does itself is taken back.
pytestmark = [pytest.mark.usefixtures("country"), pytest.mark.django_db]
PRODUCT = everything("kiểm thử")
EVE, ON, LATER = date(2025, 6, 30), date(2025, 7, 1), date(2026, 3, 1)


class _TakeBack(Exception):
    """Ends the load of this module."""


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[operations.Loaded]:
    """The country beside a province that was there before; taken back after the last test."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                top = operations.found_unit(
                    scope=PRODUCT, code="vn", name="Việt Nam", unit_class="country", on=date(1945, 9, 2)
                )
                operations.found_unit(
                    scope=PRODUCT,
                    code="song-trang",
                    name="Tỉnh Sông Trăng",
                    unit_class="province",
                    on=ON,
                    parents={"place": top},
                )
                told: list[int] = []
                loaded = load_vietnam(scope=PRODUCT, tell=lambda _part, percent: told.append(percent))
                # As the database does by itself within a minute of the end of a load.
                if connection.vendor == "postgresql":
                    with connection.cursor() as cursor:
                        cursor.execute("ANALYZE")
                        # Else each test, at its end, has every row of the load checked against all that it points to.
                        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
                assert told == sorted(told)
                assert told[-1] == 100
                yield loaded
                raise _TakeBack
        except _TakeBack:
            pass


def at(day: date, *path: str) -> NamedUnit:
    """The unit of a path of names from the province down, as on a day."""
    above = queries.country(day)
    assert above is not None
    for name in path:
        (above,) = [one for one in queries.children(above.pk, "place", day) if one.name == name]
    return above


def heirs(unit: Unit) -> set[int]:
    return set(Succession.objects.filter(predecessor=unit.pk).values_list("successor_id", flat=True))


def test_every_number_comes_out_as_expected(country: operations.Loaded) -> None:
    assert country.is_new
    assert all(one.is_right for one in country.counts), [one for one in country.counts if not one.is_right]
    by_key = {one.key: one.found for one in country.counts}
    assert (by_key["provinces_now"], by_key["communes_now"]) == (34, 3321)
    assert by_key["class_commune"] + by_key["class_ward"] + by_key["class_special_zone"] == 3321
    assert (by_key["provinces_then"], by_key["districts_then"], by_key["communes_split"]) == (63, 696, 297)


def test_counted_by_another_way_the_two_trees_are_the_same() -> None:
    for day, expected in ((EVE, {1: 63, 2: 696, 3: 10_037}), (ON, {1: 34 + 1, 3: 3_321})):
        ranks: dict[int, int] = {}
        for rank in queries.standing(day).values_list("rank", flat=True):
            ranks[rank] = ranks.get(rank, 0) + 1
        assert {rank: number for rank, number in ranks.items() if rank} == expected


@pytest.mark.parametrize(("day", "depth"), [(ON, {1, 2}), (EVE, {1, 2, 3})])
def test_the_country_reaches_every_unit_of_the_day(day: date, depth: set[int]) -> None:
    top = Unit.objects.get(code="vn")
    reached = dict(queries.below(top.pk, "place", day).exclude(descendant=top).values_list("descendant_id", "depth"))
    standing = set(queries.standing(day).values_list("pk", flat=True)) - {top.pk}
    assert standing <= reached.keys()
    assert {reached[unit] for unit in standing} == depth


def test_no_unit_is_without_a_name_or_a_place_above() -> None:
    assert not Unit.objects.exclude(pk__in=UnitName.objects.values("unit")).exists()
    assert not Unit.objects.exclude(code="vn").exclude(pk__in=UnitParent.objects.values("unit")).exists()
    assert not Unit.objects.exclude(pk__in=Counterpart.objects.values("unit")).exists()


def test_a_former_commune_is_found_by_its_path_and_leads_to_todays() -> None:
    former = at(EVE, "Tỉnh Hà Nam", "Huyện Bình Lục", "Xã Bình Nghĩa")
    new = at(ON, "Tỉnh Ninh Bình", "Xã Bình Lục")
    assert heirs(former) == {new.pk}
    assert (former.founded_on, former.is_founding_known, former.dissolved_on) == (date(2008, 8, 1), False, ON)
    assert (new.founded_on, new.is_founding_known, new.dissolved_on) == (ON, True, None)
    assert new.code == "vn-ninh-binh-xa-binh-luc"
    assert former.code == "vn-cu-ha-nam-huyen-binh-luc-xa-binh-nghia"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("Thành phố Đà Nẵng", "Huyện Hoàng Sa"), ("Thành phố Đà Nẵng", "Đặc khu Hoàng Sa")),
        (("Tỉnh Khánh Hòa", "Huyện Trường Sa"), ("Tỉnh Khánh Hòa", "Đặc khu Trường Sa")),
        (("Tỉnh Bà Rịa - Vũng Tàu", "Huyện Côn Đảo"), ("Thành phố Hồ Chí Minh", "Đặc khu Côn Đảo")),
        (("Thành phố Hải Phòng", "Huyện Bạch Long Vĩ"), ("Thành phố Hải Phòng", "Đặc khu Bạch Long Vĩ")),
    ],
)
def test_the_islands_are_where_they_belong(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    island = at(EVE, *old)
    assert heirs(island) == {at(ON, *new).pk}
    assert island.dissolved_on == ON
    (stand,) = Counterpart.objects.filter(unit=island, map_from__lte=LATER, map_to__gte=LATER)
    assert stand.counterpart_id == at(ON, *new).pk


def test_a_commune_that_was_split_counts_at_the_lowest_unit_above_its_heirs() -> None:
    former = at(EVE, "Thành phố Hà Nội", "Quận Ba Đình", "Phường Đội Cấn")
    names = set(queries.names_on(heirs(former), ON).values())
    assert names == {"Phường Ba Đình", "Phường Ngọc Hà"}
    stands = Counterpart.objects.filter(unit=former, map_from__lte=LATER, map_to__gte=LATER, line="place")
    assert {one.counterpart_id for one in stands} == {at(ON, "Thành phố Hà Nội").pk}
    assert not Succession.objects.exclude(weight=None).exists()


def test_a_province_that_was_not_merged_is_one_unit_through_the_years() -> None:
    assert at(EVE, "Tỉnh Cao Bằng") == at(ON, "Tỉnh Cao Bằng")
    assert at(date(2024, 12, 31), "Tỉnh Thừa Thiên Huế") == at(ON, "Thành phố Huế")
    assert at(EVE, "Tỉnh Ninh Bình") != at(ON, "Tỉnh Ninh Bình")
    followed = Succession.objects.filter(successor=at(ON, "Tỉnh Ninh Bình")).values_list("predecessor_id", flat=True)
    assert set(queries.names_on(followed, EVE).values()) == {"Tỉnh Hà Nam", "Tỉnh Nam Định", "Tỉnh Ninh Bình"}


def test_a_commune_that_was_not_rearranged_is_one_unit_on_both_maps() -> None:
    commune = at(ON, "Tỉnh Sơn La", "Xã Suối Tọ")
    assert at(EVE, "Tỉnh Sơn La", "Huyện Phù Yên", "Xã Suối Tọ") == commune
    assert [one.name for one in queries.name_spans(commune)] == ["Xã Suối Tọ"]
    for day in (EVE, LATER):
        stands = Counterpart.objects.filter(unit=commune, map_from__lte=day, map_to__gte=day)
        assert {one.counterpart_id for one in stands} == {commune.pk}
    town = at(ON, "Thành phố Đà Nẵng", "Xã Thạnh Mỹ")
    assert [one.name for one in queries.name_spans(town)] == ["Xã Thạnh Mỹ", "Thị trấn Thạnh Mỹ"]


def test_on_the_map_of_june_2025_a_commune_of_today_is_the_units_it_was_made_of() -> None:
    """Not the whole district, which its communes were part of; the district itself where they were all of one."""
    new = at(ON, "Tỉnh Ninh Bình", "Xã Bình Lục")
    stands = Counterpart.objects.filter(unit=new, map_from__lte=EVE, map_to__gte=EVE, line="place")
    assert {one.counterpart_id for one in stands} == {at(EVE, "Tỉnh Hà Nam", "Huyện Bình Lục").pk}


def test_a_district_leads_to_every_commune_that_lies_in_it_now() -> None:
    district = at(EVE, "Tỉnh Hà Nam", "Huyện Bình Lục")
    communes = {one.pk for one in queries.children(district.pk, "place", EVE)}
    assert heirs(district) == set(
        Succession.objects.filter(predecessor__in=communes).values_list("successor_id", flat=True)
    )
    stands = Counterpart.objects.filter(unit=district, map_from__lte=LATER, map_to__gte=LATER, line="place")
    assert {one.counterpart_id for one in stands} == {at(ON, "Tỉnh Ninh Bình").pk}


def test_whoever_searches_for_a_former_district_finds_it() -> None:
    for words in ("huyện Bình Lục", "HUYEN BINH LUC", "huye\u0302\u0323n Bi\u0300nh Lu\u0323c"):
        assert [one.name for one in queries.find(words, LATER)] == ["Huyện Bình Lục"]
    assert "Xã Bình Lục" in {one.name for one in queries.find("bình lục", LATER)}


def test_every_succession_leads_from_the_former_tree_to_todays() -> None:
    edges = Succession.objects.select_related("predecessor", "successor")
    assert edges.count() == 13_977
    assert all(one.predecessor.dissolved_on == ON or one.predecessor_id == one.successor_id for one in edges)
    assert all(one.successor.dissolved_on is None for one in edges)
    ended = Unit.objects.filter(dissolved_on=ON)
    assert not ended.exclude(pk__in=edges.values("predecessor")).exists()


def test_the_changes_stay_a_list_that_one_can_read() -> None:
    changes = Change.objects.filter(kind="loaded")
    assert changes.count() == 34 + 1
    assert changes.filter(paper__contains="202/2025/QH15").count() == 1
    assert changes.filter(paper__contains="cấp xã của tỉnh Ninh Bình", note__contains="chưa được kiểm chứng").exists()
    events = Event.objects.filter(verb="load")
    assert events.count() == 1
    assert events.get().payload.data["counts"]["communes_now"] == 3321


def test_a_second_run_changes_nothing() -> None:
    tables = (Unit, UnitName, UnitParent, UnitAncestry, Counterpart, Succession, Change, Event)
    before = [table.objects.count() for table in tables]
    again = load_vietnam(scope=PRODUCT)
    assert not again.is_new
    assert all(one.is_right for one in again.counts)
    assert [table.objects.count() for table in tables] == before


def test_nobody_but_the_product_itself_loads_a_country() -> None:
    manager = Scope(None, "Người quản lý", reach={"manage": frozenset({1})})
    for scope in (manager, Scope(None, "Không ai")):
        with pytest.raises(UnableToLoadVietnam, match="quản trị"):
            load_vietnam(scope=scope)


def test_a_load_whose_units_are_not_all_there_is_told_and_left_alone() -> None:
    Unit.objects.filter(code="vn-ninh-binh-xa-binh-luc").update(code="doi-ma")
    with pytest.raises(UnableToLoadVietnam, match="vn-ninh-binh-xa-binh-luc"):
        load_vietnam(scope=PRODUCT)


def test_codes_names_and_classes_are_as_offices_write_them() -> None:
    names = set(UnitName.objects.exclude(unit__code="song-trang").values_list("name", "unit_class__name"))
    beginnings = {"Tỉnh", "Thành", "Huyện", "Quận", "Thị", "Xã", "Phường", "Đặc", "Việt"}
    assert {name.split()[0] for name, _ in names} == beginnings
    assert not [name for name, _ in names if "Thành Phố" in name or "Thị Trấn" in name or "  " in name]
    assert not [name for name, kind in names if kind in ("Xã", "Phường", "Quận") and not name.startswith(kind)]
    assert max(len(code) for code in Unit.objects.values_list("code", flat=True)) <= 80
    assert UnitClass.objects.get(code="special_zone").rank == 3


def test_the_lists_name_no_place_twice() -> None:
    lists = sources.lists()
    assert len(set(lists.communes)) == len(lists.communes) == 3321
    assert len(set(lists.provinces)) == 34


def test_the_page_of_a_provinces_tree_takes_a_few_queries_however_many_stand_below(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    top = queries.country(LATER)
    assert top is not None
    reader = make_account(username="xem", full_name="Lê Thị Xem", password=None)
    operations.grant(scope=PRODUCT, user=reader, unit=queries.unit("vn", LATER), role="clerk", on=ON)
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    for province in ("Ninh Bình", "Lâm Đồng"):
        with django_assert_max_num_queries(21):
            page = client.get(reverse("organisations:list"), {"under": str(at(LATER, f"Tỉnh {province}").uuid)})
        assert len(page.context["rows"]) == 50, "the page is full"
