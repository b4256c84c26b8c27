"""What signing in asks of units and rights (settings.ACCOUNTS_ASK): it lies below and may not import them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from lantoa.accounts.models import User
from lantoa.common.scopes import Scope
from lantoa.organisations import queries, rules
from lantoa.organisations.models import Grant
from lantoa.organisations.wording import ROLE_NAMES

# They run the installation, and so reach every account whatever its units.
EVERYWHERE = frozenset({"system", "system_admin"})


def needs_second_step(user: User, today: date) -> bool:
    """Whether the account may act today in a role that asks for two steps at sign-in, its own or lent."""
    held = queries.held_by(user, today)
    # The scope, which the same request makes next, need not ask again (access.own_scope). Here it is asked each time.
    user.held_today = today, held  # type: ignore[attr-defined]
    roles = {one.role for one in held.own} | {one.grant.role for one in held.lent}
    return bool(roles & rules.STRONG_ROLES)


def may_manage(scope: Scope, user: User | None, today: date) -> bool:
    """Whether the scope reaches every unit that the account acts for; with None, whether it may make accounts.

    An account without a role is in reach of all who make accounts: someone has just made it. One that runs the
    installation is managed by its like only.
    """
    if "accounts" not in scope.reach:
        return False
    if user is None or scope.role in EVERYWHERE:
        return True
    # A role that begins tomorrow counts today.
    grants = Grant.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today), user=user)
    return all(one.role not in EVERYWHERE and scope.may("accounts", one.unit_id) for one in grants)


def managed(scope: Scope, today: date) -> QuerySet[User]:
    """All the accounts of which ``may_manage`` says yes, in one question."""
    if "accounts" not in scope.reach:
        return User.objects.none()
    if scope.role in EVERYWHERE:
        return User.objects.all()
    beyond, reach = Q(role__in=EVERYWHERE), scope.units("accounts")
    if reach is not None:
        beyond |= ~Q(unit__in=reach)
    grants = Grant.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today)).filter(beyond)
    return User.objects.exclude(pk__in=grants.values("user"))


def limits_of(user: User, today: date) -> list[tuple[str, str, dict[str, Any]]]:
    """What a personal link of the account may be limited to: key, words, limits, one for each of its roles today."""
    grants = list(queries.grants_of(user, today))
    names = queries.names_on([one.unit_id for one in grants], today)
    return [
        (str(one.pk), f"{ROLE_NAMES.get(one.role, one.role)}, {names[one.unit_id]}", {"grant": one.pk})
        for one in grants
    ]
