"""Taking out of reports who did something with them, when that person asks."""

from __future__ import annotations

from uuid import UUID

from lantoa.common.scopes import Scope
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Person
from lantoa.reports.models import Step


def forget_actor(*, scope: Scope, person: Person, about: UUID) -> int:
    """The steps of a person stay, without their name. Gives how many."""
    steps = (Step,)
    return organisations.forget_actor(scope=scope, person=person, about=about, steps=steps, said="report_steps")
