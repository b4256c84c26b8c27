"""Which themes are in force, where and when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from lantoa.organisations import queries as organisations
from lantoa.organisations.models import UnitAncestry
from lantoa.organisations.queries import NamedUnit
from lantoa.plans.models import Participation, Theme


def themes() -> QuerySet[Theme]:
    """Every theme, withdrawn ones too, with what a page shows of it joined."""
    return Theme.objects.select_related("unit", "parent", "set_by")


def theme(uuid: UUID) -> Theme | None:
    """One theme."""
    return themes().filter(uuid=uuid).first()


def themes_for(unit: int, day: date) -> QuerySet[Theme]:
    """What is in force for a unit on a day: its own themes, and those of every unit above it on any line.

    A theme with units of its own (a campaign) is in force for those and whoever stands under them, nowhere else.
    Withdrawn ones are left out. The longest and those of the highest kinds come first; one query.
    """
    return themes_during(unit, day, day)


def themes_during(unit: int, from_on: date, to_on: date) -> QuerySet[Theme]:
    """The same on any of the days."""
    return themes_of_any({unit}, from_on, to_on)


def themes_of_any(units: Collection[int], from_on: date, to_on: date) -> QuerySet[Theme]:
    """What is in force for any of these units on any of the days; one query."""
    up = UnitAncestry.objects.filter(descendant__in=units, from_on__lte=to_on, to_on__gte=from_on).values("ancestor")
    taking = Participation.objects.filter(theme=OuterRef("pk"))
    held = taking.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on), from_on__lte=to_on, unit__in=up)
    near = Q(unit__in=units) | Q(unit__in=up) & ~Exists(taking) | Exists(held)
    return _on_any_of(themes(), from_on, to_on).filter(near)


def reached_by(one: Theme) -> QuerySet[Any, int]:
    """The ids of the units for which a theme is in force on any of its days (``themes_during`` of each has it)."""
    taking = Participation.objects.filter(theme=one)
    tops = [one.unit_id, *taking.values_list("unit", flat=True)]
    under = UnitAncestry.objects.filter(from_on__lte=one.to_on, to_on__gte=one.from_on)
    if len(tops) == 1:
        return under.filter(ancestor=one.unit_id).values_list("descendant", flat=True)
    # A campaign with units of its own is in force for those, and for whoever set it.
    own = Q(ancestor__in=tops[1:]) | Q(ancestor=one.unit_id, depth=0)
    return under.filter(own).values_list("descendant", flat=True)


def themes_below(unit: int, from_on: date, to_on: date) -> QuerySet[Theme]:
    """What the units below one set, on any line, that is in force on any of the days."""
    under = UnitAncestry.objects.filter(ancestor=unit, depth__gt=0, from_on__lte=to_on, to_on__gte=from_on)
    return _on_any_of(themes(), from_on, to_on).filter(unit__in=under.values("descendant"))


def may_take_part(one: Theme, day: date) -> QuerySet[NamedUnit]:
    """The units that a campaign may have of its own: those directly below the one that set it, on any line, and those
    that take part already."""
    below = UnitAncestry.objects.filter(ancestor=one.unit_id, depth=1, from_on__lte=day, to_on__gte=day)
    taking = Participation.objects.filter(theme=one, to_on__isnull=True)
    near = Q(pk__in=below.values("descendant")) | Q(pk__in=taking.values("unit"))
    return organisations.standing(day).filter(near)


def carried_out_below(one: Theme) -> QuerySet[Theme]:
    """The themes of other units that carry out this one, those withdrawn left out."""
    return _ordered(themes().filter(parent=one).exclude(ended_as="withdrawn"))


def within(one: Theme) -> frozenset[int]:
    """The ids of a theme and of all that carry it out, at every level below; one query a level."""
    found = level = {one.pk}
    while level:
        rows = Theme.objects.filter(parent__in=level).exclude(ended_as="withdrawn").values_list("pk", flat=True)
        level = set(rows) - found
        found = found | level
    return frozenset(found)


def taking_part(one: Theme, day: date | None = None) -> QuerySet[Participation]:
    """The units of a campaign: on a day, or through all time."""
    rows = Participation.objects.filter(theme=one).select_related("unit").order_by("from_on", "unit")
    return rows if day is None else rows.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day)


def years_of_themes(unit: int | None) -> list[int]:
    """The years in which anything was or will be in force for a unit (None: anywhere), the latest first."""
    found = themes().exclude(ended_as="withdrawn")
    if unit is not None:
        up = UnitAncestry.objects.filter(descendant=unit).values("ancestor")
        found = found.filter(Q(unit__in=up) | Q(participations__unit__in=up)).distinct()
    spans = found.order_by().values_list("from_on", "to_on")
    return sorted({year for first, last in spans for year in range(first.year, last.year + 1)}, reverse=True)


def _on_any_of(rows: QuerySet[Theme], from_on: date, to_on: date) -> QuerySet[Theme]:
    last = Coalesce("ended_on", "to_on")
    held = rows.exclude(ended_as="withdrawn").alias(last_on=last)
    return _ordered(held.filter(from_on__lte=to_on, last_on__gte=from_on))


def _ordered(rows: QuerySet[Theme]) -> QuerySet[Theme]:
    """Stages before years, then as they begin; of the same days in Vietnamese order."""
    return rows.order_by("from_on", "-to_on", "sort_key", "pk")
