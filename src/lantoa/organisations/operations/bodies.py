"""The bodies of units that merge: those of one kind become one, named after the new unit."""

from __future__ import annotations

from collections.abc import Sequence

from lantoa.common.scopes import Scope
from lantoa.organisations import queries, rules
from lantoa.organisations.models import Unit
from lantoa.organisations.operations import acts
from lantoa.organisations.operations.acts import NewUnit, Order
from lantoa.organisations.operations.effects import Effects
from lantoa.organisations.queries import NamedUnit


def merged_along(
    scope: Scope, effects: Effects, order: Order, merged: Sequence[Unit], successor: Unit
) -> list[tuple[list[Unit], Unit]]:
    """The bodies to merge with their units: those of one class whose names differ by the unit's name only.

    Each with the body that takes over: that of the unit that goes on where there is one, else a new one.
    """
    names = queries.names_on([unit.pk for unit in [*merged, successor]], order.on)
    groups: dict[tuple[str, str], list[tuple[Unit, NamedUnit]]] = {}
    for unit in merged:
        for body in queries.children(unit.pk, "place", order.on):
            if not body.is_place and (pattern := rules.name_pattern(body.name, names[unit.pk])):
                groups.setdefault((body.class_code, pattern), []).append((unit, body))
    found: list[tuple[list[Unit], Unit]] = []
    for (unit_class, pattern), members in groups.items():
        if len({unit.pk for unit, _ in members}) < 2:
            continue
        parts: list[Unit] = [body for _, body in members]
        whole: Unit | None = next((body for unit, body in members if unit == successor), None)
        if whole is None:
            name = rules.fill_pattern(pattern, names[successor.pk])
            above = {line: unit for line, unit in acts.common_parents(parts, order.on).items() if line != "place"}
            new = NewUnit(queries.free_code(name), name, unit_class)
            whole = acts.founded(scope, effects, new, order, {"place": successor, **above})
        found.append((parts, whole))
    return found
