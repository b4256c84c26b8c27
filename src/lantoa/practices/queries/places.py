"""Where practices are: what a gallery offers to choose from. In Python over plain ids: joining each practice with every
unit under which it counts takes a second for a province of 15,000."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from lantoa.organisations.models import UnitAncestry
from lantoa.organisations.queries import NamedUnit, counterparts_of, in_chunks, named
from lantoa.practices.models import Field, Practice
from lantoa.practices.queries.practices import StandingPractice, fields


@dataclass(frozen=True, slots=True)
class Offered:
    """What a gallery of some practices offers: their ids in Vietnamese order, the places and the fields (with ``many``)
    to choose from."""

    ids: list[int]
    places: list[NamedUnit]
    fields: list[Field]


def offered(practices: QuerySet[StandingPractice], ranks: Collection[int], tree: date) -> Offered:
    """Read in one pass over the practices."""
    rows = list(_plain(practices).order_by("sort_key", "pk").values_list("pk", "owner_unit_id", "registered_on"))
    ids = [pk for pk, _, _ in rows]
    among = set(ids)
    links = Practice.fields.through.objects.values_list("field_id", "practice_id")
    counted = Counter(field for field, practice in links if practice in among)
    places = list(_places(((owner, day) for _, owner, day in rows), ranks, tree))
    return Offered(ids, places, _counted(counted))


def places_with(practices: QuerySet[StandingPractice], ranks: Collection[int], tree: date) -> QuerySet[NamedUnit]:
    """The places of some ranks (1 province, 3 commune) under which any of these practices counts, whole, on a map."""
    return _places(_plain(practices).order_by().values_list("owner_unit_id", "registered_on"), ranks, tree)


def fields_with(practices: QuerySet[StandingPractice]) -> list[Field]:
    """The fields in which any of these practices lies, with ``many``, how many do."""
    among = Practice.fields.through.objects.filter(practice__in=practices.order_by().values("pk"))
    return _counted(Counter(among.values_list("field_id", flat=True)))


def _plain(practices: QuerySet[StandingPractice]) -> QuerySet[StandingPractice]:
    return practices.select_related(None).prefetch_related(None)


def _counted(counted: Counter[int]) -> list[Field]:
    found = [one for one in fields() if counted[one.pk]]
    for one in found:
        one.many = counted[one.pk]  # type: ignore[attr-defined]
    return found


def _places(rows: Iterable[tuple[int, date]], ranks: Collection[int], tree: date) -> QuerySet[NamedUnit]:
    days: dict[int, set[date]] = {}
    for owner, day in rows:
        days.setdefault(owner, set()).add(day)
    held = counterparts_of(days)
    stands: set[frozenset[int]] = set()
    for owner, own in days.items():
        for day in own:
            found = frozenset(
                row.counterpart
                for row in held.get(owner, ())
                if row.line in ("", "place") and row.map.holds(tree) and row.facts.holds(day)
            )
            stands.add(found or frozenset({owner}))
    above: dict[int, set[int]] = {}
    ancestry = UnitAncestry.objects.filter(line="place", from_on__lte=tree, to_on__gte=tree)

    def note(some: QuerySet[UnitAncestry]) -> None:
        for unit, top in some.values_list("descendant_id", "ancestor_id"):
            above.setdefault(unit, set()).add(top)

    in_chunks(ancestry, "descendant", {unit for group in stands for unit in group}, note)
    # A practice cannot be divided: of several heirs it counts where all of them are.
    tops = {top for group in stands for top in set.intersection(*(above.get(unit, set()) for unit in group))}
    places = named(tree).filter(is_place=True, rank__in=ranks)
    return places.filter(pk__in=tops).order_by("rank", "sort_key", "pk")
