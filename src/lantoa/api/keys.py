"""Who asks: a program with a key of an account, which acts in one role."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from lantoa.accounts import queries as accounts
from lantoa.accounts.operations import note_use
from lantoa.common.scopes import Scope
from lantoa.organisations.access import scope_by_link


class Asker(HttpRequest):
    """What a handler receives: the scope of the role that the key is for, and today's date."""

    scope: Scope
    today: date


class ByKey(HttpBearer):
    """`Authorization: Bearer <key>`. A key whose role has ended may do nothing, and gets 403 like one without right."""

    def authenticate(self, request: HttpRequest, token: str) -> Scope | None:
        """The scope of the key; None for one that does not hold."""
        now = timezone.now()
        key = accounts.key_of_token(token, now)
        if key is None:
            return None
        asker: Asker = request  # type: ignore[assignment]  # handlers name it so
        asker.today = timezone.localdate(now)
        asker.scope = scope_by_link(key.user, key.limits, asker.today)
        note_use(key=key, on=asker.today)
        return asker.scope
