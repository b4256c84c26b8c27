"""Taking a person out of plans, when that person asks."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Person
from lantoa.plans.models import PlanStep, PlanTarget, Task, TaskStep


@transaction.atomic
def forget_assignments(*, scope: Scope, person: Person, about: UUID) -> int:
    """Nobody can tell any more what this person was given; tasks and targets stay. Gives how many.

    Versions hold people by number alone, so they need no change. Whoever calls has checked the right to do so.
    """
    number = Task.objects.filter(responsible=person).update(responsible=None)
    assigned = Task.assigned.through._default_manager.filter(person=person)
    number += assigned.count()
    assigned.delete()
    number += PlanTarget.objects.filter(owner=person).update(owner=None)
    number += PlanTarget.objects.filter(responsible=person).update(responsible=None)
    if number:
        record(scope=scope, verb="forget", kind="person_request", uuid=about, data={"plan_assignments": number})
    return number


def forget_plan_acts(*, scope: Scope, person: Person, about: UUID) -> int:
    """What a person did with plans and tasks stays, without their name. Gives how many acts."""
    steps = (PlanStep, TaskStep)
    return organisations.forget_actor(scope=scope, person=person, about=about, steps=steps, said="plan_steps")
