"""What is due stands on the desk, by day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import TODAY, Cast, secured
from tests.desk.test_calendars import LIST, client_of, given_tasks
from tests.directives.scene import sent
from tests.pledges.making import account, deed, make_members, make_pledge

pytestmark = pytest.mark.usefixtures("on_todays_morning")


def test_the_desk_shows_late_things_first_and_where_to_act(cast: Cast) -> None:
    sent(cast, due_on=None)
    given_tasks(cast, "Việc trễ", due_on=TODAY - timedelta(days=3))
    given_tasks(cast, "Việc gần", due_on=TODAY + timedelta(days=3))
    given_tasks(cast, "Việc xa", due_on=TODAY + timedelta(days=300))
    page = client_of(cast.lan).get(reverse("desk:home"))
    shown = page.context["due"]
    assert [one.entry.title for one in shown][:2] == ["Việc trễ", "Việc gần"]
    assert shown[-1].entry.title.startswith("23-KH/TU"), "what has no day comes last"
    assert [one.late for one in shown] == [3, 0, 0]
    assert page.context["sections"][0] == "due"
    text = page.content.decode()
    assert "chậm 3 ngày" in text
    assert shown[0].entry.path in text
    assert LIST in text


def test_the_desk_shows_what_is_due_to_the_person_behind_the_role(cast: Cast) -> None:
    person = make_members(cast, 1)[0]
    user = secured(account(cast, "branch_secretary", person))
    make_pledge(cast, person, deeds=[deed("Giúp hộ nghèo", TODAY + timedelta(days=2))])
    shown = client_of(user).get(reverse("desk:home")).context["due"]
    assert "Giúp hộ nghèo" in [one.entry.title for one in shown]


def test_a_long_list_opens_by_one_press_and_takes_as_many_queries_as_a_short_one(cast: Cast) -> None:
    client = client_of(cast.lan)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("desk:home")).status_code == 200
        return len(asked)

    given_tasks(cast, *(f"Việc {n}" for n in range(5)))
    few = cost()
    given_tasks(cast, *(f"Việc {n}" for n in range(5, 50)))
    assert cost() == few
    page = client.get(reverse("desk:home"))
    assert (len(page.context["due"]), len(page.context["due_more"]), page.context["many_due"]) == (8, 42, 50)
    assert "Xem thêm 42 việc" in page.content.decode()
