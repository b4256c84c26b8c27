"""Units with people of their own, below one, and what stands in the list of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Membership, UnitAncestry
from lantoa.organisations.queries import NamedUnit
from lantoa.pledges.models import Pledge
from lantoa.pledges.queries.coverage import holding, said_of, who_counts
from lantoa.pledges.rules import share


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit alone, without those below it: who should register there and has, what waits to be confirmed."""

    unit: NamedUnit
    should: int = 0
    registered: int = 0
    confirmed: int = 0
    waiting: int = 0

    @property
    def percent(self) -> int:
        """Of those who should, how many in a hundred have registered, rounded down."""
        return share(self.registered, self.should)


def under(top: int, day: date) -> QuerySet[Any, Any]:
    """The ids of a unit and of all below it on any line."""
    held = UnitAncestry.objects.filter(ancestor=top, from_on__lte=day, to_on__gte=day)
    return held.filter(organisations.standing_on(day, "descendant__")).values("descendant")


def registering(top: int, scope: Scope, day: date, days: Period) -> QuerySet[NamedUnit]:
    """The units at or below one that have people who should register on the day, or pledges of the period, and may be
    read; in Vietnamese order."""
    tree = under(top, day)
    belonging = Membership.objects.filter(holding(day), unit__in=tree, kind__in=who_counts(day)).values("unit")
    pledged = (
        Pledge.objects.filter(unit__in=tree, from_on__lte=days.to_on, to_on__gte=days.from_on)
        .exclude(stage__in=("draft", "dropped"))
        .values("unit")
    )
    found = organisations.standing(day).filter(Q(pk__in=belonging) | Q(pk__in=pledged))
    reach = scope.units("read")
    found = found if reach is None else found.filter(pk__in=reach)
    return found.order_by("sort_key", "pk")


def unit_lines(units: Sequence[NamedUnit], day: date, span: str = "year") -> list[UnitLine]:
    """What each of these units comes to by itself; two queries, however many units."""
    pks = [one.pk for one in units]
    people = organisations.people().order_by().values("pk")
    belonging = Membership.objects.filter(holding(day), unit__in=pks, person__in=people, kind__in=who_counts(day))
    rows: Any = belonging.annotate(**said_of(day, span, "person")).values("unit")
    counted = rows.annotate(
        should=Count("person", distinct=True),
        registered=Count("person", distinct=True, filter=Q(has=True)),
        confirmed=Count("person", distinct=True, filter=Q(is_confirmed=True)),
    ).order_by()
    known = {row.pop("unit"): row for row in counted}
    stood = Pledge.objects.filter(unit__in=pks, stage="registered", span=span, from_on__lte=day, to_on__gte=day)
    waiting = dict(stood.order_by().values("unit").annotate(n=Count("pk")).values_list("unit", "n"))
    return [UnitLine(one, **known.get(one.pk, {}), waiting=waiting.get(one.pk, 0)) for one in units]
