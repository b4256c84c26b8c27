"""The line of descent of a unit as a drawing: who came before it and after it, laid out in columns of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lantoa.common.periods import day_before
from lantoa.organisations import queries
from lantoa.organisations.queries import NamedUnit
from lantoa.organisations.rules import Lineage

MOST_DRAWN = 40
WIDTH, HEIGHT, GAP_ACROSS, GAP_DOWN, EDGE = 220, 58, 70, 16, 4
LETTERS = 25  # of one line of a box


@dataclass(frozen=True, slots=True)
class Box:
    """A unit of the drawing: where it lies, its name in at most two lines, its days."""

    uuid: UUID
    name: str
    lines: list[str]
    days: str
    x: int
    y: int
    is_self: bool
    stands: bool

    @property
    def text_x(self) -> int:
        """Where its words begin."""
        return self.x + 12


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to another, with the day."""

    path: str
    former: str
    later: str
    on: date


@dataclass(frozen=True, slots=True)
class Drawing:
    """All boxes and arrows, and how large the drawing is; ``left_out`` units did not fit."""

    boxes: list[Box]
    arrows: list[Arrow]
    width: int
    height: int
    left_out: int


def drawing(unit: NamedUnit, lineage: Lineage, today: date) -> Drawing | None:
    """The descent of a unit; None for one that nothing came before and nothing followed."""
    kin, _moments = lineage.kin(unit.pk)
    if len(kin) < 2:
        return None
    chosen = _nearest(unit.pk, lineage, kin)
    edges = [
        (one, other, passage.at.on)
        for one in sorted(chosen)
        for passage in lineage.after.get(one, ())
        for other, _ in passage.successors
        if other in chosen and other != one
    ]
    named = {one.pk: one for one in queries.named(today).filter(pk__in=chosen)}
    columns = _columns(chosen, edges)
    placed = _placed(columns, named)
    boxes = [_box(named[pk], placed[pk], pk == unit.pk, today) for pk in sorted(placed, key=lambda pk: placed[pk])]
    arrows = [
        Arrow(_curve(placed[one], placed[other]), named[one].name, named[other].name, on) for one, other, on in edges
    ]
    width = max(x for x, _ in placed.values()) + WIDTH + EDGE
    height = max(y for _, y in placed.values()) + HEIGHT + EDGE
    return Drawing(boxes, arrows, width, height, len(kin) - len(chosen))


def _nearest(unit: int, lineage: Lineage, kin: set[int]) -> set[int]:
    """The unit and its nearest kin, at most so many."""
    found, newest = {unit}, [unit]
    while newest and len(found) < MOST_DRAWN:
        beside = [
            other
            for one in newest
            for other in (
                *(to for passage in lineage.after.get(one, ()) for to, _ in passage.successors),
                *(former for _, ones in lineage.before.get(one, ()) for former in ones),
            )
        ]
        newest = [other for other in dict.fromkeys(beside) if other in kin and other not in found]
        newest = newest[: MOST_DRAWN - len(found)]
        found.update(newest)
    return found


def _columns(units: set[int], edges: list[tuple[int, int, date]]) -> dict[int, int]:
    """A column for each unit, further right than all that it follows."""
    column = dict.fromkeys(units, 0)
    for _ in units:
        moved = False
        for one, other, _on in edges:
            if column[other] <= column[one] < len(units):
                column[other] = column[one] + 1
                moved = True
        if not moved:
            break
    return column


def _placed(columns: dict[int, int], named: dict[int, NamedUnit]) -> dict[int, tuple[int, int]]:
    by_column: dict[int, list[int]] = {}
    for unit in sorted(columns, key=lambda pk: (bytes(named[pk].sort_key), pk)):
        by_column.setdefault(columns[unit], []).append(unit)
    tallest = max(len(units) for units in by_column.values())
    placed = {}
    for column, units in by_column.items():
        top = EDGE + (tallest - len(units)) * (HEIGHT + GAP_DOWN) // 2
        for row, unit in enumerate(units):
            placed[unit] = (EDGE + column * (WIDTH + GAP_ACROSS), top + row * (HEIGHT + GAP_DOWN))
    return placed


def _box(unit: NamedUnit, at: tuple[int, int], is_self: bool, today: date) -> Box:
    ended = unit.dissolved_on
    since = f"{unit.founded_on:%d/%m/%Y}" if unit.is_founding_known else "?"
    days = f"{since} – {day_before(ended):%d/%m/%Y}" if ended else f"{since} –"
    return Box(unit.uuid, unit.name, _broken(unit.name), days, *at, is_self, ended is None or ended > today)


def _broken(name: str) -> list[str]:
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 2 else [lines[0], lines[1][: LETTERS - 1] + "…"]


def _curve(one: tuple[int, int], other: tuple[int, int]) -> str:
    x1, y1 = one[0] + WIDTH, one[1] + HEIGHT // 2
    x2, y2 = other[0], other[1] + HEIGHT // 2
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"
