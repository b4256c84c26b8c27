"""What the address names, or 404."""

from __future__ import annotations

from datetime import date

from django.http import Http404

from lantoa.regulations import calendars, queries
from lantoa.regulations.models import Regulation


def version(code: str, from_on: str) -> Regulation:
    """The version of the address; Http404 for an unknown one."""
    try:
        return queries.version(code, date.fromisoformat(from_on))
    except (ValueError, queries.UnableToFindRegulation) as error:
        raise Http404(str(error)) from error


def versions(code: str, day: date) -> list[queries.Rule]:
    """All versions of the rule of the address, the newest first; Http404 for an unknown one."""
    found = queries.versions(code, day)
    if not found:
        raise Http404(code)
    return found


def year(number: int) -> int:
    """The year of the address; Http404 beyond what the calendar speaks of."""
    if not calendars.EARLIEST.year <= number <= calendars.LATEST.year:
        raise Http404(str(number))
    return number
