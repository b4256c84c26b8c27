"""People, the posts they hold, the units they belong to, and who may see them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantoa.common.scopes import Scope
from lantoa.organisations.models import Membership, Person, Post, Restriction, UnitAncestry
from lantoa.organisations.queries.naming import holding
from lantoa.organisations.rules.personal_data import ERASED_NAME
from lantoa.vietnamese.text import fold

# Who manages people or keeps the registers of a unit also sees who belongs to it, and birth years.
INSIDE = ("manage", "confirm")
Row = TypeVar("Row", Post, Membership)


def _hidden() -> QuerySet[Restriction, int]:
    """Who asked that their data be not used, or be erased."""
    return Restriction.objects.filter(lifted_on__isnull=True).values_list("person_id", flat=True)


def people() -> QuerySet[Person]:
    """Everyone who may be shown, by given name as Vietnamese lists go; not those who turned out to be another."""
    shown = Person.objects.filter(joined_into__isnull=True).exclude(pk__in=_hidden()).exclude(full_name=ERASED_NAME)
    return shown.order_by("sort_key", "pk")


def find_people(name: str) -> QuerySet[Person]:
    """People of that very name, marks and case aside."""
    return people().filter(folded=fold(name))


def posts_on(person: int, day: date) -> QuerySet[Post]:
    """The posts a person holds on the day."""
    return Post.objects.filter(holding(day), person=person).select_related("unit").order_by("-is_head", "pk")


def posts_in(unit_: int, day: date) -> QuerySet[Post]:
    """Who holds which post in a unit on the day, the head first, then by given name."""
    held = (
        Post.objects.filter(holding(day), unit=unit_, person__joined_into__isnull=True)
        .exclude(person__in=_hidden())
        .exclude(person__full_name=ERASED_NAME)
        .select_related("person")
    )
    return held.order_by("-is_head", "person__sort_key", "pk")


def heads_in(units: Collection[int], day: date) -> QuerySet[Post]:
    """Who heads each of these units on the day, unit by unit; one query."""
    held = (
        Post.objects.filter(holding(day), unit__in=units, is_head=True, person__joined_into__isnull=True)
        .exclude(person__in=_hidden())
        .exclude(person__full_name=ERASED_NAME)
        .select_related("person")
    )
    return held.order_by("unit", "person__sort_key", "pk")


def memberships_in(unit_: int, day: date) -> QuerySet[Membership]:
    """Who belongs to a unit on the day, by given name."""
    held = Membership.objects.filter(holding(day), unit=unit_, person__joined_into__isnull=True)
    held = held.exclude(person__in=_hidden()).exclude(person__full_name=ERASED_NAME)
    return held.select_related("person").order_by("person__sort_key", "pk")


def inside(scope: Scope) -> frozenset[int] | None:
    """The units whose memberships and birth years the scope may see; None means all."""
    reaches = [scope.units(verb) for verb in INSIDE]
    return None if None in reaches else frozenset().union(*(reach for reach in reaches if reach is not None))


def may_see_inside(scope: Scope, unit: int | None) -> bool:
    """Whether the scope may see who belongs to a unit."""
    return any(scope.may(verb, unit) for verb in INSIDE)


def seen_by(scope: Scope) -> QuerySet[Person]:
    """The people whom the scope may see: by a post in reach; inside also by a membership or by having been entered."""
    read, within = scope.units("read"), inside(scope)
    if read is None and within is None:
        return people()
    return people().filter(_through(Post, read) | _through(Membership, within) | _entered_in(within))


def managed_by(scope: Scope) -> QuerySet[Person]:
    """The people who hold or held a post in, or belong or belonged to, a unit that the scope manages."""
    units = scope.units("manage")
    if units is None:
        return people()
    return people().filter(_through(Post, units) | _through(Membership, units) | _entered_in(units))


def _through(model: type[Post | Membership], units: frozenset[int] | None) -> Q:
    rows = model._default_manager.filter(person=OuterRef("pk"))
    return Q(Exists(rows if units is None else rows.filter(unit__in=units)))


def _entered_in(units: frozenset[int] | None) -> Q:
    return Q(known_in__isnull=False) if units is None else Q(known_in__in=units)


def person(uuid: UUID, scope: Scope) -> Person | None:
    """The person of that number, as far as the scope may see them; whoever was joined leads to the one who is kept."""
    found = Person.objects.filter(uuid=uuid).first()
    while found is not None and found.joined_into_id is not None:
        found = found.joined_into
    return found if found is not None and seen_by(scope).filter(pk=found.pk).exists() else None


def units_of_people(ids: Collection[int]) -> dict[int, set[int]]:
    """The units of each person through all time: by post, by membership, else by having been entered. Three queries."""
    found: dict[int, set[int]] = {one: set() for one in ids}
    for model in (Post, Membership):
        for who, unit in model._default_manager.filter(person__in=ids).values_list("person_id", "unit_id"):
            found[who].add(unit)
    for who, known_in in Person.objects.filter(pk__in=ids, known_in__isnull=False).values_list("pk", "known_in_id"):
        if known_in is not None and not found[who]:
            found[who].add(known_in)
    return found


def may_see_inside_person(scope: Scope, one: Person) -> bool:
    """Whether the scope may see more of a person than the posts: inside any unit of theirs."""
    units = units_of_people([one.pk])[one.pk]
    return any(may_see_inside(scope, unit) for unit in units) if units else may_see_inside(scope, None)


def may_manage_person(scope: Scope, one: Person) -> bool:
    """Whether the scope manages any unit of theirs; someone without any unit takes reach over all."""
    units = units_of_people([one.pk])[one.pk]
    return any(scope.may("manage", unit) for unit in units) if units else scope.may("manage", None)


@dataclass(frozen=True, slots=True)
class PeopleWanted:
    """What a list of people is narrowed to; an empty part asks for nothing. ``unit`` takes in all below it."""

    text: str = ""
    unit: int | None = None
    title: str = ""
    only_heads: bool = False
    held: str = "now"


def narrowed_people(scope: Scope, wanted: PeopleWanted, day: date) -> QuerySet[Person]:
    """The people in reach who are wanted; ``held`` "now": who hold a post or belong on the day, "ever": all."""
    found = seen_by(scope)
    for word in fold(wanted.text).split():
        found = found.filter(folded__contains=word)
    posts = _in_reach(Post.objects.filter(person=OuterRef("pk")), scope.units("read"))
    members = _in_reach(Membership.objects.filter(person=OuterRef("pk")), inside(scope))
    if wanted.held == "now":
        posts, members = posts.filter(holding(day)), members.filter(holding(day))
    if wanted.unit is not None:
        below = UnitAncestry.objects.filter(ancestor=wanted.unit, from_on__lte=day, to_on__gte=day)
        within = below.values("descendant")
        posts, members = posts.filter(unit__in=within), members.filter(unit__in=within)
    if wanted.only_heads:
        posts = posts.filter(is_head=True)
    if wanted.title:
        posts = posts.filter(folded__contains=fold(wanted.title))
    if wanted.only_heads or wanted.title:
        return found.filter(Exists(posts))
    if wanted.unit is not None:
        return found.filter(Exists(posts) | Exists(members))
    if wanted.held == "now":
        # Whoever has no span at all was entered for another register, such as that of practices.
        never = ~Exists(Post.objects.filter(person=OuterRef("pk"))) & ~Exists(
            Membership.objects.filter(person=OuterRef("pk"))
        )
        return found.filter(Exists(posts) | Exists(members) | Q(never))
    return found


def _in_reach(rows: QuerySet[Row], units: frozenset[int] | None) -> QuerySet[Row]:
    return rows if units is None else rows.filter(unit__in=units)
