"""Whom a list may name: who belongs to a unit or to one below it, in so many queries however long the list is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Membership, Person, Post, UnitAncestry
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import queries as plans
from lantoa.plans.models import Theme
from lantoa.pledges.models import Pledge
from lantoa.pledges.queries.coverage import holding
from lantoa.pledges.queries.people import KEEPING
from lantoa.pledges.rules.listed import Someone
from lantoa.vietnamese.text import fold

MOST_PEOPLE = 500
MOST_THEMES = 200


@dataclass(frozen=True, slots=True)
class Near:
    """Who and what a list may name: persons and units by their numbers, with the texts that stand for them."""

    listed: list[Someone]
    people: dict[str, Person]
    units: dict[str, NamedUnit]
    themes: dict[str, Theme]


def near(scope: Scope, unit: NamedUnit, today: date, days: Period, names: Collection[str] | None = None) -> Near:
    """Everybody of a unit and of those below it, on any line, for whom the scope may answer.

    ``names`` are those that a list holds; without them it is everybody, as far as a template holds them.
    """
    under = UnitAncestry.objects.filter(ancestor=unit.pk, from_on__lte=today, to_on__gte=today)
    reach = scope.units(KEEPING)
    ids = under.values("descendant") if reach is None else under.filter(descendant__in=reach).values("descendant")
    known = organisations.people().order_by()
    if names is not None:
        known = known.filter(folded__in={fold(one) for one in names})
    found: dict[tuple[int, int], dict[str, Any]] = {}
    most = MOST_PEOPLE * 2 if names is None else None
    for row in _spans(Membership.objects.all(), known, ids, today)[:most]:
        found[row.person_id, row.unit_id] = {"person": row.person, "is_member": True, "titles": set()}
    for row in _spans(Post.objects.all(), known, ids, today)[:most]:
        one = found.setdefault((row.person_id, row.unit_id), {"person": row.person, "is_member": False})
        one.setdefault("titles", set()).add(fold(row.title))
    units = {one.pk: one for one in organisations.standing(today).filter(pk__in={unit_ for _, unit_ in found})}
    listed = [
        Someone(
            str(one["person"].uuid),
            one["person"].full_name,
            units[where].code,
            (units[where].name, f"{units[where].name} ({units[where].code})", units[where].code),
            one["is_member"],
            frozenset(one["titles"]),
            one["person"].birth_year,
        )
        for (_, where), one in found.items()
        if where in units
    ]
    themes = plans.themes_during(unit.pk, days.from_on, days.to_on)[:MOST_THEMES]
    return Near(
        listed,
        {str(one["person"].uuid): one["person"] for one in found.values()},
        {one.code: one for one in units.values()},
        {str(one.uuid): one for one in themes},
    )


def _spans(rows: QuerySet[Any], known: QuerySet[Person], units: QuerySet[Any], day: date) -> QuerySet[Any]:
    held = rows.filter(holding(day), unit__in=units, person__in=known.values("pk"))
    return held.select_related("person").order_by("person__sort_key", "person", "unit", "pk")


def have_one(units: Collection[int], span: str, days: Period) -> set[tuple[int, int]]:
    """Who of which unit has a pledge of that period already: pairs of unit and person; one query."""
    rows = Pledge.objects.filter(unit__in=units, person__isnull=False, span=span, from_on=days.from_on)
    return {
        (unit, person)
        for unit, person in rows.exclude(stage="dropped").values_list("unit_id", "person_id")
        if person is not None
    }
