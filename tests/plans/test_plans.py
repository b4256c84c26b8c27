"""Plans and their tasks: written, submitted, returned, approved, amended; the former text stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from lantoa.history import queries as history
from lantoa.notices.models import Notice
from lantoa.organisations import operations as organisations
from lantoa.plans import operations, queries
from lantoa.plans.models import Plan, PlanVersion, Task
from lantoa.plans.operations import UnableToChangePlan
from lantoa.plans.rules import contents, plans
from tests.cast import TODAY, Cast
from tests.organisations.asking import make_person
from tests.plans.making import (
    AT,
    advance,
    approved,
    make_plan,
    make_task,
    make_theme,
    plan_said,
    put_on_agenda,
    task_said,
)


@pytest.mark.parametrize("stage", plans.STAGES)
def test_every_stage_leads_somewhere_by_verbs_that_are_named(stage: str) -> None:
    for verb in plans.open_verbs(stage):
        assert plans.after(stage, verb) in plans.STAGES
        assert verb in plans.VERBS
        assert verb in plans.NEEDED
    assert plans.open_verbs(stage)


def test_a_plan_goes_through_its_stages_and_each_step_says_who_and_why(cast: Cast) -> None:
    plan = make_plan(cast, scope=cast.scope(cast.lan))
    make_task(cast, plan)
    advance(cast, plan, "submit", scope=cast.scope(cast.lan))
    plan = advance(cast, plan, "return", note="Thiếu hạn của từng việc")
    assert plan.stage == "returned"
    plan = approved(cast, plan)
    assert (plan.stage, plan.revision) == ("approved", 1)
    steps = list(reversed(queries.steps_of_plan(plan)))
    assert [step.verb for step in steps] == ["start", "submit", "return", "submit", "approve"]
    assert [step.actor_name for step in steps][:2] == ["Trần Thị Lan", "Trần Thị Lan"]
    assert steps[2].note == "Thiếu hạn của từng việc"
    assert [event.verb for event in history.of_record("plan", plan.uuid)] == [step.verb for step in steps]


def test_who_writes_a_plan_does_not_approve_it(cast: Cast) -> None:
    plan = make_plan(cast)
    make_task(cast, plan)
    clerk = cast.scope(cast.lan)
    advance(cast, plan, "submit", scope=clerk)
    for verb in ("approve", "return"):
        with pytest.raises(UnableToChangePlan, match="không được làm việc đó"):
            advance(cast, plan, verb, scope=clerk)
    assert not PlanVersion.objects.exists()


def test_a_verb_out_of_turn_is_refused_in_a_sentence(cast: Cast) -> None:
    plan = make_plan(cast)
    with pytest.raises(UnableToChangePlan, match="Đang soạn"):
        advance(cast, plan, "approve")
    with pytest.raises(UnableToChangePlan, match="chưa có việc"):
        advance(cast, plan, "submit")
    make_task(cast, plan)
    advance(cast, plan, "submit")
    with pytest.raises(UnableToChangePlan, match="lý do"):
        advance(cast, plan, "return", note=" ")


def test_what_was_submitted_or_approved_is_changed_by_an_amendment_alone(cast: Cast) -> None:
    plan = make_plan(cast)
    task = make_task(cast, plan)
    advance(cast, plan, "submit")
    with pytest.raises(UnableToChangePlan, match="đang trình duyệt"):
        make_task(cast, plan, "Việc khác")
    advance(cast, plan, "approve")
    for refused in (
        lambda: make_task(cast, plan, "Việc khác"),
        lambda: operations.remove_task(scope=cast.product, task=task),
        lambda: put_on_agenda(cast, task, "Nội dung"),
        lambda: operations.change_plan(scope=cast.product, plan=plan, said=plan_said(cast)),
    ):
        with pytest.raises(UnableToChangePlan, match="Điều chỉnh"):
            refused()
    advance(cast, plan, "amend")
    make_task(cast, plan, "Việc khác")


def test_an_amendment_keeps_the_former_text_and_the_two_are_compared_in_words(cast: Cast) -> None:
    an = make_person(cast, "Nguyễn Văn An", "an-phuc")
    plan = make_plan(cast)
    first = make_task(cast, plan, "Họp dân", group="Tuyên truyền", assigned=[an])
    gone = make_task(cast, plan, "Việc sẽ bỏ")
    approved(cast, plan)
    advance(cast, plan, "amend")
    later = task_said(cast, "Họp dân", due_on=date(2026, 9, 30), group="Tuyên truyền", assigned=[an], responsible=an)
    operations.write_task(scope=cast.product, plan=plan, said=later, task=first)
    operations.remove_task(scope=cast.product, task=gone)
    make_task(cast, plan, "Việc mới")
    plan = approved(cast, plan)

    assert plan.revision == 2
    old, new = (queries.version(plan, revision) for revision in (1, 2))
    assert old
    assert new
    assert [row["name"] for row in old.content["tasks"]] == ["Họp dân", "Việc sẽ bỏ"]
    assert [row["name"] for row in new.content["tasks"]] == ["Họp dân", "Việc mới"]
    names = queries.names_of_people(contents.people_in(old.content) | contents.people_in(new.content))
    told = {(one.how, one.name): one.fields for one in contents.compare(old.content, new.content, names)}
    assert told == {
        ("changed", "Họp dân"): (
            ("Người chịu trách nhiệm", "—", "Nguyễn Văn An"),
            ("Hạn", "30/06/2026", "30/09/2026"),
        ),
        ("added", "Việc mới"): (),
        ("removed", "Việc sẽ bỏ"): (),
    }
    assert "Nguyễn Văn An" not in str(new.content)


def test_what_was_approved_cannot_be_changed_by_anybody(cast: Cast) -> None:
    plan = make_plan(cast)
    make_task(cast, plan)
    approved(cast, plan)
    with pytest.raises(DatabaseError):
        PlanVersion.objects.update(content={})


def test_an_amendment_in_which_nothing_differs_makes_no_version(cast: Cast) -> None:
    plan = make_plan(cast)
    make_task(cast, plan)
    approved(cast, plan)
    plan = advance(cast, plan, "amend", "submit", "approve")
    assert (plan.stage, plan.revision) == ("approved", 1)


def test_a_year_carries_out_the_term_and_a_unit_what_stands_above_it_once_approved(cast: Cast) -> None:
    term = make_plan(cast, "ben-lau", "Kế hoạch nhiệm kỳ", kind="term", year="2026..2030")
    with pytest.raises(UnableToChangePlan, match="chưa được duyệt"):
        make_plan(cast, "an-phuc", parent=term)
    make_task(cast, term, due_on=date(2028, 1, 1), unit="ben-lau")
    approved(cast, term)
    year = make_plan(cast, "an-phuc", parent=term)
    assert list(term.children.all()) == [year]
    with pytest.raises(UnableToChangePlan):
        make_plan(cast, "an-phuc", year="2035", parent=term)


@pytest.mark.parametrize(
    "said",
    [
        {"name": " "},
        {"due_on": date(2027, 1, 1)},
        {"from_on": date(2026, 12, 1)},
        {"unit": "tan-loi"},
    ],
)
def test_a_task_needs_a_name_a_day_within_the_plan_and_a_unit_of_it(cast: Cast, said: dict[str, object]) -> None:
    with pytest.raises(UnableToChangePlan):
        operations.write_task(scope=cast.product, plan=make_plan(cast), said=task_said(cast, **said))  # type: ignore[arg-type]
    assert not Task.objects.exists()


@pytest.mark.parametrize("year", ["0001", "9999", "1900"])
def test_a_year_that_nobody_plans_for_was_mistyped(cast: Cast, year: str) -> None:
    with pytest.raises(UnableToChangePlan, match="1945"):
        make_plan(cast, year=year)
    with pytest.raises(operations.UnableToChangeTheme, match="1945"):
        make_theme(cast, year=year)


def test_the_same_forms_sent_twice_make_one_plan_and_one_task(cast: Cast) -> None:
    key, other = uuid4(), uuid4()
    for _ in range(2):
        plan = operations.start_plan(scope=cast.product, said=plan_said(cast), uuid=key)
        operations.write_task(scope=cast.product, plan=plan, said=task_said(cast), uuid=other)
    assert Plan.objects.count() == Task.objects.count() == 1


def test_a_clerk_writes_plans_of_the_own_commune_and_below_and_nowhere_else(cast: Cast) -> None:
    scope = cast.scope(cast.lan)
    make_plan(cast, "cb-dong", scope=scope)
    for unit in ("tan-loi", "ben-lau"):
        with pytest.raises(UnableToChangePlan):
            make_plan(cast, unit, scope=scope)
        with pytest.raises(UnableToChangePlan):
            make_task(cast, make_plan(cast, unit), unit=unit, scope=scope)


def test_a_task_is_done_with_its_result_and_dropped_with_the_reason(cast: Cast) -> None:
    plan = make_plan(cast, "ben-lau")
    task = make_task(cast, plan, unit="an-phuc")

    def use(verb: str, note: str = "", on: date = TODAY) -> Task:
        # Lan keeps the registers of the unit that does it, not those of the plan's.
        return operations.advance_task(scope=cast.scope(cast.lan), task=task, verb=verb, on=on, at=AT, note=note)

    with pytest.raises(UnableToChangePlan, match="chưa nằm trong kế hoạch đã duyệt"):
        use("begin")
    approved(cast, plan)
    use("begin")
    with pytest.raises(UnableToChangePlan, match="kết quả"):
        use("finish")
    with pytest.raises(UnableToChangePlan, match="chưa đến"):
        use("finish", "120 hộ dự", on=TODAY + timedelta(days=1))
    assert use("finish", "120 hộ dự").result == "120 hộ dự"
    with pytest.raises(UnableToChangePlan, match="đã xong"):
        use("drop", "thôi")
    with pytest.raises(UnableToChangePlan, match="không được"):
        operations.advance_task(
            scope=cast.scope(cast.minh), task=task, verb="resume", on=TODAY, at=AT, note="chưa xong"
        )
    use("resume", "còn hai ấp")
    steps = list(task.steps.order_by("pk").values_list("verb", "note"))
    assert steps == [("begin", ""), ("finish", "120 hộ dự"), ("resume", "còn hai ấp")]


def test_what_approved_plans_put_on_meetings_and_inspections_is_found_by_unit_days_and_kind(cast: Cast) -> None:
    plan = make_plan(cast, "ben-lau")
    task = make_task(cast, plan, unit="ben-lau")
    put_on_agenda(cast, task, "Chuyên đề quý I", unit="ben-lau", year="2026-Q1")
    put_on_agenda(cast, task, "Chỉ của xã", unit="an-phuc", year="2026-02", takes_in_below=False)
    put_on_agenda(cast, task, "Kiểm tra việc nêu gương", unit="an-phuc", year="2026-Q2", kind="inspection")

    def found(
        unit: str, kind: str = "meeting", first: date = date(2026, 1, 1), last: date = date(2026, 12, 31)
    ) -> list[str]:
        return [one.words for one in queries.agenda_for(cast.units[unit].pk, first, last, kind)]

    assert found("an-phuc") == []
    approved(cast, plan)
    assert found("an-phuc") == ["Chuyên đề quý I", "Chỉ của xã"]
    assert found("cb-dong") == found("tan-loi") == ["Chuyên đề quý I"]
    assert found("an-phuc", last=date(2026, 1, 31)) == ["Chuyên đề quý I"]
    assert found("cb-dong", "inspection") == ["Kiểm tra việc nêu gương"]
    assert found("tan-loi", "inspection") == []

    # An amendment that nobody has approved changes nothing yet.
    advance(cast, plan, "amend")
    for item in list(task.agenda.filter(kind="meeting")):
        operations.take_off_agenda(scope=cast.product, agenda=item)
    assert found("tan-loi") == ["Chuyên đề quý I"]
    approved(cast, plan)
    assert found("tan-loi") == []
    operations.advance_task(scope=cast.product, task=task, verb="drop", on=TODAY, at=AT, note="không còn cần")
    assert found("cb-dong", "inspection") == []


def test_who_was_given_a_task_is_reminded_of_its_day_until_it_is_done(cast: Cast) -> None:
    an = make_person(cast, "Nguyễn Văn An", "an-phuc")
    plan = make_plan(cast)
    task = make_task(cast, plan, "Nộp báo cáo quý", due_on=TODAY + timedelta(days=5), assigned=[an])
    make_task(cast, plan, "Không giao ai", due_on=TODAY + timedelta(days=5))
    make_task(cast, plan, "Còn lâu", due_on=date(2026, 12, 31), assigned=[an])
    assert operations.remind_of_tasks(at=AT) == 0
    approved(cast, plan)
    assert operations.remind_of_tasks(at=AT) == 1
    assert operations.remind_of_tasks(at=AT) == 0
    notices = Notice.objects.filter(cause=f"task:{task.uuid}")
    assert notices.filter(deliveries__settled_at__isnull=True, deliveries__due_at__gt=AT).exists()
    operations.advance_task(scope=cast.product, task=task, verb="finish", on=TODAY, at=AT, note="đã nộp")
    assert not notices.filter(deliveries__settled_at__isnull=True, deliveries__due_at__gt=AT).exists()


def test_a_task_with_another_day_is_reminded_of_that_one(cast: Cast) -> None:
    an = make_person(cast, "Nguyễn Văn An", "an-phuc")
    plan = make_plan(cast)
    task = make_task(cast, plan, due_on=TODAY + timedelta(days=5), assigned=[an])
    approved(cast, plan)
    operations.remind_of_tasks(at=AT)
    advance(cast, plan, "amend")
    said = task_said(cast, due_on=TODAY + timedelta(days=9), assigned=[an])
    task = operations.write_task(scope=cast.product, plan=plan, said=said, task=task)
    assert task.reminded_for is None
    assert operations.remind_of_tasks(at=AT) == 1
    task.refresh_from_db()
    assert task.reminded_for == TODAY + timedelta(days=9)


def test_the_head_hears_of_a_plan_that_awaits_a_word_and_the_clerk_of_what_was_decided(cast: Cast) -> None:
    organisations.grant(
        scope=cast.product, user=cast.dung, unit=cast.units["an-phuc"], role="approver", on=date(2026, 1, 1)
    )
    plan = make_plan(cast)
    make_task(cast, plan)
    advance(cast, plan, "submit", scope=cast.scope(cast.lan))
    advance(cast, plan, "return", note="Thiếu hạn")
    said = list(Notice.objects.filter(kind="plan").order_by("pk").values_list("subject", "text"))
    assert said == [("Chờ duyệt: Kế hoạch năm 2026", "theo quyết định"), ("Bị trả lại: Kế hoạch năm 2026", "Thiếu hạn")]


def test_a_plan_names_the_themes_that_are_in_force(cast: Cast) -> None:
    theme = make_theme(cast, "ben-lau", "Nêu gương")
    plan = make_plan(cast, themes=[theme])
    make_task(cast, plan, themes=[theme])
    approved(cast, plan)
    assert [one.name for one in queries.tasks_serving([theme.pk], cast.product, TODAY)] == ["Họp dân"]
    operations.end_theme(scope=cast.product, theme=theme, how="withdrawn", why="nhầm")
    theme.refresh_from_db()
    with pytest.raises(UnableToChangePlan, match="đã rút"):
        make_plan(cast, themes=[theme])


def test_a_plan_reads_in_as_many_questions_for_fifty_tasks_as_for_five(cast: Cast) -> None:
    plan = make_plan(cast)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.content_of(queries.plans().get(pk=plan.pk))
        return len(seen)

    for number in range(5):
        put_on_agenda(cast, make_task(cast, plan, f"Việc {number}"), "Nội dung")
    few = asked()
    for number in range(45):
        put_on_agenda(cast, make_task(cast, plan, f"Việc thêm {number}"), "Nội dung")
    assert asked() == few


def test_who_reads_a_plan(cast: Cast) -> None:
    plan = make_plan(cast, "ben-lau")
    make_task(cast, plan, unit="ben-lau")
    lan = cast.scope(cast.lan)
    assert not queries.may_read(plan, lan, TODAY)
    plan = approved(cast, plan)
    assert queries.may_read(plan, lan, TODAY)
    assert not queries.may_read(plan, replace(lan, home_unit_id=cast.units["vn"].pk), TODAY)
    assert queries.may_read(plan, cast.scope(cast.dung), TODAY)
