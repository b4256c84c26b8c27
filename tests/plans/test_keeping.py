"""What plans hold of a person who asks, and what `lantoa doctor` finds in them."""

from __future__ import annotations

from uuid import uuid4

import pytest

from lantoa.common.checks import Look
from lantoa.indicators.models import Target
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Person
from lantoa.organisations.queries.personal_data import Subject
from lantoa.plans import checks, operations, personal_data, queries
from lantoa.plans.models import Plan, PlanStep, Task
from tests.cast import TODAY, Cast
from tests.organisations.asking import make_person
from tests.plans.making import AT, approved, make_plan, make_target, make_task

NAME = "Trần Thị Bích Liên"


@pytest.fixture
def person(cast: Cast) -> Person:
    return make_person(cast, NAME, "an-phuc")


@pytest.fixture
def plan(cast: Cast, person: Person) -> Plan:
    """One in which the person answers for a task and a target, and is named in a result."""
    made = make_plan(cast)
    task = make_task(cast, made, "Họp dân", responsible=person, assigned=[person])
    make_target(cast, made, "12", owner=person, responsible=person)
    made = approved(cast, made)
    said = {"scope": cast.scope(cast.lan), "task": task, "on": TODAY, "at": AT}
    operations.advance_task(**said, verb="finish", note=f"Bà {NAME} chủ trì")  # type: ignore[arg-type]
    return made


def held(cast: Cast, person: Person) -> dict[str, int]:
    subject = Subject(person, (NAME,), cast.product, TODAY)
    return {section.code: len(section.items) for section in personal_data.held(subject) if section.items}


def found() -> list[str]:
    looks = [one.run(Look(AT)) for one in (checks.versions, checks.stages, checks.targets)]
    return [one.what for some in looks for one in some]


def test_what_was_given_to_a_person_is_told_and_taken_away_when_they_ask(
    cast: Cast, person: Person, plan: Plan
) -> None:
    assert held(cast, person) == {"plan_tasks": 1, "plan_targets": 1, "plans_named": 2}
    assert personal_data.units([person.pk]) == {person.pk: {cast.units["an-phuc"].pk}}
    version = queries.version(plan, 1)
    assert version
    assert NAME not in str(version.content)
    subject = Subject(person, (NAME,), cast.product, TODAY)
    personal_data.erase(subject=subject, chosen={"plan_tasks", "plan_acts"}, about=uuid4(), why="yêu cầu")
    assert held(cast, person) == {"plans_named": 2}
    assert personal_data.units([person.pk]) == {}
    assert found() == []


def test_the_doctor_finds_nothing_in_what_the_operations_wrote(plan: Plan) -> None:
    assert found() == []


def test_the_doctor_finds_a_stage_or_a_target_that_nobody_decided(plan: Plan) -> None:
    Plan.objects.update(stage="closed", revision=2)
    Task.objects.update(stage="doing")
    PlanStep.objects.filter(verb="approve").update(note="sửa sau")
    Target.objects.filter(source_kind="plan").update(value=999, low=999, high=999)
    assert len(found()) == 4


def test_what_was_given_to_an_entry_that_turned_out_to_be_somebody_else_is_theirs(
    cast: Cast, person: Person, plan: Plan
) -> None:
    other = make_person(cast, NAME, "an-phuc")
    join = organisations.join_people(scope=cast.product, kept=other, joined=person)
    task = Task.objects.get(plan=plan)
    assert (task.responsible, list(task.assigned.all())) == (other, [other])
    organisations.undo_join(scope=cast.product, join=join)
    task.refresh_from_db()
    assert (task.responsible, list(task.assigned.all())) == (person, [person])
