"""The line of descent of a unit as a drawing: who came before it and after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from lantoa.common.periods import day_before
from lantoa.design.lineage import Drawing, Link, Node, drawn, nearest
from lantoa.organisations import queries
from lantoa.organisations.queries import NamedUnit
from lantoa.organisations.rules import Lineage
from lantoa.vietnamese.dates import write_date

MOST_DRAWN = 40


def drawing(unit: NamedUnit, lineage: Lineage, today: date) -> Drawing | None:
    """The descent of a unit; None for one that nothing came before and nothing followed."""
    kin, _moments = lineage.kin(unit.pk)
    if len(kin) < 2:
        return None

    def beside(one: int) -> Iterator[int]:
        yield from (to for passage in lineage.after.get(one, ()) for to, _ in passage.successors if to in kin)
        yield from (former for _, ones in lineage.before.get(one, ()) for former in ones if former in kin)

    chosen = nearest(unit.pk, beside, MOST_DRAWN)
    links = [
        Link(one, other, write_date(passage.at.on))
        for one in sorted(chosen)
        for passage in lineage.after.get(one, ())
        for other, _ in passage.successors
        if other in chosen
    ]
    named = sorted(queries.named(today).filter(pk__in=chosen), key=lambda one: (bytes(one.sort_key), one.pk))
    nodes = [_node(one, one.pk == unit.pk, today) for one in named]
    return drawn(nodes, links, left_out=len(kin) - len(chosen))


def _node(unit: NamedUnit, is_self: bool, today: date) -> Node:
    ended = unit.dissolved_on
    since = f"{unit.founded_on:%d/%m/%Y}" if unit.is_founding_known else "?"
    days = f"{since} – {day_before(ended):%d/%m/%Y}" if ended else f"{since} –"
    path = reverse("organisations:unit", args=[unit.uuid])
    return Node(unit.pk, unit.name, days, path, is_self, ended is None or ended > today)
