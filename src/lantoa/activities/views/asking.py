"""What an address asks for: a unit, days, an activity that the visitor may read."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from lantoa.activities import queries
from lantoa.activities.models import Activity
from lantoa.organisations.access import Request
from lantoa.organisations.asking import day, unit
from lantoa.organisations.queries import NamedUnit

__all__ = ["activity", "day", "kept", "kept_unit", "unit", "uuid_in"]


def kept_unit(request: Request) -> NamedUnit:
    """The unit that is asked for, where one answers for it; 404 where one does not."""
    found = unit(request)
    if not queries.may_keep(request.scope, found.pk):
        raise Http404
    return found


def activity(request: Request, uuid: UUID) -> Activity:
    """An activity that the visitor may read; what cannot be read is not there at all."""
    found = queries.activity(uuid)
    if found is None or not request.scope.may("read", found.unit_id):
        raise Http404
    return found


def kept(request: Request, uuid: UUID) -> Activity:
    """The same, for whoever answers for the unit; 403 for the rest."""
    found = activity(request, uuid)
    if not queries.may_keep(request.scope, found.unit_id):
        raise PermissionDenied
    return found


def uuid_in(text: str) -> UUID | None:
    """A UUID in words; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
