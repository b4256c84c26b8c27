"""What signing in must ask of the floors above, by the names in settings.ACCOUNTS_ASK: it may not import them.

Decision 0009 says why. Each function has the shape of what answers it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.module_loading import import_string

from lantoa.accounts.models import User
from lantoa.common.scopes import Scope


@dataclass(frozen=True, slots=True)
class Limit:
    """What a personal link of an account may be for: words for people, and the limits that say so to the product."""

    key: str
    label: str
    limits: dict[str, Any]


def scope_of(request: HttpRequest) -> Scope:
    """The scope of the role that the visitor acts in."""
    found: Scope = _asked("scope_of")(request)
    return found


def needs_second_step(user: User, today: date) -> bool:
    """Whether what the account may do asks for more than a password."""
    return bool(_asked("needs_second_step")(user, today))


def may_manage(scope: Scope, user: User | None, today: date) -> bool:
    """Whether the scope reaches the account; with None, whether it may make accounts at all."""
    return bool(_asked("may_manage")(scope, user, today))


def managed(scope: Scope, today: date) -> QuerySet[User]:
    """Every account that the scope reaches."""
    found: QuerySet[User] = _asked("managed")(scope, today)
    return found


def limits_of(user: User, today: date) -> list[Limit]:
    """What a personal link of the account may be limited to."""
    return [Limit(*one) for one in _asked("limits_of")(user, today)]


def record(*, scope: Scope, verb: str, uuid: UUID, data: dict[str, Any] | None = None) -> None:
    """Writes an act on an account into the history, inside the caller's transaction."""
    _asked("record")(scope=scope, verb=verb, kind="account", uuid=uuid, data=data)


def _asked(question: str) -> Callable[..., Any]:
    answer: Callable[..., Any] = import_string(settings.ACCOUNTS_ASK[question])
    return answer
