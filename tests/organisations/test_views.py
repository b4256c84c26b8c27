"""The pages of units, the search, and choosing a role."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lantoa.organisations import operations, queries
from lantoa.organisations.access import SESSION_KEY
from tests.browsing import page, queries_of
from tests.cast import LONG_AGO, TODAY, Cast

LIST, SEARCH, ACT = reverse("organisations:list"), reverse("organisations:search"), reverse("organisations:act")


@pytest.fixture
def lan(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.lan)
    return client


def villages(cast: Cast, number: int) -> None:
    for at in range(number):
        operations.found_unit(
            scope=cast.product,
            code=f"thon-{at}",
            name=f"Thôn Số {at}",
            unit_class="village",
            on=LONG_AGO,
            parents={"place": cast.units["tan-loi"]},
        )


def test_the_list_begins_at_the_country_and_goes_down(cast: Cast, lan: Client) -> None:
    assert "Tỉnh Sông Trăng" in page(lan, LIST)
    said = page(lan, f"{LIST}?under={cast.units['ben-lau'].uuid}")
    assert "Xã An Phúc" in said
    assert "Xã Tân Lợi Thượng" in said
    assert f"under={cast.units['an-phuc'].uuid}" in said


def test_an_old_name_is_found_and_said(cast: Cast, lan: Client) -> None:
    operations.rename_unit(scope=cast.product, unit=cast.units["tan-loi"], name="Xã Mới", on=date(2025, 7, 1))
    said = page(lan, LIST + "?q=tan+loi")
    assert "Xã Mới" in said
    assert "trước đây là Xã Tân Lợi Thượng" in said
    assert "Không có đơn vị nào" in page(lan, LIST + "?q=khong+ai+mang+ten+nay")


@pytest.mark.parametrize("words", ["q=thon+so", "under={tan_loi}"])
def test_the_list_takes_as_many_queries_for_fifty_units_as_for_five(cast: Cast, lan: Client, words: str) -> None:
    address = f"{LIST}?{words.format(tan_loi=cast.units['tan-loi'].uuid)}"
    villages(cast, 5)
    few = queries_of(lan, address)
    for at in range(5, 50):
        operations.found_unit(
            scope=cast.product,
            code=f"thon-{at}",
            name=f"Thôn Số {at}",
            unit_class="village",
            on=LONG_AGO,
            parents={"place": cast.units["tan-loi"]},
        )
    assert queries_of(lan, address) == few


def test_fifty_units_stand_on_a_page(cast: Cast, lan: Client) -> None:
    villages(cast, 51)
    address = f"{LIST}?under={cast.units['tan-loi'].uuid}"
    assert page(lan, address).count("Thôn Số") == 50
    assert page(lan, address + "&trang=2").count("Thôn Số") == 1


@pytest.mark.parametrize("words", ["under=abc", "q=%00", "under=&q=", "trang=abc", "trang=99999999999999999999"])
def test_a_strange_wish_shows_the_list_from_the_top(lan: Client, words: str) -> None:
    assert "Tỉnh Sông Trăng" in page(lan, f"{LIST}?{words}")


def test_an_unknown_unit_is_not_found(lan: Client) -> None:
    missing = "00000000-0000-4000-8000-000000000000"
    assert lan.get(f"{LIST}?under={missing}").status_code == 404
    assert lan.get(reverse("organisations:unit", args=[missing])).status_code == 404


def test_the_whole_list_goes_to_excel(cast: Cast, lan: Client) -> None:
    villages(cast, 51)
    answer = lan.get(f"{reverse('organisations:workbook')}?under={cast.units['tan-loi'].uuid}")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert sum(str(row[0]).startswith("Thôn Số") for row in rows) == 51
    assert rows[-1][2] == "Xã Tân Lợi Thượng, Huyện Bến Lau, Tỉnh Sông Trăng"


def test_a_unit_shows_its_names_lines_and_those_below(cast: Cast, lan: Client) -> None:
    unit = cast.units["du-an-phuc"]
    operations.rename_unit(scope=cast.product, unit=unit, name="Đảng ủy xã An Phúc mới", on=date(2025, 7, 1))
    said = page(lan, reverse("organisations:unit", args=[unit.uuid]))
    for words in ("Đảng ủy xã An Phúc mới", "30/06/2025", "Huyện ủy Bến Lau", "Chi bộ thôn Đông", "Xã An Phúc"):
        assert words in said


def test_people_show_only_to_those_who_may_read_the_unit(cast: Cast, lan: Client) -> None:
    for code in ("an-phuc", "tan-loi"):
        person = operations.add_person(scope=cast.product, full_name=f"Nguyễn Thị {code}")
        operations.appoint(scope=cast.product, person=person, unit=cast.units[code], title="Chủ tịch", on=LONG_AGO)
    assert "Nguyễn Thị an-phuc" in page(lan, reverse("organisations:unit", args=[cast.units["an-phuc"].uuid]))
    assert "Nguyễn Thị tan-loi" not in page(lan, reverse("organisations:unit", args=[cast.units["tan-loi"].uuid]))


def test_the_search_gives_at_most_twenty_units_with_where_they_stand(cast: Cast, lan: Client) -> None:
    villages(cast, 25)
    assert len(lan.get(SEARCH, {"q": "thon"}).json()["units"]) == 20
    (found,) = lan.get(SEARCH, {"q": "tan loi"}).json()["units"]
    assert found == {
        "uuid": str(cast.units["tan-loi"].uuid),
        "name": "Xã Tân Lợi Thượng",
        "path": "Huyện Bến Lau, Tỉnh Sông Trăng",
    }
    for nothing in ("", "  ", "\x00", "x" * 101):
        assert lan.get(SEARCH, {"q": nothing}).json() == {"units": []}


@pytest.mark.parametrize("name", ["list", "workbook", "search", "act"])
def test_strangers_are_asked_to_sign_in(db: None, name: str) -> None:
    answer = Client().get(reverse(f"organisations:{name}"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_one_acts_in_any_role_of_ones_own_and_the_head_of_the_page_says_which(cast: Cast, lan: Client) -> None:
    second = operations.grant(
        scope=cast.product, user=cast.lan, unit=cast.units["song-trang"], role="reader", on=LONG_AGO
    )
    assert "Cán bộ văn phòng, Xã An Phúc" in page(lan, LIST)
    answer = lan.post(ACT, {"grant": second.pk, "next": LIST})
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    assert lan.session[SESSION_KEY] == second.pk
    said = page(lan, LIST)
    assert "Chỉ xem, Tỉnh Sông Trăng" in said
    assert "Chỉ xem, Tỉnh Sông Trăng" in page(lan, ACT)


def test_the_role_of_another_is_refused_and_nothing_changes(cast: Cast, lan: Client) -> None:
    theirs = queries.grants_of(cast.dung, TODAY).get()
    for wrong in (theirs.pk, 10**30, "abc", ""):
        said = lan.post(ACT, {"grant": wrong}).content.decode()
        assert "không giữ vai trò đó" in said
    assert SESSION_KEY not in lan.session


def test_choosing_a_role_never_leads_to_another_site(cast: Cast, lan: Client) -> None:
    own = queries.grants_of(cast.lan, TODAY).get()
    for outside in ("https://vi.example/", "//vi.example/", "javascript:alert(1)"):
        assert lan.post(ACT, {"grant": own.pk, "next": outside})["Location"] == "/"


def test_choosing_a_role_survives_an_address_that_is_none(cast: Cast, lan: Client) -> None:
    own = queries.grants_of(cast.lan, TODAY).get()
    for rubbish in ("%", "2026-01-01", "organisations:list"):
        assert lan.post(ACT, {"grant": own.pk, "next": rubbish})["Location"] == "/"


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(cast: Cast) -> None:
    send = reverse("practices:withdraw_outcome", args=[cast.units["an-phuc"].uuid])
    asked = "/mo-hinh-dang-ky/?stage=running"
    answer = Client().post(send, headers={"referer": f"http://testserver{asked}"})
    assert answer["Location"] == f"{reverse('account_login')}?next={quote(asked)}"
    for elsewhere in ("", "//vi.example"):
        answer = Client().post(send, headers={"referer": elsewhere})
        assert answer["Location"] == f"{reverse('account_login')}?next={send}"
