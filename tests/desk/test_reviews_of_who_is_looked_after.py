"""Reviews of who is looked after come due on the desk and in calendars: their number, never whose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.common.periods import Period
from lantoa.contributions.models import Cared
from lantoa.contributions.operations import care
from lantoa.contributions.queries import care as queries
from lantoa.history.models import Event
from tests.cast import TODAY, Cast, secured
from tests.contributions.making import keeping, make_cared
from tests.desk.test_calendars import client_of, made_for, titles, unit_feed
from tests.desk.test_views import with_role
from tests.pledges.making import account, make_members

pytestmark = pytest.mark.usefixtures("on_todays_morning")
DUE = TODAY + timedelta(days=3)


def due_of(user: User) -> list[tuple[str, date | None, str]]:
    page = client_of(user).get(reverse("desk:home"))
    assert "Mận" not in page.content.decode()
    found = [*page.context["due"], *page.context["due_more"]]
    return [(one.entry.title, one.entry.on, one.entry.path) for one in found if one.entry.kind == "care"]


def cared_due(cast: Cast, on: date = DUE, **more: Any) -> Cared:
    cared = make_cared(cast, **more)
    Cared.objects.filter(pk=cared.pk).update(review_on=on)
    cared.refresh_from_db()
    return cared


def test_a_review_stands_on_the_desk_until_it_was_done_and_leads_to_those_it_is_about(cast: Cast) -> None:
    first = cared_due(cast)
    cared_due(cast, name="Nguyễn Văn An", kind="pupil")
    other = cared_due(cast, name="Hộ khác", on=TODAY - timedelta(days=2))
    late, soon = due_of(cast.lan)
    assert late[:2] == ("1 hộ được giúp đỡ", TODAY - timedelta(days=2))
    assert soon[:2] == ("1 hộ, 1 học sinh được giúp đỡ", DUE)
    assert not Event.objects.filter(verb="read_names").exists(), "the desk names nobody"
    page = client_of(cast.lan).get(soon[2]).content.decode()
    assert reverse("contributions:cared", args=[first.uuid]) in page
    assert reverse("contributions:cared", args=[other.uuid]) not in page
    told = Event.objects.get(verb="read_names").payload.data
    assert str(other.uuid) not in told["entries"], "only who was shown was read"
    care.review(scope=keeping(cast), cared=first, verb="go_on", on=TODAY, today=TODAY)
    care.review(scope=keeping(cast), cared=other, verb="overcome", on=TODAY, today=TODAY)
    assert [one[:2] for one in due_of(cast.lan)] == [("1 học sinh được giúp đỡ", DUE)]
    assert "Không còn" in client_of(cast.lan).get(late[2]).content.decode()


def test_a_day_that_is_none_narrows_nothing(cast: Cast) -> None:
    cared = cared_due(cast)
    for typed in ("", "hôm nay", "2026-13-45"):
        page = client_of(cast.lan).get(reverse("contributions:care_names"), {queries.REVIEWED: typed})
        assert reverse("contributions:cared", args=[cared.uuid]) in page.content.decode()


def test_nobody_above_beside_or_only_reading_hears_of_it(cast: Cast) -> None:
    cared_due(cast)
    for user in (cast.dung, cast.minh, with_role(cast, "reader"), with_role(cast, "inspector", "song-trang")):
        assert due_of(user) == []


def test_who_looks_after_them_is_reminded_unit_and_person(cast: Cast) -> None:
    person = make_members(cast, 1)[0]
    user = secured(account(cast, "branch_secretary", person))
    cared_due(cast, carer_person=person)
    cared_due(cast, name="Hộ thứ hai", carer_unit=cast.units["tan-loi"])
    assert [one[0] for one in due_of(user)] == ["1 hộ được giúp đỡ"]
    assert client_of(user).get(due_of(user)[0][2]).status_code == 200
    assert [one[0] for one in due_of(cast.minh)] == ["1 hộ được giúp đỡ"]
    assert [one[0] for one in due_of(cast.lan)] == ["2 hộ được giúp đỡ"]
    assert titles(made_for(user).token) == ["Đến kỳ xem lại: 1 hộ được giúp đỡ"]


def test_a_units_calendar_says_how_many_and_never_who(cast: Cast) -> None:
    cared_due(cast, hamlet="ấp Bến Sen")
    mine = "Đến kỳ xem lại: 1 hộ được giúp đỡ"
    assert mine in titles(unit_feed(cast))
    assert mine not in titles(unit_feed(cast, with_role(cast, "reader")))
    assert mine not in titles(unit_feed(cast, cast.dung, "song-trang"))


def test_what_reaches_down_the_tree_names_nobody_below(cast: Cast) -> None:
    cared_due(cast)
    days = Period(TODAY, DUE)
    unit = cast.units["an-phuc"].pk
    assert queries.reviews_due(keeping(cast), days, unit=unit, people=())
    above = replace(cast.product, home_unit_id=cast.units["song-trang"].pk)
    assert not queries.reviews_due(above, days, unit=unit, people=())


def test_fifty_reviews_take_as_many_queries_as_five(cast: Cast) -> None:
    client = client_of(cast.lan)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("desk:home")).status_code == 200
        return len(asked)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            cared_due(cast, name=f"Hộ {number}", on=TODAY + timedelta(days=number))

    more(0, 5)
    few = cost()
    more(5, 50)
    assert cost() == few
