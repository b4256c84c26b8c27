"""Everybody reads what is to come in a place: public kinds, when and where, nothing of people."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.activities import operations
from tests.activities.making import make_activity
from tests.browsing import page, queries_of
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.usefixtures("on_todays_morning")

COMING = reverse("portal:activities")


def make(cast: Cast, title: str, unit: str = "an-phuc", on: date = date(2026, 12, 5), **more: Any) -> Any:
    return make_activity(cast, unit, more.pop("kind", "ngay-giup-dan"), on, title=title, **more)


def test_only_public_kinds_that_are_to_come_are_shown_without_anything_of_people(cast: Cast) -> None:
    given = {"begins": time(7, 30), "place": "Nhà văn hóa thôn Đông", "about": "Nội bộ", "led_by": "Trần Thị Chủ Trì"}
    make(cast, "Ngày thứ bảy về với dân", **given)
    make(cast, "Sinh hoạt chi bộ", kind="sinh-hoat-chi-bo")
    make(cast, "Kiểm điểm cuối năm", kind="kiem-diem")
    make(cast, "Đã qua", on=date(2026, 11, 20))
    make(cast, "Còn lâu", on=date(2027, 6, 5))
    operations.advance(scope=cast.product, activity=make(cast, "Sáng nay", on=TODAY), verb="hold", today=TODAY)
    text = page(Client(), COMING)
    for words in ("Ngày thứ bảy về với dân", "07:30", "Nhà văn hóa thôn Đông", "Xã An Phúc", "Thứ bảy, 05/12/2026"):
        assert words in text, words
    hidden = ("Sinh hoạt chi bộ", "Kiểm điểm", "Đã qua", "Còn lâu", "Sáng nay", "Chủ Trì", "Nội bộ", "/hoat-dong/")
    for words in hidden:
        assert words not in text.replace(reverse("activities:list"), ""), words
    assert "• thứ bảy 05/12/2026, 7h30: Ngày thứ bảy về với dân (Nhà văn hóa thôn Đông, Xã An Phúc)" in text


def test_what_is_off_says_so_and_is_in_no_message(cast: Cast) -> None:
    one = make(cast, "Gặp gỡ Nhân dân", kind="gap-go-nhan-dan")
    operations.advance(scope=cast.product, activity=one, verb="postpone", today=TODAY, note="Bão số 9")
    text = page(Client(), COMING)
    assert "Đã hoãn" in text
    assert "Bão số 9" not in text
    assert "•" not in text


def test_a_place_shows_its_own_and_those_of_its_hamlets(cast: Cast) -> None:
    make(cast, "Ở xã")
    make(cast, "Ở thôn", "an-phuc-1")
    make(cast, "Ở xã bên", "tan-loi")
    text = page(Client(), COMING, noi="an-phuc")
    assert "Ở xã</strong>" in text
    assert "Ở thôn" in text
    assert "Ở xã bên" not in text
    offered = Client().get(COMING).context["places"]
    assert [one.name for one in offered] == ["Xã An Phúc", "Xã Tân Lợi Thượng"]
    page(Client(), COMING, 404, noi="khong-co")
    page(Client(), COMING, noi="")


def test_several_days_that_have_begun_stand_under_today(cast: Cast) -> None:
    make(cast, "Hội thi ba ngày", kind="hoi-thi", on=date(2026, 11, 22), to_on=date(2026, 11, 24))
    answer = Client().get(COMING)
    assert [day for day, _rows in answer.context["days"]] == [TODAY]
    assert "đến ngày 24/11/2026" in answer.content.decode() or "đến 24/11/2026" in answer.content.decode()


def test_the_page_takes_as_many_queries_for_twenty_as_for_two(cast: Cast) -> None:
    for number in (1, 2):
        make(cast, f"Việc {number}", on=date(2026, 12, number))
    few = queries_of(Client(), COMING)
    for number in range(3, 23):
        make(cast, f"Việc {number}", "an-phuc-1", on=date(2026, 12, number))
    assert queries_of(Client(), COMING) == few
