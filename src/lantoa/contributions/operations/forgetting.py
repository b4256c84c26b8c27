"""Who did something with drives, or with who is looked after, is forgotten by name; what was done stays."""

from __future__ import annotations

from uuid import UUID

from lantoa.common.scopes import Scope
from lantoa.contributions.models import CareStep, DriveStep
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Person


def forget_actor(*, scope: Scope, person: Person, about: UUID) -> int:
    """The steps that the person took stay, without their name. Gives how many."""
    steps = (DriveStep, CareStep)
    return organisations.forget_actor(scope=scope, person=person, about=about, steps=steps, said="contribution_steps")
