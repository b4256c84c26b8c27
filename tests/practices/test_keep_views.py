"""The page on which practices are kept on for a year."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.practices import operations
from lantoa.practices.models import PracticeYear
from tests.cast import TODAY, Cast
from tests.practices.making import make_practice

pytestmark = pytest.mark.usefixtures("on_todays_morning")
YEAR = TODAY.year


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(year: int = YEAR) -> str:
    return reverse("practices:keep", args=[year])


def kept() -> set[str]:
    return set(PracticeYear.objects.filter(year=YEAR, kind="kept").values_list("practice__name", flat=True))


def test_all_that_go_on_are_ticked_and_kept_with_one_press(cast: Cast) -> None:
    lan = signed_in(cast.lan)
    names = {"Đường hoa": make_practice(cast, name="Đường hoa"), "Kẻng": make_practice(cast, "cb-dong", "Kẻng")}
    make_practice(cast, "tan-loi", "Xã bên")
    page = lan.get(url())
    text = page.content.decode()
    assert all(name in text for name in names)
    assert "Xã bên" not in text
    assert text.count("checked") == 2
    answer = lan.post(url(), {"practices": [str(one.uuid) for one in names.values()]}, follow=True)
    assert "2 mô hình" in answer.content.decode()
    assert kept() == set(names)
    assert "Không còn mô hình nào chờ đăng ký duy trì" in answer.content.decode()


def test_who_is_unticked_is_not_kept_and_waits_on(cast: Cast) -> None:
    lan = signed_in(cast.lan)
    one, _other = make_practice(cast, name="Đường hoa"), make_practice(cast, name="Kẻng")
    lan.post(url(), {"practices": [str(one.uuid)]})
    assert kept() == {"Đường hoa"}
    assert "Kẻng" in lan.get(url()).content.decode()


@pytest.mark.parametrize("sent", [{}, {"practices": ["khong-co"]}])
def test_nothing_or_something_strange_is_refused(cast: Cast, sent: dict[str, Any]) -> None:
    make_practice(cast)
    assert signed_in(cast.lan).post(url(), sent).status_code == 422
    assert kept() == set()


def test_a_practice_of_elsewhere_cannot_be_kept(cast: Cast) -> None:
    make_practice(cast)
    far = make_practice(cast, "tan-loi", "Xã bên")
    assert signed_in(cast.lan).post(url(), {"practices": [str(far.uuid)]}).status_code == 422
    assert kept() == set()


def test_one_that_ended_or_was_registered_this_year_does_not_wait(cast: Cast) -> None:
    ended = make_practice(cast, name="Đã thôi")
    operations.advance(scope=cast.product, practice=ended, verb="end", on=TODAY, note="xong")
    make_practice(cast, name="Mới năm nay", on=TODAY)
    page = signed_in(cast.lan).get(url()).content.decode()
    assert "Đã thôi" not in page
    assert "Mới năm nay" not in page


@pytest.mark.parametrize(("year", "status"), [(YEAR - 1, 200), (YEAR + 1, 200), (YEAR - 2, 404), (YEAR + 2, 404)])
def test_only_the_years_around_this_one_have_a_page(cast: Cast, year: int, status: int) -> None:
    assert signed_in(cast.lan).get(url(year)).status_code == status


def test_the_page_asks_as_many_questions_for_50_practices_as_for_5(cast: Cast) -> None:
    lan = signed_in(cast.lan)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert lan.get(url()).status_code == 200
        return len(asked)

    for number in range(5):
        make_practice(cast, name=f"Mô hình {number}")
    few = cost()
    for number in range(5, 50):
        make_practice(cast, name=f"Mô hình {number}")
    assert cost() == few
