"""The scope of whoever is signed in. The marks of a page's audience lie in design/access.py and are named here too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest

from lantoa.accounts.models import User
from lantoa.accounts.queries import link_of
from lantoa.common.scopes import Scope
from lantoa.design.access import Request, everyone, official, scope_of
from lantoa.organisations import queries

__all__ = [
    "DELEGATION_KEY",
    "SESSION_KEY",
    "Request",
    "everyone",
    "held_in",
    "official",
    "own_scope",
    "scope_by_link",
    "scope_of",
]

SESSION_KEY = "acting_grant"
DELEGATION_KEY = "acting_delegation"


def own_scope(request: HttpRequest, today: date) -> Scope:
    """What settings.SCOPE_OF names. Of a signed-in visitor: the scope of the role that was chosen, else of the first;
    of a session by personal link, of the one role that the link is for."""
    acting: Any = request
    day, held = getattr(acting.user, "held_today", (None, None))
    acting.held = held if held is not None and day == today else queries.held_by(acting.user, today)
    if link := link_of(request):
        acting.held = _by_link(acting.held, link.limits)
    chosen = {"grant": acting.session.get(SESSION_KEY), "delegation": acting.session.get(DELEGATION_KEY)}
    return queries.scope_for(acting.user, today, held=acting.held, **chosen)


def held_in(request: HttpRequest) -> queries.Held:
    """The roles that a signed-in visitor may choose from."""
    scope_of(request)
    held: queries.Held = request.held  # type: ignore[attr-defined]  # own_scope puts it there
    return held


def scope_by_link(user: User, limits: Mapping[str, Any], today: date) -> Scope:
    """What a session by personal link may do: its one grant while that holds, else nothing. Never what others lent."""
    return queries.scope_for(user, today, held=_by_link(queries.held_by(user, today), limits))


def _by_link(held: queries.Held, limits: Mapping[str, Any]) -> queries.Held:
    return queries.Held([one for one in held.own if one.pk == limits.get("grant")], [])
