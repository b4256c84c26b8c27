"""People who may be one and the same, over everything that a scope manages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from lantoa.common.scopes import Scope
from lantoa.organisations import rules
from lantoa.organisations.models import DistinctPeople, Membership, Person, PersonJoin, Post
from lantoa.organisations.queries.naming import names_on
from lantoa.organisations.queries.people import managed_by


@dataclass(frozen=True, slots=True)
class Twin:
    """One of two people who look alike, with where they are or were."""

    person: Person
    where: list[str]


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two people who may be one, with the reasons (rules.people)."""

    one: Twin
    other: Twin
    why: list[str]


def likely_people(scope: Scope) -> list[rules.Pair]:
    """The pairs that nobody has decided yet, the best founded first; five queries, however many people."""
    managed = managed_by(scope).order_by()
    shared = managed.values("folded").annotate(many=Count("pk")).filter(many__gt=1).values("folded")
    people = {one.pk: one for one in managed.filter(folded__in=shared)}
    units: dict[int, set[int]] = {pk: set() for pk in people}
    titles: dict[int, set[str]] = {pk: set() for pk in people}
    # The same condition again instead of the ids: there may be more of them than a statement takes.
    among = managed.filter(folded__in=shared).values("pk")
    for who, unit, title in Post.objects.filter(person__in=among).values_list("person_id", "unit_id", "title"):
        units[who].add(unit)
        titles[who].add(title)
    for who, unit in Membership.objects.filter(person__in=among).values_list("person_id", "unit_id"):
        units[who].add(unit)
    told_apart = set(DistinctPeople.objects.filter(first__in=among).values_list("first_id", "second_id"))
    known = (
        rules.Known(pk, one.full_name, one.birth_year, frozenset(units[pk]), frozenset(titles[pk]))
        for pk, one in people.items()
    )
    return [pair for pair in rules.likely_pairs(known) if (pair.first, pair.second) not in told_apart]


def as_shown(pairs: Collection[rules.Pair], today: date) -> list[LikelyPair]:
    """The pairs of one page with names and places, in four queries."""
    ids = {pk for pair in pairs for pk in (pair.first, pair.second)}
    people = Person.objects.in_bulk(ids)
    where = places_of_people(ids, today)

    def twin(pk: int) -> Twin:
        return Twin(people[pk], where[pk])

    return [LikelyPair(twin(pair.first), twin(pair.second), sorted(pair.why)) for pair in pairs]


def places_of_people(ids: Collection[int], today: date) -> dict[int, list[str]]:
    """Where people are or were, the latest first: "Bí thư, Chi bộ thôn Đông"; a bare unit where no post says more."""
    posts = Post.objects.filter(person__in=ids).order_by("-from_on", "pk")
    told = [(one.person_id, one.title, one.unit_id) for one in posts]
    held = {(who, unit) for who, _, unit in told}
    members = Membership.objects.filter(person__in=ids).order_by("-from_on", "pk")
    told += [(one.person_id, "", one.unit_id) for one in members if (one.person_id, one.unit_id) not in held]
    names = names_on({unit for _, _, unit in told}, today)
    found: dict[int, list[str]] = {pk: [] for pk in ids}
    for who, title, unit in told:
        words = ", ".join(part for part in (title, names[unit]) if part)
        if words not in found[who]:
            found[who].append(words)
    return found


def last_join(person: Person) -> PersonJoin | None:
    """The last joining into this person that still stands."""
    joins = PersonJoin.objects.filter(kept=person, undone_at__isnull=True).select_related("kept", "joined", "made_by")
    return joins.order_by("-pk").first()
