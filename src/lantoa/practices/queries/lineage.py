"""The family of a practice: what it came from, what came of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Q

from lantoa.common.scopes import Scope
from lantoa.practices.models import Practice, Replication
from lantoa.practices.queries.practices import StandingPractice, register

# Upwards (-1) only to sources, downwards (1) only to what took up: who shares but an ancestor is no kin here. UNION
# drops what was found before, so that the walk ends whatever the table holds.
_KIN = """
WITH RECURSIVE
down(id) AS (
    VALUES (CAST(%s AS bigint))
    UNION
    SELECT r.practice_id FROM down JOIN practices_replication r ON r.source_id = down.id AND r.stage = 'started'
),
up(id) AS (
    VALUES (CAST(%s AS bigint))
    UNION
    SELECT r.source_id FROM up JOIN practices_replication r ON r.practice_id = up.id AND r.stage = 'started'
    WHERE r.source_id IS NOT NULL
)
SELECT id, 1 FROM down UNION ALL SELECT id, -1 FROM up
"""


@dataclass(frozen=True, slots=True)
class Edge:
    """That one practice (by id; None for one outside the register) was taken up by another."""

    replication: Replication
    source: int | None
    practice: int


@dataclass(frozen=True, slots=True)
class Family:
    """A practice and its kin. ``known`` are those that the visitor may know of; the rest are ids without a name."""

    practice: int
    ancestors: frozenset[int]
    descendants: frozenset[int]
    known: dict[int, StandingPractice] = field(default_factory=dict)
    stages: dict[int, str] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    @property
    def members(self) -> frozenset[int]:
        """All of them, the practice itself too."""
        return self.ancestors | self.descendants | {self.practice}


def _kin(practice: int) -> tuple[set[int], set[int]]:
    with connection.cursor() as cursor:
        cursor.execute(_KIN, [practice, practice])
        rows = cursor.fetchall()
    up = {pk for pk, way in rows if way == -1 and pk != practice}
    return up, {pk for pk, way in rows if way == 1 and pk != practice}


def ancestors(practice: int) -> set[int]:
    """The ids of all that a practice came from, however far back; one query."""
    return _kin(practice)[0]


def is_circular(practice: int) -> bool:
    """Whether a practice came, however far back, from something that came from it."""
    up, down = _kin(practice)
    return bool(up & down)


def family(practice: Practice, scope: Scope) -> Family:
    """The kin of a practice as far as the visitor may know it; as many queries however large it is."""
    up, down = _kin(practice.pk)
    everybody = up | down | {practice.pk}
    # Named are those that may be read, and the next of kin: a unit knows whom it learnt from and who learnt from it.
    standing = {one.pk: one for one in register().select_related(None).prefetch_related(None).filter(pk__in=everybody)}
    begun = Replication.objects.filter(stage="started", practice__in=everybody)
    rows = begun.filter(Q(source__in=everybody) | Q(source__isnull=True)).order_by("started_on", "pk")
    edges = [
        Edge(one, one.source_id, one.practice_id or 0)
        for one in rows.select_related("directive")
        if one.practice_id is not None
        and one.practice_id in standing
        and (not one.source_id or one.source_id in standing)
    ]
    near = _next_of_kin(edges, standing, scope)
    known = {
        pk: one for pk, one in standing.items() if one.is_public or pk in near or scope.may("read", one.owner_unit_id)
    }
    stages = {pk: one.life for pk, one in standing.items()}
    return Family(practice.pk, frozenset(up & standing.keys()), frozenset(down & standing.keys()), known, stages, edges)


def _next_of_kin(edges: Collection[Edge], standing: dict[int, StandingPractice], scope: Scope) -> set[int]:
    found: set[int] = set()
    for edge in edges:
        sides = [pk for pk in (edge.source, edge.practice) if pk is not None]
        if any(scope.may("read", standing[pk].owner_unit_id) for pk in sides):
            found.update(sides)
    return found


@dataclass(frozen=True, slots=True)
class SpreadCount:
    """How many places took something up, and how many of them go on or stopped."""

    places: int = 0
    alive: int = 0
    stopped: int = 0


def count_spread(family_: Family) -> SpreadCount:
    """Of all that came of the practice."""
    return counted_spread(family_, family_.descendants)


def spread_by_year(family_: Family) -> list[tuple[int, SpreadCount]]:
    """The same by the year in which each began first."""
    years: dict[int, set[int]] = {}
    for pk, day in first_days(family_).items():
        years.setdefault(day.year, set()).add(pk)
    return [(year, counted_spread(family_, years[year])) for year in sorted(years)]


def first_days(family_: Family) -> dict[int, date]:
    """The day on which each descendant began to take up what came of the practice."""
    inside = family_.descendants | {family_.practice}
    days: dict[int, date] = {}
    for edge in family_.edges:
        if edge.source in inside and edge.practice in family_.descendants and edge.replication.started_on:
            days[edge.practice] = min(edge.replication.started_on, days.get(edge.practice, date.max))
    return days


def spread_by_place(family_: Family, places: dict[int, str]) -> list[tuple[str, SpreadCount]]:
    """The same by place, given what the place of each descendant is called; the most first."""
    found: dict[str, set[int]] = {}
    for pk in family_.descendants:
        found.setdefault(places.get(pk, ""), set()).add(pk)
    counted = [(name, counted_spread(family_, pks)) for name, pks in found.items()]
    return sorted(counted, key=lambda row: (-row[1].places, row[0]))


def counted_spread(family_: Family, pks: Collection[int]) -> SpreadCount:
    """Of some of the family."""
    lives = [family_.stages.get(pk, "") for pk in pks]
    return SpreadCount(len(lives), lives.count("running"), lives.count("ended"))
