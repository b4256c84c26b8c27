"""The book of outgoing numbers, as people use it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.directives.models import Congress, Number
from tests.cast import Cast
from tests.directives.test_operations import BODY, congress, note, take


@pytest.fixture
def lan(client: Client, cast: Cast) -> Client:
    """The clerk of An Phúc."""
    client.force_login(cast.lan)
    return client


def address(cast: Cast, name: str = "book", unit: str = BODY) -> str:
    return reverse(f"directives:{name}", args=[cast.units[unit].uuid])


def test_the_book_shows_what_was_given_what_comes_next_and_the_term(lan: Client, cast: Cast) -> None:
    page = lan.get(address(cast)).content.decode()
    assert "Chưa ghi đại hội nào" in page
    congress(cast, date(2025, 7, 9))
    take(cast, date(2026, 3, 1), number=46, about="Báo cáo quý I")
    note(cast, 12, date(2026, 2, 1), kind="KH", about="Kế hoạch trên giấy")
    page = lan.get(address(cast)).content.decode()
    assert "Nhiệm kỳ 2025–2030, từ 10/07/2025" in page
    assert "46-BC" in page
    assert "<strong>47</strong>" in page
    assert "<strong>13</strong>" in page
    assert "cấp ngoài phần mềm" in page
    assert "Bỏ số này" in page
    assert "Bỏ đại hội này" in page
    assert "Bỏ số liệu" not in page
    assert "Chưa ghi đại hội nào" not in page


def test_a_number_given_elsewhere_is_noted_and_what_was_typed_wrongly_stays(lan: Client, cast: Cast) -> None:
    said = {"kind": "BC", "number": "45", "dated_on": "1/3/2026", "about": "Báo cáo trên giấy"}
    assert lan.post(address(cast, "note"), said).status_code == 302
    one = Number.objects.get()
    assert (one.number, one.dated_on, one.is_elsewhere) == (45, date(2026, 3, 1), True)
    answer = lan.post(address(cast, "note"), said | {"about": "Báo cáo khác"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Số 45-BC cấp ngoài phần mềm cho “Báo cáo trên giấy”" in page
    assert "Báo cáo khác" in page
    withdraw = reverse("directives:withdraw_note", args=[one.uuid])
    assert lan.post(withdraw, {"why": ""}).status_code == 422
    assert lan.post(withdraw, {"why": "ghi nhầm"}).status_code == 302
    page = lan.get(address(cast)).content.decode()
    assert "ghi nhầm" in page


@pytest.mark.parametrize("said", [{}, {"kind": "XX", "number": "-1", "dated_on": "x", "about": "\0"}])
def test_wrong_input_is_said_and_never_breaks(lan: Client, cast: Cast, said: dict[str, str]) -> None:
    for name in ("note", "record_congress"):
        assert lan.post(address(cast, name), said).status_code == 422


def test_a_congress_is_recorded_and_taken_back(lan: Client, cast: Cast) -> None:
    said = {"term": "2025–2030", "closed_on": "09/07/2025"}
    assert lan.post(address(cast, "record_congress"), said).status_code == 302
    one = Congress.objects.get()
    assert lan.post(address(cast, "record_congress"), said).status_code == 422
    withdraw = reverse("directives:withdraw_congress", args=[one.uuid])
    assert lan.post(withdraw, {"why": " "}).status_code == 422
    assert lan.post(withdraw, {"why": "nhầm ngày"}).status_code == 302
    one.refresh_from_db()
    assert one.withdrawn_why == "nhầm ngày"


def test_the_book_is_narrowed_by_kind_and_series(lan: Client, cast: Cast) -> None:
    congress(cast, date(2025, 7, 9))
    take(cast, date(2024, 3, 1), about="Báo cáo nhiệm kỳ trước")
    take(cast, date(2026, 3, 1), about="Báo cáo nhiệm kỳ này")
    take(cast, date(2026, 3, 1), kind="KH", about="Kế hoạch nhiệm kỳ này")
    page = lan.get(address(cast), {"kind": "BC", "series": "term:2025-07-10"}).content.decode()
    assert [words in page for words in ("nhiệm kỳ trước</td", "Báo cáo nhiệm kỳ này", "Kế hoạch nhiệm kỳ này")] == [
        False,
        True,
        False,
    ]
    for wrong in ("x", "term:2025-13-99", "term:2020-01-01"):
        assert lan.get(address(cast), {"kind": wrong, "series": wrong, "trang": wrong}).status_code == 200


def test_ones_own_books_are_offered_and_the_chosen_one_opens(lan: Client, cast: Cast) -> None:
    page = lan.get(reverse("directives:books"))
    names = [name for _uuid, name in page.context["form"].fields["unit"].choices]
    assert "Đảng ủy xã An Phúc" in names
    assert "Huyện ủy Bến Lau" not in names
    answer = lan.get(reverse("directives:books"), {"unit": str(cast.units[BODY].uuid)})
    assert answer.url == address(cast)  # type: ignore[attr-defined]
    assert lan.get(reverse("directives:books"), {"unit": "x"}).status_code == 422


def test_the_book_asks_as_much_for_many_numbers_as_for_few(
    lan: Client, cast: Cast, django_assert_max_num_queries: Callable[..., object]
) -> None:
    def fill(upto: int) -> None:
        for at in range(Number.objects.count(), upto):
            note(cast, at + 1, date(2026, 1, 1 + at % 28), about=f"Báo cáo {at}")

    fill(5)
    congress(cast, date(2020, 8, 12), "2020–2025")
    lan.get(address(cast))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        lan.get(address(cast))
    fill(50)
    congress(cast, date(2025, 7, 9))
    with django_assert_max_num_queries(len(few)):  # type: ignore[attr-defined]
        assert lan.get(address(cast)).status_code == 200
