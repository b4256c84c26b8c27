"""What is derived from the dated tree, kept by the same transaction as the change."""

from __future__ import annotations

from lantoa.organisations import queries, rules
from lantoa.organisations.models import UnitAncestry, UnitParent


def rebuild(unit: int, line: str) -> None:
    """Derives the ancestry of a unit, then of those who ever stood under it, for as long as something changes."""
    waiting = [unit]
    while waiting:
        one = waiting.pop(0)
        if _rebuild_one(one, line):
            waiting += UnitParent.objects.filter(parent=one, line=line).values_list("unit_id", flat=True).distinct()


def _rebuild_one(unit: int, line: str) -> bool:
    links = queries.links_of(unit, line)
    above: dict[int, list[rules.Ancestor]] = {parent: [] for parent, _ in links}
    for child, one in queries.ancestry_of({unit, *above}, line):
        if child != unit:
            above[child].append(one)
    new = rules.ancestors(unit, links, above)
    old = UnitAncestry.objects.filter(descendant=unit, line=line)
    if {one for _, one in queries.ancestry_of({unit}, line)} == set(new):
        return False
    old.delete()
    UnitAncestry.objects.bulk_create(
        UnitAncestry(
            ancestor_id=one.unit,
            descendant_id=unit,
            line=line,
            depth=one.depth,
            from_on=one.span.from_on,
            to_on=one.span.to_on,
        )
        for one in new
    )
    return True
