"""Changes of the tree as pages tell them: in words, with the units named as they then were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lantoa.common.periods import day_before
from lantoa.organisations import queries, rules
from lantoa.organisations.models import Change, Succession, Unit
from lantoa.organisations.queries import NamedUnit

MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class Told:
    """One change: its kind in words, the units before and after it, who follows whom."""

    change: Change
    kind: str
    before: list[NamedUnit]
    after: list[NamedUnit]
    edges: list[tuple[str, str, int | None]]
    beyond: int = 0

    @property
    def units(self) -> list[NamedUnit]:
        """All units that the change is about."""
        return list({one.pk: one for one in (*self.before, *self.after)}.values())


@dataclass(frozen=True, slots=True)
class Step:
    """What a change made of a unit, or of what: the other units, named as they then were."""

    kind: str
    on: date
    change: UUID
    units: list[NamedUnit]


def steps(unit: Unit, way: str) -> list[Step]:
    """What came of a unit ("later") or what it came from ("earlier"), in order of time."""
    here, there = ("predecessor", "successor") if way == "later" else ("successor", "predecessor")
    edges = (
        Succession.objects.filter(is_annulled=False, **{here: unit})
        .exclude(**{there: unit})
        .select_related("change")
        .order_by("effective_on", "change", "pk")
    )
    others: dict[Change, list[int]] = {}
    for edge in edges:
        others.setdefault(edge.change, []).append(edge.successor_id if way == "later" else edge.predecessor_id)
    found = []
    for change, ids in others.items():
        day = change.effective_on if way == "later" else day_before(change.effective_on)
        units = list(queries.named(day).filter(pk__in=ids).order_by("sort_key", "pk"))
        found.append(Step(rules.CHANGES[change.kind], change.effective_on, change.uuid, units))
    return found


def told_of(changes: Iterable[Change]) -> list[Told]:
    """The changes of a page. Three queries a change: names are those of its own day."""
    return [_told(change) for change in changes]


def _told(change: Change) -> Told:
    about = change.annuls or change
    successions = Succession.objects.filter(change=about).order_by("pk")
    edges = list(successions[: MOST_NAMED + 1].values_list("predecessor", "successor", "weight"))
    eve = day_before(change.effective_on)
    before = {one.pk: one for one in queries.named(eve).filter(pk__in=[old for old, _, _ in edges])}
    after = {one.pk: one for one in queries.named(change.effective_on).filter(pk__in=[new for _, new, _ in edges])}
    if not edges:
        plain = queries.named(change.effective_on).filter(uuid__in=queries.units_of(about))
        after = {one.pk: one for one in plain}
    return Told(
        change,
        rules.CHANGES[change.kind],
        list(before.values()),
        list(after.values()),
        [(before[old].name, after[new].name, weight) for old, new, weight in edges[:MOST_NAMED]],
        max(0, successions.count() - MOST_NAMED) if len(edges) > MOST_NAMED else 0,
    )
