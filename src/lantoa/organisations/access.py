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

__all__ = ["SESSION_KEY", "Request", "everyone", "official", "own_scope", "scope_by_link", "scope_of"]

SESSION_KEY = "acting_grant"


def own_scope(request: HttpRequest, today: date) -> Scope:
    """What settings.SCOPE_OF names. Of a signed-in visitor: the scope of the role that was chosen, else of the first;
    of a session by personal link, of the one role that the link is for."""
    user: Any = request.user
    if link := link_of(request):
        return scope_by_link(user, link.limits, today)
    return queries.scope_for(user, today, grant=request.session.get(SESSION_KEY))


def scope_by_link(user: User, limits: Mapping[str, Any], today: date) -> Scope:
    """What a session by personal link may do: its one grant while that holds, else nothing."""
    grant = limits.get("grant")
    if any(one.pk == grant for one in queries.grants_of(user, today)):
        return queries.scope_for(user, today, grant=grant)
    return Scope(user.pk, user.full_name)
