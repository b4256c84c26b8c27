"""A plan names the papers of the book that it rests on; each leads to the other, and what was typed stays."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.directives import operations as book
from lantoa.directives.models import Directive
from lantoa.plans import operations, queries
from lantoa.plans.models import Plan
from tests.cast import Cast
from tests.directives.scene import central, issued
from tests.plans.making import advance, approved, make_plan, make_task, plan_said

pytestmark = pytest.mark.usefixtures("on_todays_morning")
WORDS = "Kế hoạch số 09-KH/ĐU, mục II"


@pytest.fixture
def client(cast: Cast) -> Client:
    made = Client()
    made.force_login(cast.lan)
    return made


def paper_of(cast: Cast, code: str = "09-KH/ĐU", unit: str = "du-an-phuc") -> Directive:
    return issued(cast.product, cast.units[unit], code=code)


def change(cast: Cast, plan: Plan, *papers: Directive, stands_in: str = WORDS) -> Plan:
    said = plan_said(cast, papers=papers, stands_in=stands_in)
    return operations.change_plan(scope=cast.scope(cast.lan), plan=plan, said=said)


def test_a_paper_is_chosen_in_the_form_and_each_page_leads_to_the_other(cast: Cast, client: Client) -> None:
    paper, plan = paper_of(cast), make_plan(cast, stands_in=WORDS)
    form = client.get(reverse("plans:change", args=[plan.uuid]))
    assert list(form.context["form"].fields["papers"].choices) == [(str(paper.uuid), queries.paper_words(paper))]
    said = {"uuid": str(plan.uuid), "name": plan.name, "kind": "year", "period": "2026", "stands_in": WORDS}
    client.post(reverse("plans:change", args=[plan.uuid]), said | {"papers": [str(paper.uuid)]})
    page = client.get(reverse("plans:plan", args=[plan.uuid])).content.decode()
    assert reverse("directives:paper", args=[paper.uuid]) in page
    assert WORDS in page
    way = reverse("plans:list") + f"?paper={paper.uuid}"
    assert way in client.get(reverse("directives:paper", args=[paper.uuid])).content.decode()
    assert plan.name in client.get(way).content.decode()
    client.post(reverse("plans:change", args=[plan.uuid]), said)
    assert not queries.papers_of(plan).exists()
    assert "Chưa có kế hoạch nào" in client.get(way).content.decode()
    plan.refresh_from_db()
    assert plan.stands_in == WORDS
    # The tick that was taken off does not come back by itself, though the words still name the paper.
    assert client.get(reverse("plans:change", args=[plan.uuid])).context["form"].initial["papers"] == []


def test_a_plan_is_begun_with_papers_of_its_own_place_only(cast: Cast, client: Client) -> None:
    own, elsewhere = paper_of(cast), paper_of(cast, unit="tan-loi")
    form = client.get(reverse("plans:new")).context["form"]
    assert {uuid for uuid, _ in form.fields["papers"].choices} == {str(own.uuid)}
    with pytest.raises(operations.UnableToChangePlan, match="không nằm trong sổ"):
        change(cast, make_plan(cast), elsewhere)
    for asked in (str(elsewhere.uuid), str(uuid4()), "x"):
        assert client.get(reverse("plans:list"), {"paper": asked}).status_code == 404


def test_what_one_may_not_open_is_named_without_a_way_and_stays_linked(cast: Cast, client: Client) -> None:
    above = central(cast)
    plan = make_plan(cast, papers=[above])
    page = client.get(reverse("plans:plan", args=[plan.uuid])).content.decode()
    assert queries.paper_words(above) in page
    assert reverse("directives:paper", args=[above.uuid]) not in page
    change(cast, plan, above, paper_of(cast))
    assert queries.papers_of(plan).count() == 2


def test_a_version_keeps_the_papers_and_an_amendment_shows_what_changed(cast: Cast) -> None:
    paper = paper_of(cast)
    plan = make_plan(cast, stands_in=WORDS)
    make_task(cast, plan)
    first = queries.version(approved(cast, plan), 1)
    assert first is not None
    assert "papers" not in first.content["head"]
    plan = advance(cast, plan, "amend")
    change(cast, plan, paper)
    approved(cast, plan)
    second = queries.version(plan, 2)
    assert second is not None
    assert second.content["head"]["papers"] == [queries.paper_words(paper)]


def test_a_paper_that_a_plan_rests_on_does_not_leave_the_book(cast: Cast) -> None:
    paper = paper_of(cast)
    make_plan(cast, papers=[paper])
    with pytest.raises(book.UnableToChangeDirective, match="kế hoạch gắn với"):
        book.unrecord(scope=cast.product, directive=paper, why="nhập nhầm")
    assert Directive.objects.filter(pk=paper.pk).exists()


def test_the_plans_of_a_paper_take_as_many_queries_for_many_as_for_one(cast: Cast, client: Client) -> None:
    paper = paper_of(cast)
    way = reverse("plans:list") + f"?paper={paper.uuid}"

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(way).status_code == 200
        return len(caught)

    make_plan(cast, papers=[paper])
    count()
    few = count()
    for number in range(12):
        make_plan(cast, name=f"Kế hoạch {number}", papers=[paper])
    assert count() == few
