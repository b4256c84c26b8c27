"""Which units hold something else than before: asked by those who keep totals under units."""

from __future__ import annotations

from datetime import date
from itertools import chain

from django.db.models import Max, Q, QuerySet

from lantoa.organisations import rules
from lantoa.organisations.models import Counterpart, Restructuring, UnitAncestry
from lantoa.organisations.queries.lineage import ancestry_of, counterparts_of


def last_restructuring() -> int:
    """The sequence of the latest one, 0 while there is none."""
    return Restructuring.objects.aggregate(last=Max("id"))["last"] or 0


def restructured_since(seq: int, line: str, upto: int) -> set[int]:
    """The units on a line that hold other units, or stand for others, than at that sequence."""
    rows = Restructuring.objects.filter(line=line, id__gt=seq, id__lte=upto)
    return set(rows.values_list("unit_id", flat=True))


def ever_above_others(line: str) -> set[int]:
    """The units under which another one ever stood on a line."""
    return set(UnitAncestry.objects.filter(line=line, depth=1).values_list("ancestor_id", flat=True).distinct())


def remapped(line: str, one: date, other: date) -> set[int]:
    """The units at which other amounts count on the map of one day than on that of the other."""
    first, last = sorted((one, other))
    if first == last:
        return set()
    below = set(
        UnitAncestry.objects.filter(_turns("from_on", "to_on", first, last), line=line).values_list(
            "descendant_id", flat=True
        )
    )
    divided = set(
        Counterpart.objects.filter(_turns("map_from", "map_to", first, last)).values_list("unit_id", flat=True)
    )
    stands = counterparts_of(divided)
    named = {stand.counterpart for stand in chain.from_iterable(stands.values())}
    above = ancestry_of(below | named, line)

    def held(unit: int, day: date) -> set[int]:
        return {one.unit for one in above.get(unit, ()) if one.span.holds(day)}

    found = {holder for unit in below for holder in held(unit, first) ^ held(unit, last)}
    for unit in divided:
        both = [
            {
                (holder, stand.facts, stand.share_from, stand.share_to)
                for stand in rules.alike(stands[unit])[0]
                if stand.line in ("", line) and stand.map.holds(day)
                # The ancestry of one day for both: what differs by it was found above.
                for holder in held(stand.counterpart, last)
            }
            for day in (first, last)
        ]
        found |= {holder for holder, *_ in both[0] ^ both[1]}
    return found


def _turns(begins: str, ends: str, first: date, last: date) -> Q:
    """That a span begins after the first of the days and by the last, or ends between them."""
    return Q(**{f"{begins}__gt": first, f"{begins}__lte": last}) | Q(**{f"{ends}__gte": first, f"{ends}__lt": last})


def below_all_along(parent: int, line: str, from_on: date, to_on: date) -> QuerySet[UnitAncestry, int]:
    """The ids of the units that stood directly under another on every one of the days."""
    rows = UnitAncestry.objects.filter(ancestor=parent, line=line, depth=1, from_on__lte=from_on, to_on__gte=to_on)
    return rows.values_list("descendant_id", flat=True)
