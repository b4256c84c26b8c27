"""Where practices are: what a gallery offers to choose from. In Python over plain ids: joining each practice with every
unit under which it counts takes a second for a province of 15,000."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from lantoa.organisations.models import UnitAncestry
from lantoa.organisations.queries import NamedUnit, counterparts_of, in_chunks, named
from lantoa.practices.models import Field, Practice
from lantoa.practices.queries.practices import StandingPractice, fields


def places_with(practices: QuerySet[StandingPractice], ranks: Collection[int], tree: date) -> QuerySet[NamedUnit]:
    """The places of some ranks (1 province, 3 commune) under which any of these practices counts, whole, on a map."""
    days: dict[int, set[date]] = {}
    rows = practices.order_by().prefetch_related(None).values_list("owner_unit_id", "registered_on")
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


def fields_with(practices: QuerySet[StandingPractice]) -> list[Field]:
    """The fields in which any of these practices lies, with ``many``, how many do."""
    among = Practice.fields.through.objects.filter(practice__in=practices.order_by().values("pk"))
    counted = Counter(among.values_list("field_id", flat=True))
    found = [one for one in fields() if counted[one.pk]]
    for one in found:
        one.many = counted[one.pk]  # type: ignore[attr-defined]
    return found
