"""Who acts in roles where, for those who tell them something."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from lantoa.organisations.models import Change, Grant, UnitAncestry
from lantoa.organisations.queries.rights import in_force


def grants_in(units: Iterable[int], today: date) -> QuerySet[Grant]:
    """The roles that open accounts may act in today on these very units, with the accounts; one query."""
    held = Grant.objects.filter(in_force(today), unit__in=set(units), user__is_active=True)
    return held.select_related("user").order_by("unit", "user__full_name", "pk")


def places_of_bodies(units: Collection[int], day: date) -> dict[int, int]:
    """The place in which each of these bodies stands; one query."""
    direct = UnitAncestry.objects.filter(descendant__in=units, line="place", depth=1, from_on__lte=day, to_on__gte=day)
    return dict(direct.values_list("descendant_id", "ancestor_id"))


def have_account(people: Iterable[int], today: date) -> dict[int, int]:
    """The open account of each person who acts in a role anywhere today, by the person's id; one query."""
    held = Grant.objects.filter(in_force(today), person__in=set(people), user__is_active=True)
    return dict(held.order_by("-pk").values_list("person_id", "user_id"))


@dataclass(frozen=True, slots=True)
class Moved:
    """The roles that a change ended, and those that it gave instead."""

    ended: list[Grant]
    given: list[Grant]


def grants_ended_by(changes: Iterable[Change]) -> dict[int, Moved]:
    """Per change (its id) what became of roles; those that touched none are left out. One query for all of them."""
    label = Grant._meta.label

    def ids(change: Change, part: str) -> list[int]:
        return [pk for kind, pk, _day in change.effects.get(part, ()) if kind == label]

    asked = {one.pk: (ids(one, "ended"), ids(one, "made")) for one in changes}
    asked = {change: both for change, both in asked.items() if both[0]}
    if not asked:
        return {}
    wanted = {pk for ended, made in asked.values() for pk in (*ended, *made)}
    kept = Grant.objects.filter(pk__in=wanted).select_related("user").in_bulk()
    return {
        change: Moved([kept[pk] for pk in ended if pk in kept], [kept[pk] for pk in made if pk in kept])
        for change, (ended, made) in asked.items()
    }
