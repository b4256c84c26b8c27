"""What an address asks for: a unit, days, an activity that the visitor may read."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from lantoa.activities import queries
from lantoa.activities.models import Activity
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request
from lantoa.organisations.queries import NamedUnit
from lantoa.vietnamese.dates import read_date


def unit(request: Request) -> NamedUnit:
    """The unit that is asked for, else the one in whose name one acts, else the country; 404 for none or one that may
    not be read."""
    asked, home = request.GET.get("unit", "")[:80], request.scope.home_unit_id
    found: NamedUnit | None
    try:
        if asked:
            found = organisations.unit(asked, request.today)
        elif home is None:
            found = organisations.country(request.today)
        else:
            found = organisations.named(request.today).filter(pk=home).first()
    except organisations.UnableToFindUnit as error:
        raise Http404(str(error)) from error
    if found is None or not request.scope.may("read", found.pk):
        raise Http404
    return found


def kept_unit(request: Request) -> NamedUnit:
    """The same, for which one answers; 404 where one does not."""
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


def day(request: Request, name: str) -> date | None:
    """A day typed behind the question mark; None for none and for what is no day."""
    found = read_date(request.GET.get(name, "")[:20])
    return found if found and 1945 <= found.year <= 2200 else None


def uuid_in(text: str) -> UUID | None:
    """A UUID in words; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
