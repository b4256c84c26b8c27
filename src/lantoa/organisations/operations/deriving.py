"""What is derived from the dated tree, kept by the same transaction as the change: ancestry and counterparts.

Many units are derived at once in memory, so that loading a country takes seconds; one unit reads only what it touches.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import QuerySet

from lantoa.organisations import queries, rules
from lantoa.organisations.models import (
    Counterpart,
    Restructuring,
    Succession,
    TreeStamp,
    Unit,
    UnitAncestry,
    UnitName,
    UnitParent,
)
from lantoa.organisations.operations.checking import UnableToChangeUnits
from lantoa.organisations.rules import Ancestor, Span, Stand

ROWS_AT_ONCE = 5_000
# From so many units on, PostgreSQL is told at once how large the tables have become: until it looks for itself, a
# minute later, it would plan every question as if they were empty.
MANY = 1_000
_TREE_LOCK = 7_205_760


def derive(units: Collection[int], lines: Iterable[str] = tuple(rules.LINES)) -> None:
    """Derives anew all that follows from these units having been founded, moved, succeeded or dissolved.

    UnableToChangeUnits where that would put a unit under itself.
    """
    _one_after_another()
    touched, restructured = set(units), dict.fromkeys(rules.LINES, frozenset[int]())
    for line in lines:
        changed, holders = _ancestry(set(units), line)
        touched |= changed
        restructured[line] |= holders
    for line, holders in _counterparts(touched).items():
        restructured[line] |= holders
    Restructuring.objects.bulk_create(
        (Restructuring(unit_id=unit, line=line) for line, holders in restructured.items() for unit in sorted(holders)),
        batch_size=ROWS_AT_ONCE,
    )
    stamp_tree()
    if len(touched) > MANY and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (Unit, UnitName, UnitParent, Succession, UnitAncestry, Counterpart):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _one_after_another() -> None:
    """Lets one change of the tree in at a time, so that Restructuring is written in the order of commits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TREE_LOCK])


def stamp_tree() -> None:
    """Says that whatever was worked out of the tree so far is old: of everybody who changes it, the last thing."""
    stamp = uuid4()
    if not TreeStamp.objects.filter(pk=1).update(stamp=stamp):
        TreeStamp.objects.create(pk=1, stamp=stamp)


def _ancestry(units: set[int], line: str) -> tuple[set[int], set[int]]:
    """Derives the ancestry of the units and of all who ever stood under them.

    Gives those for whom it changed, and those who have other units below them now.
    """
    below = queries.ever_below(units, line)
    links = queries.links_of(below, line)
    beyond = {parent for spans in links.values() for parent, _ in spans} - below
    stored = queries.ancestry_of(below | beyond, line)
    new = _climbed(below, links, {unit: stored.get(unit, []) for unit in beyond})
    changed = {unit for unit in below if set(new[unit]) != set(stored.get(unit, ()))}
    holders: set[int] = set()
    for unit in changed:
        # Nothing was ever reported for a unit that was founded just now: who is above it holds what it held.
        before = rules.held_by_ancestors(stored[unit]) if unit in stored else None
        holders |= {unit} if before is None else rules.holders_changed(before, rules.held_by_ancestors(new[unit]))
    queries.in_chunks(UnitAncestry.objects.filter(line=line), "descendant", changed & stored.keys(), _delete)
    UnitAncestry.objects.bulk_create(
        (_row(unit, line, one) for unit in sorted(changed) for one in new[unit]), batch_size=ROWS_AT_ONCE
    )
    return changed, holders


def _climbed(
    below: set[int], links: Mapping[int, list[tuple[int, Span]]], beyond: Mapping[int, list[Ancestor]]
) -> dict[int, list[Ancestor]]:
    """The ancestors of all, grown from nothing from the top down; whoever changes has those below looked at again."""
    new: dict[int, list[Ancestor]] = {unit: [] for unit in below} | dict(beyond)
    children: dict[int, list[int]] = {}
    for child, spans in links.items():
        for parent in {parent for parent, _ in spans}:
            children.setdefault(parent, []).append(child)
    tops = [unit for unit in sorted(below) if all(parent in beyond for parent, _ in links.get(unit, ()))]
    # Units that once stood under one another in turn have no top among them: they come after.
    waiting = deque(tops)
    late = deque(sorted(below - set(tops)))
    queued = set(tops)
    while waiting or late:
        unit = waiting.popleft() if waiting else late.popleft()
        queued.discard(unit)
        try:
            found = rules.ancestors(unit, links.get(unit, ()), new)
        except ValueError:
            raise UnableToChangeUnits("Không thể đặt một đơn vị dưới chính đơn vị trực thuộc của nó.") from None
        if found != new[unit]:
            new[unit] = found
            fresh = [child for child in children.get(unit, ()) if child not in queued]
            waiting += fresh
            queued.update(fresh)
    return new


def _counterparts(units: set[int]) -> dict[str, set[int]]:
    """Derives who stands for these units, and for those that they stand for, on the map of any day.

    Gives those, by line, at which other amounts count now. (Where an ancestry changed, that told of it already.)
    """
    lineage = queries.lineage()
    concerned = set(units)
    for unit in units:
        concerned |= lineage.kin(unit)[0]
    own = queries.own_days(concerned)
    stored = queries.counterparts_of(concerned)
    # A unit that nothing succeeded stands for itself, whatever moves.
    waiting = {unit for unit in concerned if lineage.touching(unit) or unit not in stored or len(stored[unit]) > 1}
    kin = {other for unit in waiting for other in lineage.kin(unit)[0]}
    above = {line: queries.ancestry_of(kin, line) for line in rules.LINES}
    new = {unit: rules.stands(unit, own[unit], lineage, lambda one, line: above[line].get(one, ())) for unit in waiting}
    changed = {unit for unit, stands in new.items() if set(stands) != set(stored.get(unit, ()))}
    queries.in_chunks(Counterpart.objects.all(), "unit", changed & stored.keys(), _delete)
    Counterpart.objects.bulk_create(
        (_stand(unit, one) for unit in sorted(changed) for one in new[unit]), batch_size=ROWS_AT_ONCE
    )
    return {line: _holders(changed, stored, new, line) for line in rules.LINES}


def _holders(
    changed: set[int], stored: Mapping[int, list[Stand]], new: Mapping[int, list[Stand]], line: str
) -> set[int]:
    known = {unit for unit in changed if unit in stored}
    named = {stand.counterpart for unit in known for stand in (*stored[unit], *new[unit])}
    above = queries.ancestry_of(named, line)

    def held(stands: Iterable[Stand]) -> rules.Holding:
        return rules.held_through_stands(stands, line, lambda one: above.get(one, ()))

    both = (rules.alike(stored[unit], new[unit]) for unit in known)
    return {one for before, after in both for one in rules.holders_changed(held(before), held(after))}


def _stand(unit: int, one: Stand) -> Counterpart:
    return Counterpart(
        unit_id=unit,
        counterpart_id=one.counterpart,
        line=one.line,
        share_from=one.share_from,
        share_to=one.share_to,
        fact_from=one.facts.from_on,
        fact_to=one.facts.to_on,
        map_from=one.map.from_on,
        map_to=one.map.to_on,
    )


def _delete(rows: QuerySet[Any]) -> None:
    rows.delete()


def _row(unit: int, line: str, one: Ancestor) -> UnitAncestry:
    return UnitAncestry(
        ancestor_id=one.unit,
        descendant_id=unit,
        line=line,
        depth=one.depth,
        from_on=one.span.from_on,
        to_on=one.span.to_on,
    )
