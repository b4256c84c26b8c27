"""The pages of plans and tasks, by role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.organisations import operations as organisations
from lantoa.plans.models import Plan, Task
from tests.cast import Cast, secured
from tests.organisations.asking import make_person
from tests.plans.making import advance, approved, make_plan, make_task, make_theme, put_on_agenda

SignedIn = Callable[[User], Client]


@pytest.fixture
def signed_in() -> SignedIn:
    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


@pytest.fixture
def approver(cast: Cast, signed_in: SignedIn) -> Client:
    unit = cast.units["an-phuc"]
    grants = organisations.grant(scope=cast.product, user=cast.minh, unit=unit, role="approver", on=date(2026, 1, 1))
    client = signed_in(secured(cast.minh))
    session = client.session
    session["acting_grant"] = grants.pk
    session.save()
    return client


def text(response: HttpResponse) -> str:
    return response.content.decode()


def url(name: str, *args: object) -> str:
    return reverse(f"plans:{name}", args=args)


def plan_form(cast: Cast, **changed: Any) -> dict[str, Any]:
    return {
        "uuid": str(uuid4()),
        "name": "Kế hoạch năm 2026",
        "kind": "year",
        "unit": str(cast.units["an-phuc"].uuid),
        "period": "2026",
    } | changed


def task_form(cast: Cast, **changed: Any) -> dict[str, Any]:
    return {
        "uuid": str(uuid4()),
        "name": "Họp dân bàn việc làm đường",
        "group": "I. Tuyên truyền",
        "unit": str(cast.units["an-phuc"].uuid),
        "due_on": "30/06/2026",
    } | changed


def test_a_plan_is_begun_written_and_submitted_by_a_clerk_and_approved_by_another(
    cast: Cast, signed_in: SignedIn, approver: Client
) -> None:
    an = make_person(cast, "Nguyễn Văn An", "an-phuc")
    theme = make_theme(cast, "ben-lau", "Nêu gương", year="2020..2099")
    client = signed_in(cast.lan)
    wrong = client.post(url("new"), plan_form(cast, period="sang năm"))
    assert wrong.status_code == 422
    assert "Kế hoạch năm 2026" in text(wrong)
    assert client.post(url("new"), plan_form(cast, themes=[str(theme.uuid)])).status_code == 302
    plan = Plan.objects.get()
    where = url("new_task", plan.uuid)
    late = client.post(where, task_form(cast, due_on="30/06/2027"))
    assert late.status_code == 422
    assert "Họp dân bàn việc làm đường" in text(late)
    said = task_form(cast, assigned=[str(an.uuid)], themes=[str(theme.uuid)])
    assert client.post(where, said).status_code == 302
    task = Task.objects.get()
    assert list(task.assigned.all()) == [an]
    about = {
        "uuid": str(uuid4()),
        "kind": "meeting",
        "words": "Học chuyên đề quý II",
        "period": "quý II/2026",
        "unit": str(cast.units["an-phuc"].uuid),
        "takes_in_below": "on",
    }
    assert client.post(url("put_on_agenda", task.uuid), about | {"period": "2031"}).status_code == 422
    assert client.post(url("put_on_agenda", task.uuid), about).status_code == 302
    assert client.post(url("advance", plan.uuid), {"verb": "submit"}).status_code == 302
    assert client.post(url("advance", plan.uuid), {"verb": "approve"}).status_code == 422

    assert approver.post(url("advance", plan.uuid), {"verb": "return"}).status_code == 422
    back = approver.post(url("advance", plan.uuid), {"verb": "return", "note": "Thiếu người chịu trách nhiệm"})
    assert back.status_code == 302
    assert "Thiếu người chịu trách nhiệm" in text(client.get(url("plan", plan.uuid)))
    client.post(url("advance", plan.uuid), {"verb": "submit"})
    assert approver.post(url("advance", plan.uuid), {"verb": "approve"}).status_code == 302
    page = text(client.get(url("plan", plan.uuid)))
    assert "Học chuyên đề quý II" in page
    assert "I. Tuyên truyền" in page
    done = {"verb": "finish", "on": "20/06/2026", "note": "180 hộ dự"}
    assert client.post(url("advance_task", task.uuid), done | {"note": ""}).status_code == 422
    assert client.post(url("advance_task", task.uuid), done).status_code == 302
    assert "180 hộ dự" in text(client.get(url("task", task.uuid)))


def test_an_amendment_is_compared_with_what_stood_before(cast: Cast, signed_in: SignedIn) -> None:
    plan = make_plan(cast)
    task = make_task(cast, plan, "Họp dân")
    approved(cast, plan)
    client = signed_in(cast.lan)
    assert client.get(url("compare", plan.uuid)).status_code == 200
    assert client.post(url("change_task", task.uuid), task_form(cast, name="Họp dân hai lần")).status_code == 422
    advance(cast, plan, "amend")
    assert client.post(url("change_task", task.uuid), task_form(cast, name="Họp dân hai lần")).status_code == 302
    gone = make_task(cast, plan, "Việc nhầm")
    assert client.post(url("remove_task", gone.uuid)).status_code == 302
    approved(cast, plan)
    page = text(client.get(url("compare", plan.uuid)))
    assert "<del>Họp dân</del>" in page
    assert "<ins>Họp dân hai lần</ins>" in page
    assert "Họp dân hai lần" not in text(client.get(url("version", plan.uuid, 1)))
    assert client.get(url("version", plan.uuid, 3)).status_code == 404
    assert client.get(url("compare", plan.uuid), {"tu": "x", "den": "9"}).status_code == 200


def test_an_approved_plan_is_read_by_those_below_and_a_draft_is_not(cast: Cast, signed_in: SignedIn) -> None:
    plan = make_plan(cast, "ben-lau", "Kế hoạch của huyện")
    task = make_task(cast, plan, unit="an-phuc")
    client = signed_in(cast.lan)
    for name, uuid in (("plan", plan.uuid), ("task", task.uuid), ("change", plan.uuid)):
        assert client.get(url(name, uuid)).status_code == 404
    assert "Kế hoạch của huyện" not in text(client.get(url("list"), {"year": "2026"}))
    approved(cast, plan)
    assert client.get(url("plan", plan.uuid)).status_code == 200
    assert "Kế hoạch của huyện" in text(client.get(url("list"), {"year": "2026"}))
    assert client.get(url("change", plan.uuid)).status_code == 403
    begun = client.post(url("advance_task", task.uuid), {"verb": "begin", "on": "01/06/2026"})
    assert begun.status_code == 302
    # Of an amendment they see nothing before it is approved.
    advance(cast, plan, "amend")
    fresh = make_task(cast, plan, "Việc chưa ai duyệt", unit="an-phuc")
    page = client.get(url("plan", plan.uuid), follow=True)
    assert page.redirect_chain[0][0] == url("version", plan.uuid, 1)
    assert "Việc chưa ai duyệt" not in text(page)
    assert client.get(url("task", fresh.uuid)).status_code == 404
    assert client.get(url("workbook", plan.uuid)).status_code == 404


def test_the_list_shows_plans_of_units_below_as_far_as_they_may_be_read(cast: Cast, signed_in: SignedIn) -> None:
    make_plan(cast, "cb-dong", "Kế hoạch của chi bộ")
    make_plan(cast, "tan-loi", "Kế hoạch của xã bên")
    client = signed_in(cast.lan)
    page = text(client.get(url("list"), {"year": "2026", "whose": "below"}))
    assert "Kế hoạch của chi bộ" in page
    assert "Kế hoạch của xã bên" not in page
    beside = text(client.get(url("list"), {"year": "2026", "unit": "tan-loi"}))
    assert "Kế hoạch của xã bên" not in beside


@pytest.mark.parametrize("name", ["list", "plan"])
def test_a_page_asks_as_many_questions_for_fifty_rows_as_for_five(cast: Cast, signed_in: SignedIn, name: str) -> None:
    an = make_person(cast, "Nguyễn Văn An", "an-phuc")
    client, plan = signed_in(cast.lan), make_plan(cast)
    where = url("plan", plan.uuid) if name == "plan" else url("list") + "?year=2026"

    def grow(number: int) -> None:
        for at in range(number):
            one = make_plan(cast, name=f"Kế hoạch {at}") if name == "list" else plan
            put_on_agenda(cast, make_task(cast, one, f"Việc {at}", assigned=[an]), "Nội dung")

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(where).status_code == 200
        return len(seen)

    grow(5)
    asked()
    few = asked()
    grow(45)
    assert asked() == few
