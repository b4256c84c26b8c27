"""An amendment is thrown away: the approved text stands again, to the letter; what was typed is told and kept."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.history import queries as history
from lantoa.indicators.models import Target
from lantoa.organisations.models import Person, PersonRequest
from lantoa.organisations.rules.personal_data import ERASED_NAME
from lantoa.plans import operations, queries
from lantoa.plans.models import Plan, PlanTarget, Task
from lantoa.plans.operations.discarding import put_back
from lantoa.plans.rules import contents
from tests.cast import TODAY, Cast
from tests.organisations.asking import make_person
from tests.plans.making import (
    AT,
    advance,
    approved,
    make_plan,
    make_target,
    make_task,
    make_theme,
    plan_said,
    put_on_agenda,
    target_said,
    task_said,
)
from tests.plans.test_keeping import found

pytestmark = pytest.mark.usefixtures("on_todays_morning")


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """An approved plan with two tasks and two targets, of which a lot is amended."""
    person = make_person(cast, "Nguyễn Văn An", "an-phuc")
    theme = make_theme(cast, "an-phuc", "Nêu gương", year="2026")
    one = make_plan(cast, themes=[theme], stands_in="Kế hoạch số 09-KH/ĐU")
    first = make_task(cast, one, "Họp dân", responsible=person, assigned=[person], themes=[theme], group="I. Chỉ đạo")
    put_on_agenda(cast, first, "Bàn việc làm đường")
    make_task(cast, one, "Phát động", due_on=date(2026, 3, 1))
    make_target(cast, one, "12")
    make_target(cast, one, "3", unit="an-phuc-1")
    return approved(cast, one)


def amend(cast: Cast, plan: Plan) -> Plan:
    """Changes about everything."""
    plan = advance(cast, plan, "amend")
    first, second = queries.tasks_of(plan)
    said = plan_said(cast, name="Kế hoạch khác", year="2026..2027", stands_in="")
    operations.change_plan(scope=cast.product, plan=plan, said=said)
    operations.write_task(
        scope=cast.product, plan=plan, task=first, said=task_said(cast, "Họp dân lần hai", due_on=date(2026, 9, 9))
    )
    for agenda in first.agenda.all():
        operations.take_off_agenda(scope=cast.product, agenda=agenda)
    operations.remove_task(scope=cast.product, task=second)
    make_task(cast, plan, "Việc mới thêm")
    one, other = queries.targets_in(plan)
    operations.write_target(scope=cast.product, plan=plan, target=one, said=target_said(cast, "20"))
    operations.remove_target(scope=cast.product, target=other)
    make_target(cast, plan, "7", year="2027")
    plan.refresh_from_db()
    return plan


def discard(cast: Cast, plan: Plan, why: str = "chưa cần") -> Plan:
    return operations.advance_plan(scope=cast.scope(cast.lan), plan=plan, verb="discard", at=AT, note=why)


def test_the_approved_text_stands_again_to_the_letter(cast: Cast, plan: Plan) -> None:
    before = contents.digest(queries.content_of(plan))
    standing = list(Target.objects.filter(ended_at=None).order_by("pk").values_list("uuid", flat=True))
    many = Task.objects.count(), PlanTarget.objects.count()
    amended = amend(cast, plan)
    assert contents.digest(queries.content_of(amended)) != before
    back = discard(cast, amended)
    back = queries.plan(back.uuid) or back
    assert (back.stage, back.revision, back.name) == ("approved", 1, "Kế hoạch năm 2026")
    assert contents.digest(queries.content_of(back)) == before
    assert list(Target.objects.filter(ended_at=None).order_by("pk").values_list("uuid", flat=True)) == standing
    # What was typed stays, out of the plan: rows, the course, the history.
    assert (Task.objects.count(), PlanTarget.objects.count()) == (many[0] + 1, many[1] + 1)
    step = queries.steps_of_plan(back)[0]
    assert step.verb == "discard"
    for words in ("chưa cần", "thêm việc “Việc mới thêm”", "sửa việc “Họp dân lần hai”", "bỏ việc “Phát động”"):
        assert words in step.note
    kept = history.of_record("plan", back.uuid)
    (event,) = [one for one in kept if one.verb == "discard"]
    assert "Việc mới thêm" in str(event.payload.data)
    assert found() == []


def test_it_may_be_amended_again_and_nothing_new_makes_no_version(cast: Cast, plan: Plan) -> None:
    back = discard(cast, amend(cast, plan))
    again = advance(cast, advance(cast, back, "amend"), "submit", "approve")
    assert again.revision == 1


def test_an_amendment_that_was_returned_may_be_thrown_away_a_first_draft_not(cast: Cast, plan: Plan) -> None:
    returned = advance(cast, amend(cast, plan), "submit", "return")
    assert discard(cast, returned).stage == "approved"
    draft = make_plan(cast, name="Kế hoạch mới")
    make_task(cast, draft)
    draft = advance(cast, draft, "submit", "return")
    with pytest.raises(operations.UnableToDiscard, match="chưa được duyệt lần nào"):
        discard(cast, draft)
    with pytest.raises(operations.UnableToChangePlan, match="không thể bỏ bản điều chỉnh"):
        discard(cast, make_plan(cast, name="Kế hoạch nữa"))
    amending = advance(cast, plan, "amend")
    with pytest.raises(operations.UnableToChangePlan, match="lý do"):
        discard(cast, amending, " ")
    with pytest.raises(operations.UnableToChangePlan, match="không được làm việc đó"):
        operations.advance_plan(scope=cast.scope(cast.minh), plan=amending, verb="discard", at=AT, note="x")


def test_how_a_task_goes_is_no_part_of_the_text_and_stays(cast: Cast, plan: Plan) -> None:
    amended = amend(cast, plan)
    task = Task.objects.get(name="Họp dân lần hai")
    operations.advance_task(scope=cast.product, task=task, verb="finish", on=date(2026, 5, 5), at=AT, note="đã họp")
    discard(cast, amended)
    task.refresh_from_db()
    assert (task.name, task.stage, task.result) == ("Họp dân", "done", "đã họp")


def test_whoever_was_forgotten_meanwhile_is_not_named_again(cast: Cast, plan: Plan) -> None:
    amended = amend(cast, plan)
    Person.objects.filter(full_name="Nguyễn Văn An").update(full_name=ERASED_NAME)
    discard(cast, amended)
    task = Task.objects.get(name="Họp dân")
    assert (task.responsible, task.assigned.count()) == (None, 0)


def test_whoever_asked_for_erasure_of_what_they_were_given_is_not_given_it_again(cast: Cast, plan: Plan) -> None:
    amended = amend(cast, plan)
    person = Person.objects.get(full_name="Nguyễn Văn An")
    PersonRequest.objects.create(
        person=person, unit=cast.units["an-phuc"], kind="erase", asked_on=TODAY, asked_how="in_person"
    )
    operations.forget_assignments(scope=cast.product, person=person, about=uuid4())
    discard(cast, amended)
    task = Task.objects.get(name="Họp dân")
    assert (task.responsible, task.assigned.count()) == (None, 0)


def test_a_version_from_before_is_refused_in_a_sentence(cast: Cast, plan: Plan) -> None:
    amended = amend(cast, plan)
    version = queries.version(plan, 1)
    assert version is not None
    version.rows = None
    with pytest.raises(operations.UnableToDiscard, match="trang so sánh"):
        put_back(scope=cast.product, plan=amended, version=version, at=AT)


def test_the_page_offers_it_with_a_reason(cast: Cast, plan: Plan) -> None:
    amended = amend(cast, plan)
    client = Client()
    client.force_login(cast.lan)
    page = reverse("plans:plan", args=[amended.uuid])
    assert "Bỏ bản điều chỉnh" in client.get(page).content.decode()
    act = reverse("plans:advance", args=[amended.uuid])
    assert client.post(act, {"verb": "discard", "note": ""}).status_code == 422
    said = client.post(act, {"verb": "discard", "note": "chưa cần"}, follow=True).content.decode()
    assert "thêm việc “Việc mới thêm”" in said
    assert "Bỏ bản điều chỉnh" in said
    first = make_plan(cast, name="Nháp đầu")
    assert "Bỏ bản điều chỉnh" not in client.get(reverse("plans:plan", args=[first.uuid])).content.decode()
