"""What everybody may know of what is to come: kinds that are public, by name, day, hour, place; nothing of people."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from lantoa.activities.models import Activity
from lantoa.activities.queries.activities import activities, kinds
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import UnitAncestry
from lantoa.organisations.queries import NamedUnit

# So far ahead a public page looks.
SOON = timedelta(days=60)


def public(today: date) -> QuerySet[Activity]:
    """What is to come of the kinds that are public, the next first; what was put off or called off says so."""
    codes = [code for code, one in kinds(today).items() if one.public]
    soon = activities().filter(kind__in=codes, to_on__gte=today, from_on__lte=today + SOON).exclude(stage="held")
    return soon.order_by("from_on", "begins", "pk")


def under(found: QuerySet[Activity], unit: int, today: date) -> QuerySet[Activity]:
    """Those of a unit and of all that stand under it today, on any line."""
    below = UnitAncestry.objects.filter(ancestor=unit, from_on__lte=today, to_on__gte=today).values("descendant")
    return found.filter(Q(unit=unit) | Q(unit__in=below))


def places_of(found: QuerySet[Activity], rank: int, today: date) -> QuerySet[NamedUnit]:
    """The places of a rank (3 commune) in which any of these is held, in Vietnamese order."""
    units = found.order_by().values("unit")
    above = UnitAncestry.objects.filter(descendant__in=units, from_on__lte=today, to_on__gte=today).values("ancestor")
    places = organisations.named(today).filter(Q(pk__in=above) | Q(pk__in=units), is_place=True, rank=rank)
    return places.order_by("sort_key", "pk")
