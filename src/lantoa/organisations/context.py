"""The role in use, for the head of every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from lantoa.organisations import queries
from lantoa.organisations.access import DELEGATION_KEY, SESSION_KEY, held_in, scope_of
from lantoa.organisations.models import Delegation, Grant
from lantoa.organisations.wording import LINE_NAMES, role_name, term


@dataclass(frozen=True, slots=True)
class Role:
    """A role as pages name it. ``by`` is whoever lent it, "" for one's own; ``key`` is the name of the form's field."""

    key: str
    pk: int
    label: str
    line: str
    term: str
    by: str
    is_current: bool


def roles(request: HttpRequest) -> list[Role]:
    """The roles that the visitor may act in today, one's own first; empty for the public. One query beyond access's."""
    if not request.user.is_authenticated:
        return []
    scope = scope_of(request)
    today: date = request.today  # type: ignore[attr-defined]  # scope_of puts it there
    held = held_in(request)
    own, lent = held.own, held.lent
    names = queries.names_on({one.unit_id for one in own} | {one.unit_id for one in lent}, today)
    used = scope.delegation
    current = None if used else _current(own, request.session.get(SESSION_KEY))
    return [
        *(_own(one, names[one.unit_id], is_current=one is current) for one in own),
        *(_lent(one, names[one.unit_id], is_current=one.uuid == used) for one in lent),
    ]


def _own(one: Grant, unit: str, *, is_current: bool) -> Role:
    label, line = f"{role_name(one.role)}, {unit}", str(LINE_NAMES[one.line])
    return Role("grant", one.pk, label, line, term(one.from_on, one.to_on), "", is_current)


def _lent(one: Delegation, unit: str, *, is_current: bool) -> Role:
    label, line = f"{role_name(one.grant.role)}, {unit}", str(LINE_NAMES[one.grant.line])
    days = term(one.from_on, one.to_on)
    return Role("delegation", one.pk, label, line, days, one.grant.user.full_name, is_current)


def _current(grants: list[Grant], chosen: Any) -> Grant | None:
    """The grant that was chosen, else the first, as ``queries.scope_for`` takes it."""
    return next((one for one in grants if one.pk == chosen), grants[0] if grants else None)


def choose(request: HttpRequest, key: str, pk: int) -> bool:
    """Acts in that role from now on; False when it is not the visitor's today."""
    if not any((role.key, role.pk) == (key, pk) for role in roles(request)):
        return False
    request.session.pop(SESSION_KEY, None)
    request.session.pop(DELEGATION_KEY, None)
    request.session[DELEGATION_KEY if key == "delegation" else SESSION_KEY] = pk
    return True


def acting(request: HttpRequest) -> dict[str, Any]:
    """``role_in_use`` (words, empty for the public), ``lent_by`` (whose right it is, when not one's own) and ``roles``
    (all of them); asked for only where shown."""
    known: list[list[Role]] = []

    def every() -> list[Role]:
        if not known:
            known.append(roles(request) if hasattr(request, "user") else [])
        return known[0]

    def of_current(part: str) -> str:
        return next((str(getattr(one, part)) for one in every() if one.is_current), "")

    return {
        "roles": SimpleLazyObject(every),
        "role_in_use": SimpleLazyObject(lambda: of_current("label")),
        "lent_by": SimpleLazyObject(lambda: of_current("by")),
    }
