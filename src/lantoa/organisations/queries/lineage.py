"""What the derived tables are made of: dated links, who succeeded whom, and what is stored of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import TypeVar

from django.db.models import Model, QuerySet

from lantoa.common.periods import day_before
from lantoa.organisations import rules
from lantoa.organisations.models import Counterpart, Succession, Unit, UnitAncestry, UnitParent
from lantoa.organisations.rules import Ancestor, Lineage, Moment, Passage, Span, Stand

# More ids than this are asked for in parts: a database takes only so many parameters.
IDS_AT_ONCE = 900

Row = TypeVar("Row", bound=Model)


def in_chunks(rows: QuerySet[Row], column: str, ids: Collection[int], do: Callable[[QuerySet[Row]], None]) -> None:
    """Does something to the rows whose column is among the ids, a part of them at a time."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), IDS_AT_ONCE):
        do(rows.filter(**{f"{column}__in": wanted[start : start + IDS_AT_ONCE]}))


def _among(rows: QuerySet[Row], column: str, ids: Collection[int]) -> Iterator[Row]:
    wanted = sorted(ids)
    for start in range(0, len(wanted), IDS_AT_ONCE):
        yield from rows.filter(**{f"{column}__in": wanted[start : start + IDS_AT_ONCE]}).iterator()


def ever_below(units: Collection[int], line: str) -> set[int]:
    """The units and all who ever stood under them on a line, on whatever day."""
    found, newest = set(units), set(units)
    links = UnitParent.objects.filter(line=line)
    while newest:
        newest = {link.unit_id for link in _among(links.only("unit_id"), "parent", newest)} - found
        found |= newest
    return found


def own_days(units: Collection[int]) -> dict[int, Span]:
    """The days on which each unit stood, the last being before the first for one that never did."""
    rows = _among(Unit.objects.only("founded_on", "dissolved_on"), "pk", units)
    return {
        one.pk: Span(one.founded_on, day_before(one.dissolved_on) if one.dissolved_on else rules.FOREVER)
        for one in rows
    }


def links_of(units: Collection[int], line: str) -> dict[int, list[tuple[int, Span]]]:
    """The dated parents of each unit on a line, the first and last reaching beyond the unit's own days.

    Where a unit stood first it is taken to stand on the days before it was founded, and where it stood last on those
    after it was dissolved: an amount reported for such days would count nowhere else.
    """
    own = own_days(units)
    found: dict[int, list[tuple[int, Span]]] = {}
    for link in _among(UnitParent.objects.filter(line=line).order_by("from_on"), "unit", units):
        days = own[link.unit_id]
        start = date.min if link.from_on <= days.from_on else link.from_on
        end = rules.FOREVER if link.to_on is None or days.to_on <= link.to_on else link.to_on
        found.setdefault(link.unit_id, []).append((link.parent_id, Span(start, end)))
    return found


def ancestry_of(units: Collection[int], line: str) -> dict[int, list[Ancestor]]:
    """Each unit's ancestors on a line as they are stored; nothing for a unit that has none stored."""
    found: dict[int, list[Ancestor]] = {}
    for row in _among(UnitAncestry.objects.filter(line=line), "descendant", units):
        found.setdefault(row.descendant_id, []).append(
            Ancestor(row.ancestor_id, row.depth, Span(row.from_on, row.to_on))
        )
    return found


def lineage() -> Lineage:
    """Who succeeded whom, of all units."""
    return _lineage(Succession.objects.filter(is_annulled=False))


def lineage_of(unit: int) -> Lineage:
    """Who came after one unit and who before it, and theirs in turn; a query a generation."""
    standing = Succession.objects.filter(is_annulled=False)
    edges: set[int] = set()
    for here, there in (("predecessor", "successor"), ("successor", "predecessor")):
        seen, newest = {unit}, {unit}
        while newest:
            found = list(standing.filter(**{f"{here}__in": newest}).values_list("pk", f"{there}_id"))
            edges.update(pk for pk, _ in found)
            newest = {other for _, other in found} - seen
            seen |= newest
    return _lineage(standing.filter(pk__in=edges))


def _lineage(successions: QuerySet[Succession]) -> Lineage:
    rows = successions.order_by("pk")
    told: dict[tuple[Moment, int], list[tuple[int, int | None]]] = {}
    for on, change, one, other, weight in rows.values_list(
        "effective_on", "change", "predecessor", "successor", "weight"
    ):
        told.setdefault((Moment(on, change), one), []).append((other, weight))
    return Lineage.of(Passage(at, one, tuple(others)) for (at, one), others in told.items())


def stood_for(unit: int, from_on: date, to_on: date) -> set[int]:
    """Who stood for a unit on any of the days: itself while it stood, else those it came from or that took it over."""
    kin = lineage_of(unit)
    own = own_days([unit])[unit]
    days = {from_on, to_on, *(at.on for at in kin.kin(unit)[1] if from_on < at.on <= to_on)}
    return {
        holder
        for day in days
        for lot in kin.lots(unit, max(min(day, own.to_on), own.from_on), day)
        for holder in lot.units
    }


def counterparts_of(units: Collection[int]) -> dict[int, list[Stand]]:
    """Who stands for each unit, as it is stored."""
    found: dict[int, list[Stand]] = {}
    columns = ("unit", "counterpart", "line", "share_from", "share_to", "fact_from", "fact_to", "map_from", "map_to")

    def note(some: QuerySet[Counterpart]) -> None:
        for unit, other, line, low, high, fact_from, fact_to, map_from, map_to in some.values_list(*columns):
            stand = Stand(other, line, low, high, Span(fact_from, fact_to), Span(map_from, map_to))
            found.setdefault(unit, []).append(stand)

    in_chunks(Counterpart.objects.all(), "unit", units, note)
    return found
