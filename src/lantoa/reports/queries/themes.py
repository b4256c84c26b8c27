"""Which themes a report is about: those in force for its unit, or for whoever issues it, on any of its days."""

from __future__ import annotations

from django.db.models import Q

from lantoa.common.periods import Period
from lantoa.organisations.models import UnitAncestry
from lantoa.plans import queries as plans
from lantoa.plans.models import Theme

# Breakthroughs, campaigns and groups of tasks are reported on in sections of their own.
KIND = "theme"


def themes_of(units: frozenset[int], days: Period) -> list[Theme]:
    """The themes in force for any of these units on any of the days, stages before years; one query."""
    return list(plans.themes_of_any(units, days.from_on, days.to_on).filter(kind=KIND))


def about_theme(one: Theme) -> Q:
    """Reports, or files in their place, of units that a theme reached, about any of its days; none of another kind.

    The Party body of a place issues the reports about it, so what reaches the body is told of in them.
    """
    if one.kind != KIND or one.ended_as == "withdrawn":
        return Q(pk__in=())
    reached = plans.reached_by(one)
    party = UnitAncestry.objects.filter(line="party", depth__gt=0)
    is_party = Q(descendant__in=party.values("descendant")) | Q(descendant__in=party.values("ancestor"))
    places = UnitAncestry.objects.filter(is_party, line="place", depth=1, descendant__in=reached)
    units = Q(unit__in=reached) | Q(unit__in=places.values("ancestor"))
    return units & Q(named_from__lte=one.ended_on or one.to_on, named_to__gte=one.from_on)
