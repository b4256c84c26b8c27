"""The page one comes to after signing in, by role."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account
from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.intake import operations as intake
from lantoa.intake.models import Paper
from lantoa.organisations import operations as organisations
from tests.cast import LONG_AGO, TODAY, Cast, secured
from tests.practices.making import make_outcome, make_practice

DESK = reverse("desk:home")
WORDS = "Năm 2026, nhân dân xã An Phúc đã xây {} cây cầu bê tông và góp trên 2 tỷ đồng làm đường nông thôn."


pytestmark = pytest.mark.usefixtures("on_todays_morning")


def text(response: HttpResponse) -> str:
    return response.content.decode()


def desk_of(user: User) -> HttpResponse:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(DESK)


def with_role(cast: Cast, role: str, unit: str = "an-phuc") -> User:
    user = make_account(username=f"vai-{role}", full_name="Võ Thị Hoa", password=None)
    organisations.grant(
        scope=cast.product, user=user, unit=cast.units[unit], role=role, on=LONG_AGO, to_on=date(2030, 12, 31)
    )
    return secured(user)


def take_in(cast: Cast, number: int, unit: str = "an-phuc", *, read: bool = True) -> Paper:
    paper, _new = intake.take_in(
        scope=cast.product,
        name=f"bao-cao-{number}.txt",
        data=WORDS.format(number).encode(),
        unit=cast.units[unit],
        period=Period.year(TODAY.year),
        title=f"Báo cáo số {number}",
    )
    if read:
        intake.read_paper(paper=paper)
    return paper


def test_a_stranger_is_sent_to_the_sign_in_page() -> None:
    assert Client().get(DESK).status_code == 302


def test_an_empty_desk_invites_the_first_paper(cast: Cast) -> None:
    page = text(desk_of(cast.lan))
    assert "Chào đồng chí Lan" in page
    assert "Đưa văn bản đầu tiên vào" in page
    assert reverse("practices:new") in page


def test_a_clerk_sees_what_waits_first_with_how_much_is_open(cast: Cast) -> None:
    paper = take_in(cast, 7)
    take_in(cast, 8, "tan-loi")
    response = desk_of(cast.lan)
    assert [one.pk for one in response.context["waiting"]] == [paper.pk]
    assert response.context["waiting"][0].open > 0
    assert response.context["many_waiting"] == 1
    assert response.context["sections"][0] == "waiting"
    assert "mục chờ xác nhận" in text(response)


def test_papers_that_wait_are_listed_the_newest_first(cast: Cast) -> None:
    papers = [take_in(cast, number) for number in (3, 4, 5)]
    shown = [one.pk for one in desk_of(cast.lan).context["waiting"]]
    assert shown == [paper.pk for paper in reversed(papers)]


def test_a_paper_that_is_being_read_shows_its_progress(cast: Cast) -> None:
    take_in(cast, 7, read=False)
    response = desk_of(cast.lan)
    assert len(response.context["reading"]) == 1
    assert "<progress" in text(response)


def test_the_desk_counts_this_years_practices_within_reach(cast: Cast) -> None:
    for unit, year in (("cb-dong", TODAY.year), ("an-phuc", TODAY.year - 1), ("tan-loi", TODAY.year)):
        make_practice(cast, unit, f"Ở {unit}", on=TODAY.replace(year=year, month=2))
    response = desk_of(cast.lan)
    assert response.context["counts"] == {"collective": 1, "individual": 0}
    assert [one.name for one in response.context["newest"]] == ["Ở cb-dong"]
    assert desk_of(cast.dung).context["counts"]["collective"] == 2


def test_figures_confirmed_last_open_and_leave_out_the_registers_own_counts(cast: Cast) -> None:
    make_outcome(cast, [make_practice(cast)], Quantity.of(12), "cau-xay-moi", period=str(TODAY.year))
    figures = desk_of(cast.lan).context["figures"]
    assert [(one.fact.wording, one.unit_name) for one in figures] == [("12 cây cầu", "Xã An Phúc")]
    assert Client().get(figures[0].path).status_code == 200


def test_a_head_sees_practices_first_and_the_province_its_places(cast: Cast) -> None:
    make_practice(cast, on=TODAY.replace(month=2))
    assert desk_of(with_role(cast, "head")).context["sections"][0] == "practices"
    response = desk_of(cast.dung)
    assert response.context["sections"][0] == "places"
    assert [row.name for row in response.context["rows"]] == ["Huyện Bến Lau"]


def test_a_reader_is_offered_no_acts(cast: Cast) -> None:
    take_in(cast, 7)
    make_practice(cast, on=TODAY.replace(month=2))
    response = desk_of(with_role(cast, "reader"))
    page = text(response)
    assert reverse("practices:new") not in page
    assert not response.context["waiting"]
    assert "Đường hoa nông dân" in page


def test_who_looks_after_the_system_sees_no_content(cast: Cast) -> None:
    take_in(cast, 7)
    make_practice(cast, on=TODAY.replace(month=2))
    page = text(desk_of(with_role(cast, "system_admin")))
    assert "Vai trò này chăm sóc hệ thống" in page
    assert "Đường hoa nông dân" not in page
    assert "Báo cáo số 7" not in page


def test_an_account_without_a_role_is_told_whom_to_ask(cast: Cast) -> None:
    user = make_account(username="khong-vai", full_name="Chưa Có Vai", password=None)
    assert "chưa có vai trò" in text(desk_of(user))


def test_a_full_desk_takes_as_many_queries_as_a_sparse_one(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.dung, backend="django.contrib.auth.backends.ModelBackend")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(DESK).status_code == 200
        return len(asked)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            practice = make_practice(cast, name=f"Số {number}", on=TODAY.replace(month=2))
            make_outcome(cast, [practice], Quantity.of(1), "cau-xay-moi", period=str(TODAY.year))
            take_in(cast, number + 2)

    more(0, 2)
    few = cost()
    more(2, 12)
    assert cost() == few
