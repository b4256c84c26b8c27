"""The targets of a plan beside what was achieved and what is to be expected, read from the ledger.

A constant number of queries for each period and unit that a plan speaks of by itself, however many targets and parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lantoa.indicators import queries as ledger
from lantoa.indicators.models import Target
from lantoa.indicators.pages import targets as target_pages
from lantoa.indicators.pages.targets import Line
from lantoa.indicators.rules import write_quantity
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import operations, queries
from lantoa.plans.models import Plan, PlanTarget

Key = tuple[int, int, date, date, bool]


@dataclass(frozen=True, slots=True)
class PartLine:
    """The part of a unit below: what it was given, what it has reached."""

    target: PlanTarget
    unit_name: str
    standing: Target | None
    done: str
    share: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target of a plan. ``line`` has its achievement and forecast once the plan is approved; ``said`` tells whether
    the parts come to the whole."""

    target: PlanTarget
    unit_name: str
    responsible: str
    line: Line | None
    parts: list[PartLine] = field(default_factory=list)
    said: str = ""


def target_lines(one: Plan, today: date) -> list[TargetLine]:
    """The targets of a plan in their order, each with the parts that units below were given."""
    rows = list(queries.targets_in(one))
    if not rows:
        return []
    standing = {
        _key(target): target for target in ledger.standing_targets().filter(source_kind="plan", source_uuid=one.uuid)
    }
    units = {unit.pk: unit for unit in organisations.named(today).filter(pk__in={row.unit_id for row in rows})}
    heads: dict[int, str] = {}
    for post in organisations.heads_in(units.keys(), today):
        heads.setdefault(post.unit_id, post.person.full_name)
    whole = [row for row in rows if row.parent_id is None]
    lines = _with_forecast(whole, standing, units, today)
    reached = _reached([row for row in rows if row.parent_id is not None], standing, units[one.unit_id], today)
    parts: dict[int, list[PlanTarget]] = {}
    for row in rows:
        if row.parent_id is not None:
            parts.setdefault(row.parent_id, []).append(row)

    def line(row: PlanTarget) -> TargetLine:
        below = parts.get(row.pk, [])
        return TargetLine(
            row,
            units[row.unit_id].name,
            row.responsible.full_name if row.responsible else heads.get(row.unit_id, ""),
            lines.get(row.pk),
            [
                PartLine(part, units[part.unit_id].name, standing.get(_key(part)), *reached.get(part.pk, ("", "")))
                for part in below
            ],
            operations.sum_said(row, [(part.quantity, part.direction) for part in below]),
        )

    return [line(row) for row in whole]


def _with_forecast(
    rows: Sequence[PlanTarget], standing: dict[Key, Target], units: dict[int, NamedUnit], today: date
) -> dict[int, Line]:
    found: dict[int, Line] = {}
    groups: dict[tuple[int, date, date], list[tuple[PlanTarget, Target]]] = {}
    for row in rows:
        if target := standing.get(_key(row)):
            groups.setdefault((row.unit_id, row.from_on, row.to_on), []).append((row, target))
    for (unit, _from, _to), pairs in groups.items():
        view = target_pages.usual_view(pairs[0][1], units[unit], today)
        lines = target_pages.lines([target for _, target in pairs], units[unit], view, today)
        found |= {row.pk: line for (row, _), line in zip(pairs, lines, strict=True)}
    return found


def _reached(
    rows: Sequence[PlanTarget], standing: dict[Key, Target], own: NamedUnit, today: date
) -> dict[int, tuple[str, str]]:
    """What each part has come to: the figure, and the percentage."""
    found: dict[int, tuple[str, str]] = {}
    groups: dict[tuple[date, date], list[tuple[PlanTarget, Target]]] = {}
    for row in rows:
        if target := standing.get(_key(row)):
            groups.setdefault((row.from_on, row.to_on), []).append((row, target))
    for pairs in groups.values():
        view = target_pages.usual_view(pairs[0][1], own, today)
        told = ledger.achievements([target for _, target in pairs], view)
        for row, target in pairs:
            figure, achieved = told[target.pk]
            done = figure.cumulative if target.is_cumulative else figure.in_period
            found[row.pk] = (
                write_quantity(done, target.indicator.unit) if done else "",
                write_quantity(achieved.share, "%") if achieved.share else "",
            )
    return found


def _key(row: PlanTarget | Target) -> Key:
    return (row.indicator_id, row.unit_id, row.from_on, row.to_on, row.is_cumulative)
