"""Branches, members and pledges as the tests make them: through the concepts' own operations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account
from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as rights
from lantoa.organisations.models import Person
from lantoa.pledges import operations
from lantoa.pledges.models import Pledge
from lantoa.pledges.operations import DeedSaid, PledgeSaid
from tests.cast import LONG_AGO, TODAY, Cast
from tests.organisations.rosters import name_of

YEAR = Period.year(2026)
LAST = date(2026, 12, 31)
TEXT = "Mỗi tháng giúp một hộ khó khăn dọn vệ sinh ngõ xóm"


def make_members(
    cast: Cast, many: int = 3, unit: str = "cb-dong", *, kind: str = "member", at: int = 0
) -> list[Person]:
    """So many members of a branch; the first of the first heads it."""
    found = []
    for number in range(at, at + many):
        person = organisations.add_person(scope=cast.product, full_name=name_of(number), unit=cast.units[unit])
        said: dict[str, Any] = {"scope": cast.product, "person": person, "unit": cast.units[unit], "on": LONG_AGO}
        organisations.join_unit(**said, kind=kind)
        if number == 0:
            organisations.appoint(**said, title="Bí thư Chi bộ", is_head=True)
        found.append(person)
    return found


def account(cast: Cast, role: str, person: Person | None, unit: str = "cb-dong", username: str = "") -> User:
    """Somebody with a role in a branch, behind whom a person stands."""
    user = make_account(username=username or f"{role}-{unit}", full_name="Người của chi bộ", password=None)
    last = date(2027, 6, 30) if role in ("branch_secretary", "head", "approver") else None
    organisations.grant(
        scope=cast.product,
        user=user,
        unit=cast.units[unit],
        role=role,
        line="party" if unit.startswith("cb") else "place",
        on=LONG_AGO,
        to_on=last,
        person=person,
    )
    return user


def acting(user: User) -> Scope:
    """What the account may do today."""
    return rights.scope_for(user, TODAY)


def deed(what: str = TEXT, due_on: date = LAST, **more: Any) -> DeedSaid:
    """One thing that will be seen done."""
    return DeedSaid(what, due_on, **more)


def make_pledge(
    cast: Cast,
    person: Person | None,
    unit: str = "cb-dong",
    *,
    scope: Scope | None = None,
    deeds: Sequence[DeedSaid] = (),
    today: date = TODAY,
    verbs: Sequence[str] = (),
    **more: Any,
) -> Pledge:
    """A pledge that was sent, and moved on by the verbs."""
    by = scope or cast.product
    said = PledgeSaid(cast.units[unit], more.pop("days", YEAR), deeds or [deed()], person, **more)
    one, _new = operations.register(scope=by, said=said, today=today)
    for verb in verbs:
        one = operations.advance(scope=by, pledge=one, verb=verb, today=today, note="cần cụ thể hơn")
    one.refresh_from_db()
    return one
