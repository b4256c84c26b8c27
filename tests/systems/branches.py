"""Branches of the five places with their members, and what these undertake, as their secretaries enter it."""

from __future__ import annotations

from datetime import date
from typing import Any

from lantoa.accounts.operations import make_account
from lantoa.common.scopes import Scope
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as rights
from lantoa.organisations.models import Person, Unit
from tests.cast import Cast
from tests.organisations.rosters import name_of
from tests.systems.places import BEFORE


def branch(cast: Cast, above: Unit, code: str, many: int, *, at: int = 0) -> tuple[Unit, list[Person]]:
    """A branch in a place with so many members, the first of whom heads it; ``at`` keeps their names apart."""
    unit = organisations.found_unit(
        scope=cast.product,
        code=code,
        name=f"Chi bộ {code}",
        unit_class="party_branch",
        on=BEFORE,
        parents={"place": above},
    )
    people = []
    for number in range(at, at + many):
        person = organisations.add_person(scope=cast.product, full_name=name_of(number), unit=unit)
        said: dict[str, Any] = {"scope": cast.product, "person": person, "unit": unit, "on": BEFORE}
        organisations.join_unit(**said)
        people.append(person)
    organisations.appoint(
        scope=cast.product, person=people[0], unit=unit, title="Bí thư Chi bộ", is_head=True, on=BEFORE
    )
    return unit, people


def acting(cast: Cast, role: str, unit: Unit, person: Person, day: date) -> Scope:
    """What somebody may do in a role in a branch on a day."""
    user = make_account(username=f"{role}-{unit.code}-{person.pk}", full_name=person.full_name, password=None)
    last = date(2099, 1, 1) if role == "branch_secretary" else None
    organisations.grant(scope=cast.product, user=user, unit=unit, role=role, on=BEFORE, to_on=last, person=person)
    return rights.scope_for(user, day)
