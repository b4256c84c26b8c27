"""What an address asks for behind its question mark: a unit that may be read, a day; for pages of every concept."""

from __future__ import annotations

from datetime import date

from django.http import Http404

from lantoa.organisations import queries
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
            found = queries.unit(asked, request.today)
        elif home is None:
            found = queries.country(request.today)
        else:
            found = queries.named(request.today).filter(pk=home).first()
    except queries.UnableToFindUnit as error:
        raise Http404(str(error)) from error
    if found is None or not request.scope.may("read", found.pk):
        raise Http404
    return found


def day(request: Request, name: str) -> date | None:
    """A day typed behind the question mark; None for none and for what is no day."""
    found = read_date(request.GET.get(name, "")[:20])
    return found if found and 1945 <= found.year <= 2200 else None
