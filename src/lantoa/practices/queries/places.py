"""Where practices are and in which fields: what a gallery offers to choose from.

Places in Python over the owners: joining each practice with every unit under which it counts takes a second for a
province of 15,000.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, F, QuerySet

from lantoa.organisations.models import UnitAncestry
from lantoa.organisations.queries import NamedUnit, counterparts_of, in_chunks, kept, named
from lantoa.practices.models import Field, Practice
from lantoa.practices.queries.practices import P, fields


def places_with(practices: QuerySet[P], ranks: Collection[int], tree: date) -> QuerySet[NamedUnit]:
    """The places of some ranks (1 province, 3 commune) under which any of these practices counts, whole, on a map."""
    dated = practices.select_related(None).order_by().annotate(registered_on=F("registered_on"))
    owned = dated.values_list("owner_unit_id", "registered_on").distinct()
    places = named(tree).filter(is_place=True, rank__in=ranks)
    return places.filter(pk__in=_tops((tree, frozenset(owned)))).order_by("rank", "sort_key", "pk")


def fields_with(practices: QuerySet[P]) -> list[Field]:
    """The fields in which any of these practices lies, with ``many``, how many do."""
    among = Practice.fields.through.objects.filter(practice__in=practices.order_by().values("pk"))
    counted = dict(among.values_list("field_id").annotate(many=Count("pk")))
    found = [one for one in fields() if one.pk in counted]
    for one in found:
        one.many = counted[one.pk]  # type: ignore[attr-defined]
    return found


def _all_above(asked: tuple[date, frozenset[tuple[int, date]]]) -> frozenset[int]:
    """The units under which anything counts that one of these units owned from one of these days, on a day's map."""
    tree, owned = asked
    held = counterparts_of({owner for owner, _ in owned})
    stands: set[frozenset[int]] = set()
    for owner, day in owned:
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
    return frozenset(top for group in stands for top in set.intersection(*(above.get(unit, set()) for unit in group)))


# The public page asks the same at nearly every visit: few practices are of an owner that had none before.
_tops = kept(_all_above, most=8)
