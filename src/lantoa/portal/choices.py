"""What the gallery offers to choose from, worked out once a minute by each process.

Of fifteen thousand practices it takes longer than the page itself. Only the choices are kept, never what is shown: a
place or a field that is a minute too old finds what there is now.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from lantoa.organisations.queries import NamedUnit
from lantoa.practices import queries
from lantoa.practices.models import Field

PROVINCE, COMMUNE = 1, 3


@dataclass(frozen=True, slots=True)
class Choices:
    """The places and fields in which anything is shown."""

    places: list[NamedUnit]
    fields: list[Field]


_kept: dict[date, tuple[float, Choices]] = {}


def choices(today: date) -> Choices:
    """Those of today; settings.CHOICES_KEPT says for how many seconds they hold."""
    now = time.monotonic()
    until, found = _kept.get(today, (0.0, None))
    if found is None or now >= until:
        shown = queries.shown()
        places = list(queries.places_with(shown, (PROVINCE, COMMUNE), today))
        found = Choices(places, queries.fields_with(shown))
        _kept.clear()  # of former days
        _kept[today] = (now + settings.CHOICES_KEPT, found)
    return found
