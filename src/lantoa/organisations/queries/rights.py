"""What an account may do today."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from lantoa.accounts.models import User
from lantoa.common.scopes import Scope
from lantoa.organisations import rules
from lantoa.organisations.models import Grant
from lantoa.organisations.queries.naming import holding
from lantoa.organisations.queries.tree import reach


def grants_of(user: User, today: date) -> QuerySet[Grant]:
    """The roles an account may act in today, in the order in which they were given."""
    return Grant.objects.filter(holding(today), user=user).select_related("unit").order_by("pk")


def scope_for(user: User, today: date, *, grant: int | None = None) -> Scope:
    """What the account may do today in one role: the grant named, else its first. Nothing without a grant."""
    grants = list(grants_of(user, today))
    acting = next((one for one in grants if one.pk == grant), grants[0] if grants else None)
    if acting is None:
        return Scope(user.pk, user.full_name)
    within = reach(acting.unit_id, acting.line, today)
    # Whoever took over a part of a former unit may read its records; changing them takes all of it.
    units: dict[str, frozenset[int] | None] = {
        verb: within.any if verb == "read" else within.whole for verb in rules.ROLES[acting.role]
    }
    return Scope(user.pk, user.full_name, acting.role, acting.unit_id, units if within.any else {})
