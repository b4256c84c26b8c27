"""The page of a whole family: how far a practice spread, and where on the map."""

from __future__ import annotations

from datetime import date

from django.test import Client
from django.urls import reverse

from lantoa.design.drawings.provinces import draw_map
from lantoa.organisations import operations as organisations
from lantoa.practices import operations, queries, spread_pages
from lantoa.practices.models import Replication
from lantoa.practices.queries import StandingPractice
from tests.cast import TODAY, Cast
from tests.practices.making import make_practice
from tests.practices.test_replications import taken_up


def commune_of(cast: Cast, province: str, code: str) -> None:
    """A commune in a province of today's map, known to the cast."""
    since = date(2020, 1, 1)
    for each, name, kind, parent in (
        (province, f"Tỉnh {province}", "province", "vn"),
        (code, f"Xã {code}", "commune", province),
    ):
        if each not in cast.units:
            cast.units[each] = organisations.found_unit(
                scope=cast.product,
                code=each,
                name=name,
                unit_class=kind,
                on=since,
                parents={"place": cast.units[parent]},
            )


def spread(cast: Cast) -> StandingPractice:
    """A practice that three communes of two provinces took up; in one of them it has ended."""
    for province, code in (("vn-ca-mau", "cm-1"), ("vn-ca-mau", "cm-2"), ("vn-can-tho", "ct-1")):
        commune_of(cast, province, code)
    source = make_practice(cast, "an-phuc", "Tiếng kẻng học bài", public=True)
    for unit in ("cm-1", "cm-2", "ct-1"):
        one = taken_up(cast, source, unit)
        assert one.practice is not None
        if unit == "cm-2":
            operations.advance(scope=cast.product, practice=one.practice, verb="end", on=TODAY, note="Hết kinh phí")
    found = queries.practice(source.uuid)
    assert found is not None
    return found


def test_the_map_says_in_which_provinces_it_was_taken_up_and_where_it_carries_on(cast: Cast) -> None:
    shown = spread_pages.family_page(spread(cast), cast.product, TODAY)["map"]
    assert shown is not None
    said = {area.key: area.label for area in shown.areas}
    assert said["vn-ca-mau"].endswith("2 nơi, trong đó 1 nơi còn thực hiện")
    assert said["vn-can-tho"].endswith("1 nơi, trong đó 1 nơi còn thực hiện")
    levels = {area.key: area.level for area in shown.areas}
    assert (levels["vn-ca-mau"] or 0) > (levels["vn-can-tho"] or 0) > 0
    assert "Bản đồ lan tỏa" in draw_map(shown)


def test_a_place_that_is_on_no_map_has_a_table_alone(cast: Cast) -> None:
    source = make_practice(cast, "an-phuc", "Hũ gạo tình thương", public=True)
    taken_up(cast, source, "tan-loi")
    found = queries.practice(source.uuid)
    assert found is not None
    page = spread_pages.family_page(found, cast.product, TODAY)
    assert page["map"] is None
    assert [count.places for _, count in page["places"]] == [1]


def test_the_page_opens_with_drawing_list_tables_and_map(cast: Cast, client: Client) -> None:
    source = spread(cast)
    client.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get(reverse("practices:lineage", args=[source.uuid])).content.decode()
    assert html.count('class="lineage-box') == 4
    assert "Bản đồ lan tỏa" in html
    assert Replication.objects.filter(source=source).count() == 3
