"""The public pages: what strangers see, and what they never do."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.common.quantities import Exactness, Quantity
from lantoa.practices import operations
from tests.cast import TODAY, Cast
from tests.practices.making import make_outcome, make_practice

HOME, GALLERY = "/", "/mo-hinh/"


pytestmark = pytest.mark.usefixtures("on_todays_morning")


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_an_empty_site_is_friendly(cast: Cast) -> None:
    for address in (HOME, GALLERY):
        page = text(Client().get(address))
        assert "Những câu chuyện đầu tiên đang được chuẩn bị" in page


def test_before_anything_is_loaded_the_pages_stand(db: None) -> None:
    for address in (HOME, GALLERY, reverse("portal:about"), reverse("portal:robots")):
        assert Client().get(address).status_code == 200


def test_home_shows_living_figures_of_this_year_that_open(cast: Cast) -> None:
    practice = make_practice(cast, public=True, on=date(TODAY.year, 3, 1))
    make_outcome(cast, [practice], Quantity.of(52 * 10**9, Exactness.AT_LEAST, "trên"), period=str(TODAY.year))
    response = Client().get(HOME)
    shown = {one.label: one.parts for one in response.context["figures"]}
    assert shown["Nguồn lực xã hội huy động"] == ("trên", "52", "tỷ đồng")
    assert response.context["top"].name == "Tỉnh Sông Trăng"
    assert response.context["places"] == 1
    for one in response.context["figures"]:
        assert Client().get(one.path).status_code == 200


def test_a_year_without_figures_gives_way_to_the_last_that_has_some(cast: Cast) -> None:
    make_outcome(cast, [make_practice(cast)], Quantity.of(3), "cau-xay-moi", period="2022")
    response = Client().get(HOME)
    assert response.context["year"] == 2022
    assert "năm 2022" in text(response)


def test_only_published_practices_are_shown(cast: Cast) -> None:
    shown = make_practice(cast, name="Đường hoa", public=True)
    closed = make_practice(cast, name="Còn kín")
    for address in (HOME, GALLERY):
        page = text(Client().get(address))
        assert "Đường hoa" in page
        assert "Còn kín" not in page
    assert Client().get(reverse("portal:practice", args=[shown.uuid])).status_code == 200
    for uuid in (closed.uuid, uuid4()):
        assert Client().get(reverse("portal:practice", args=[uuid])).status_code == 404
    operations.advance(scope=cast.product, practice=shown, verb="take_off_portal", on=date(2022, 4, 1))
    assert Client().get(reverse("portal:practice", args=[shown.uuid])).status_code == 404


@pytest.mark.parametrize("words", ["duong hoa", "ĐƯỜNG HOA", "hoa duong", "phu nu"])
def test_the_gallery_finds_with_or_without_marks(cast: Cast, words: str) -> None:
    make_practice(cast, "pn-an-phuc", "Đường hoa", public=True)
    make_practice(cast, "tan-loi", "Tiếng kẻng", public=True)
    found = [card.practice.name for card in Client().get(GALLERY, {"q": words}).context["cards"]]
    assert found == ["Đường hoa"]


def test_the_gallery_is_narrowed_by_field_place_and_kind(cast: Cast) -> None:
    make_practice(cast, "cb-dong", "Một", fields=["moi-truong"], public=True)
    make_practice(cast, "tan-loi", "Hai", kind="individual", person="Lý Thị Tư", public=True)

    def names(**asked: str) -> list[str]:
        return [card.practice.name for card in Client().get(GALLERY, asked).context["cards"]]

    assert names(field="moi-truong") == ["Một"]
    assert names(unit=str(cast.units["an-phuc"].uuid)) == ["Một"]
    assert names(unit=str(cast.units["song-trang"].uuid)) == ["Hai", "Một"]
    assert names(kind="individual") == ["Hai"]
    assert names(field="khong-co") == ["Hai", "Một"]
    assert "Không có mô hình nào phù hợp" in text(Client().get(GALLERY, {"q": "zzz"}))


def test_a_person_is_neither_shown_nor_found(cast: Cast) -> None:
    practice = make_practice(cast, kind="individual", name="Ông lão giữ cầu", person="Trần Văn Sáu", public=True)
    assert Client().get(GALLERY, {"q": "Trần Văn Sáu"}).context["cards"] == []
    for address in (HOME, GALLERY, reverse("portal:practice", args=[practice.uuid])):
        assert "Trần Văn Sáu" not in text(Client().get(address))


def test_a_story_tells_where_and_what_came_of_it(cast: Cast) -> None:
    practice = make_practice(cast, "pn-an-phuc", "Biến rác", group="Câu lạc bộ thôn Đông", public=True)
    other = make_practice(cast, name="Còn kín")
    make_outcome(cast, [practice, other], Quantity.of(10**9, Exactness.JUST_UNDER, "gần"))
    withdrawn = make_outcome(cast, [practice], Quantity.of(77), "cau-xay-moi")
    operations.withdraw_outcome(scope=cast.product, outcome=withdrawn, why="ghi nhầm")
    response = Client().get(reverse("portal:practice", args=[practice.uuid]))
    page = text(response)
    assert response.context["where"] == (
        "Câu lạc bộ thôn Đông, Hội Liên hiệp Phụ nữ xã An Phúc, Xã An Phúc, Tỉnh Sông Trăng"
    )
    assert [line.outcome.wording for line in response.context["outcomes"]] == ["gần 1 tỷ đồng"]
    assert "1 mô hình khác" in page
    assert "Còn kín" not in page
    assert "ghi nhầm" not in page
    assert '<meta property="og:title" content="Biến rác">' in page
    assert f"/mo-hinh/{practice.uuid}/" in response.context["message"]
    assert Client().get(response.context["outcomes"][0].path).status_code == 200


def test_an_official_sees_the_same_story_as_a_stranger(cast: Cast) -> None:
    practice = make_practice(cast, kind="individual", person="Trần Văn Sáu", public=True)
    client = Client()
    client.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    assert "Trần Văn Sáu" not in text(client.get(reverse("portal:practice", args=[practice.uuid])))


def test_visitors_get_no_cookie(cast: Cast) -> None:
    practice = make_practice(cast, public=True)
    make_outcome(cast, [practice], Quantity.of(3), "cau-xay-moi")
    addresses = [HOME, GALLERY, reverse("portal:about"), reverse("portal:robots")]
    addresses += [
        reverse("portal:practice", args=[practice.uuid]),
        reverse("practices:figure", args=[practice.uuid, "cau-xay-moi"]),
    ]
    for address in addresses:
        client = Client()
        assert client.get(address).status_code == 200, address
        assert not client.cookies, address


def test_a_visitor_who_asks_for_english_gets_it_and_stays_on_the_site(cast: Cast) -> None:
    client = Client()
    answer = client.get(reverse("portal:language", args=["en"]), {"next": GALLERY})
    assert answer.headers["Location"] == GALLERY
    assert "Practices" in text(client.get(GALLERY))
    away = Client().get(reverse("portal:language", args=["en"]), {"next": "https://elsewhere.example/"})
    assert away.headers["Location"] == HOME
    for rubbish in ("%", "2026-01-01", "portal:gallery", "a\0b"):
        nowhere = Client().get(reverse("portal:language", args=["en"]), {"next": rubbish})
        assert nowhere.headers["Location"] == HOME, rubbish
    assert Client().get(reverse("portal:language", args=["fr"])).status_code == 404


def test_search_engines_are_kept_to_the_public_pages(db: None) -> None:
    lines = text(Client().get("/robots.txt")).splitlines()
    assert f"Disallow: {reverse('desk:home')}" in lines
    assert f"Disallow: {reverse('practices:list')}" in lines
    assert "Disallow: /" not in lines


@pytest.mark.parametrize("address", [HOME, GALLERY])
def test_fifty_practices_take_as_many_queries_as_five(cast: Cast, address: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(address).status_code == 200
        return len(asked)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            practice = make_practice(cast, "cb-dong", f"Số {number}", fields=["moi-truong"], public=True)
            make_outcome(cast, [practice], Quantity.of(1), "cau-xay-moi")

    more(0, 5)
    few = cost()
    more(5, 50)
    assert cost() == few


def test_choices_of_the_gallery_hold_for_a_minute_and_what_is_shown_never_does(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CHOICES_KEPT = 60
    monkeypatch.setattr("lantoa.portal.choices._kept", {})
    first = make_practice(cast, "cb-dong", "Số một", fields=["moi-truong"], public=True)
    assert "moi-truong" in text(Client().get(GALLERY))
    make_practice(cast, "cb-dong", "Số hai", fields=["nong-thon-moi"], public=True)
    operations.withdraw(scope=cast.product, practice=first, why="Ghi nhầm")
    with CaptureQueriesContext(connection) as asked:
        page = text(Client().get(GALLERY))
    assert "Số hai" in page
    assert "Số một" not in page
    assert 'value="nong-thon-moi"' not in page
    monkeypatch.setattr("lantoa.portal.choices._kept", {})
    with CaptureQueriesContext(connection) as anew:
        assert 'value="nong-thon-moi"' in text(Client().get(GALLERY))
    assert len(asked) < len(anew)
