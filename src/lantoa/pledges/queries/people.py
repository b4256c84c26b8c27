"""Who may see and keep the pledges of a unit, and whose they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Membership, Person, Post
from lantoa.pledges.models import CommitmentFiled, Pledge

# Who answers for a unit answers for what its people undertake, and so sees it.
KEEPING = "answer"


@dataclass(frozen=True, slots=True)
class Listed:
    """Someone who belongs to a unit, and the pledge of the period that they have already."""

    person: Person
    is_head: bool
    pledge: Pledge | None


def may_keep(scope: Scope, unit: int) -> bool:
    """Whether the scope may enter pledges for others in a unit, confirm and close them."""
    return scope.may(KEEPING, unit)


def may_see_inside(scope: Scope, unit: int) -> bool:
    """Whether the scope may see by name who undertook what in a unit; everybody else sees counts."""
    return may_keep(scope, unit) or organisations.may_see_inside(scope, unit)


def inside(scope: Scope) -> frozenset[int] | None:
    """The units in which it may; None means all."""
    reaches = [organisations.inside(scope), scope.units(KEEPING)]
    return None if None in reaches else frozenset().union(*(reach for reach in reaches if reach is not None))


def is_own(scope: Scope, person: int | None, today: date) -> bool:
    """Whether the person is whoever acts, in a role that may bring in their own."""
    return person is not None and "take_in" in scope.reach and organisations.person_acting(scope, today) == person


def is_shown(scope: Scope, one: Pledge, today: date) -> bool:
    """Whether a pledge may be read: inside its unit, or by whoever undertook it."""
    return may_see_inside(scope, one.unit_id) or is_own(scope, one.person_id, today)


def belongs(unit: int, day: date) -> list[Person]:
    """Everybody who belongs to a unit or holds a post there on the day, whoever counts or not; two queries."""
    found = {one.person_id: one.person for one in organisations.memberships_in(unit, day)}
    found |= {one.person_id: one.person for one in organisations.posts_in(unit, day)}
    return sorted(found.values(), key=lambda one: (bytes(one.sort_key), one.pk))


def belonging(units: Iterable[int], names: Collection[str], day: date) -> list[tuple[Person, int]]:
    """Who of these names (folded) belongs to, or holds a post in, which of these units on the day; two queries.

    A post counts only where no unit has the person as a member.
    """
    where, known = set(units), organisations.people().filter(folded__in=names).order_by().values("pk")
    ended = Q(to_on__isnull=True) | Q(to_on__gte=day)
    found: list[tuple[Person, int]] = []
    for rows in (Membership.objects.all(), Post.objects.all()):
        held = rows.filter(ended, from_on__lte=day, unit__in=where, person__in=known).select_related("person")
        seen = {person.pk for person, _ in found}
        pairs = {(one.person_id, one.unit_id): one.person for one in held.order_by("person", "unit", "pk")}
        found += [(person, unit) for (pk, unit), person in pairs.items() if pk not in seen]
    return found


def heads(unit: int, day: date) -> set[int]:
    """The ids of whoever heads a unit on the day."""
    return {one.person_id for one in organisations.heads_in([unit], day)}


def members(unit: int, day: date, span: str, days: Period) -> list[Listed]:
    """Everybody who belongs to a unit, by given name, with their pledge of the period; four queries."""
    people = belongs(unit, day)
    heading = heads(unit, day)
    rows = Pledge.objects.filter(
        unit=unit, person__in=[one.pk for one in people], span=span, from_on=days.from_on
    ).exclude(stage="dropped")
    known = {row.person_id: row for row in rows}
    return [Listed(one, one.pk in heading, known.get(one.pk)) for one in people]


def filed(people: Iterable[int], year: int) -> dict[int, date]:
    """On which day each of these people filed the commitment of the year."""
    rows = CommitmentFiled.objects.filter(person__in=set(people), year=year)
    return dict(rows.values_list("person_id", "filed_on"))
