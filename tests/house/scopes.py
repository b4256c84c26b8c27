"""The scope of whoever walks the matrix, made once: half of every request went into making it anew."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest

from lantoa.common.scopes import Scope
from lantoa.organisations.access import own_scope

_MADE: dict[tuple[Any, ...], tuple[Scope, Any]] = {}


def remembered(request: HttpRequest, today: date) -> Scope:
    """What settings.SCOPE_OF names during the walk. All that a request changes is taken back, so an account may do
    the same in all of them; nothing else is remembered between two."""
    acting: Any = request
    # Accounts that were taken back leave their ids to others; a session is nobody else's.
    key = (acting.session.session_key, today)
    if key not in _MADE:
        _MADE[key] = own_scope(request, today), acting.held
    scope, acting.held = _MADE[key]
    return scope
