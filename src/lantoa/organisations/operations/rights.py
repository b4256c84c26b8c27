"""Giving rights."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from lantoa.accounts.models import User
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations.models import Grant, Person, Unit
from lantoa.organisations.operations.checking import UnableToChangeUnits, check


@transaction.atomic
def grant(
    *, scope: Scope, user: User, unit: Unit, role: str, on: date, line: str = "place", person: Person | None = None
) -> Grant:
    """Lets an account act in a role on a unit and all below it on a line, from a day on."""
    check(scope, unit)
    try:
        with transaction.atomic():
            given = Grant.objects.create(user=user, unit=unit, role=role, line=line, from_on=on, person=person)
    except IntegrityError as error:
        raise UnableToChangeUnits(f"Không có vai trò “{role}”.") from error
    data = {"unit": unit.code, "role": role, "line": line, "on": on}
    record(scope=scope, verb="grant", kind="account", uuid=user.uuid, data=data)
    return given
