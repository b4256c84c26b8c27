"""What an address asks for: a unit, a year, a pledge that the visitor may read."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from lantoa.organisations.access import Request
from lantoa.organisations.asking import unit
from lantoa.organisations.queries import NamedUnit
from lantoa.pledges import queries
from lantoa.pledges.models import Pledge

__all__ = ["acting", "kept_unit", "pledge", "unit", "year"]


def kept_unit(request: Request) -> NamedUnit:
    """The unit that is asked for, where one answers for it; 404 where one does not."""
    found = unit(request)
    if not queries.may_keep(request.scope, found.pk):
        raise Http404
    return found


def year(request: Request) -> int:
    """The year that is asked for, else this one."""
    asked = request.GET.get("year", "")
    is_year = len(asked) == 4 and asked.isascii() and asked.isdigit() and 1900 <= int(asked) <= 2200
    return int(asked) if is_year else request.today.year


def pledge(request: Request, uuid: UUID) -> Pledge:
    """A pledge that the visitor may read; what cannot be read is not there at all."""
    found = queries.pledge(uuid)
    if found is None or not queries.is_shown(request.scope, found, request.today):
        raise Http404
    return found


def acting(request: Request, uuid: UUID, *, own: bool = True) -> Pledge:
    """The same, for whoever answers for the unit or (``own``) undertook it; 403 for the rest."""
    found = pledge(request, uuid)
    may = queries.may_keep(request.scope, found.unit_id)
    if not may and not (own and queries.is_own(request.scope, found.person_id, request.today)):
        raise PermissionDenied
    return found
