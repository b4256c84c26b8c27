"""The role in use, for the head of every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.queries import link_of
from lantoa.organisations import queries
from lantoa.organisations.access import SESSION_KEY, scope_of
from lantoa.organisations.models import Grant

ROLE_NAMES = {
    "clerk": _("Clerk"),
    "head": _("Head of the unit"),
    "province": _("Provincial compiler"),
    "manager": _("Manager of units"),
    "reader": _("May read only"),
    "system_admin": _("System administrator"),
}


@dataclass(frozen=True, slots=True)
class Role:
    """A role as the head of a page names it."""

    grant: int
    label: str
    is_current: bool


def roles(request: HttpRequest) -> list[Role]:
    """The roles that the visitor may act in today; empty for the public. Two queries."""
    if not request.user.is_authenticated:
        return []
    scope_of(request)
    today = request.today  # type: ignore[attr-defined]  # scope_of puts it there
    grants = list(queries.grants_of(request.user, today))
    if link := link_of(request):
        grants = [one for one in grants if one.pk == link.limits.get("grant")]
    names = queries.names_on([one.unit_id for one in grants], today)
    current = current_grant(grants, request.session.get(SESSION_KEY))
    return [
        Role(one.pk, f"{ROLE_NAMES.get(one.role, one.role)}, {names[one.unit_id]}", one is current) for one in grants
    ]


def current_grant(grants: list[Grant], chosen: Any) -> Grant | None:
    """The grant that was chosen, else the first, as ``queries.scope_for`` takes it."""
    return next((one for one in grants if one.pk == chosen), grants[0] if grants else None)


def acting(request: HttpRequest) -> dict[str, Any]:
    """``role_in_use`` (words, empty for the public) and ``roles`` (all of them); asked for only where shown."""
    known: list[list[Role]] = []

    def every() -> list[Role]:
        if not known:
            known.append(roles(request) if hasattr(request, "user") else [])
        return known[0]

    return {
        "roles": SimpleLazyObject(every),
        "role_in_use": SimpleLazyObject(lambda: next((one.label for one in every() if one.is_current), "")),
    }
