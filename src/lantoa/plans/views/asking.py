"""What an address asks for: a unit, a year, a plan that the visitor may read."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from lantoa.common.scopes import Scope
from lantoa.directives import queries as directives
from lantoa.directives.models import Directive
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import queries
from lantoa.plans.forms.choosing import MOST_UNITS
from lantoa.plans.models import Plan, Task


def unit(request: Request) -> NamedUnit | None:
    """The unit that is asked for, else the one in whose name one acts, else the country."""
    asked, home = request.GET.get("unit", "")[:80], request.scope.home_unit_id
    try:
        if asked:
            return organisations.unit(asked, request.today)
    except organisations.UnableToFindUnit as error:
        raise Http404(str(error)) from error
    if home is None:
        return organisations.country(request.today)
    return organisations.named(request.today).filter(pk=home).first()


def year(request: Request) -> int:
    """The year that is asked for, else this one."""
    asked = request.GET.get("year", "")
    is_year = len(asked) == 4 and asked.isascii() and asked.isdigit() and 1900 <= int(asked) <= 2200
    return int(asked) if is_year else request.today.year


def paper(request: Request) -> Directive | None:
    """The paper of the book that is asked for; 404 for one that the visitor may not open, None where none is."""
    asked = request.GET.get("paper", "")
    if not asked:
        return None
    try:
        found = directives.opened(UUID(asked), request.scope)
    except ValueError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def plan(request: Request, uuid: UUID) -> Plan:
    """A plan that the visitor may read; what cannot be read is not there at all."""
    found = queries.plan(uuid)
    if found is None or not queries.may_read(found, request.scope, request.today):
        raise Http404
    return found


def sees_the_copy(request: Request, found: Plan) -> bool:
    """Whether the visitor may see the copy that is worked on: who reads the unit, and all while it says what is in
    force."""
    return request.scope.may("read", found.unit_id) or found.stage in ("approved", "closed")


def task(request: Request, uuid: UUID) -> Task:
    """A task of a plan that the visitor may read."""
    found = queries.task(uuid)
    if found is None or not queries.may_read(found.plan, request.scope, request.today):
        raise Http404
    if found.since is None and not request.scope.may("read", found.plan.unit_id):
        raise Http404
    return found


def own_plan(request: Request, found: Plan) -> Plan:
    """A plan whose text the visitor may write; 403 where it may only be read."""
    if not request.scope.may("confirm", found.unit_id):
        raise PermissionDenied
    return found


def own_units(scope: Scope, today: date) -> list[NamedUnit]:
    """The units that one may write for; of very many, those nearest the top."""
    reach = scope.units("confirm")
    units = organisations.standing(today)
    return list((units if reach is None else units.filter(pk__in=reach))[:MOST_UNITS])
