"""A line of descent as a drawing: boxes in columns, each further right than all that it follows, and arrows.

Knows nothing of what descends: units, practices. Shown by ``design/_lineage.html`` with ``design/lineage.css``; its
parts are written out here, since a template took longer for five hundred boxes than their page has time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

WIDTH, HEIGHT, GAP_ACROSS, GAP_DOWN, EDGE = 220, 58, 70, 16, 4
LETTERS = 25  # of one line of a box
IN_SIGHT = 6  # boxes in a column that a frame shows at once
SMALL_LETTERS = 34  # of the line below the name


@dataclass(frozen=True, slots=True)
class Node:
    """What a box stands for. ``note`` is a short line below the name; without ``href`` it leads nowhere."""

    key: int
    name: str
    note: str = ""
    href: str = ""
    is_self: bool = False
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """That one node came of another, and what is said of it: "01/07/2025"."""

    former: int
    later: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A node where it lies, its name in at most two lines."""

    node: Node
    lines: list[str]
    note: str
    x: int
    y: int

    @property
    def text_x(self) -> int:
        """Where its words begin."""
        return self.x + 12


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to another, and its words."""

    path: str
    former: str
    later: str
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All boxes and arrows, and how large the drawing is; ``left_out`` nodes did not fit."""

    boxes: list[Box]
    arrows: list[Arrow]
    width: int
    height: int
    left_out: int

    @property
    def parts(self) -> SafeString:
        """The elements within the drawing: arrows below, boxes over them; all words are escaped."""
        return SafeString("".join([*map(_arrow, self.arrows), *map(_box, self.boxes)]))


def drawn(nodes: Sequence[Node], links: Collection[Link], *, left_out: int = 0) -> Drawing:
    """Lays the nodes out; within a column they keep the order in which they were given. At least one node."""
    named = {one.key: one for one in nodes}
    inside = [one for one in links if one.former in named and one.later in named and one.former != one.later]
    placed = _placed(_columns(list(named), inside))
    boxes = [
        Box(named[key], _broken(named[key].name), _cut(named[key].note), *placed[key])
        for key in sorted(placed, key=lambda key: placed[key])
    ]
    arrows = [
        Arrow(_curve(placed[one.former], placed[one.later]), named[one.former].name, named[one.later].name, one.words)
        for one in inside
    ]
    width = max(x for x, _ in placed.values()) + WIDTH + EDGE
    height = max(y for _, y in placed.values()) + HEIGHT + EDGE
    return Drawing(boxes, arrows, width, height, left_out)


def _arrow(one: Arrow) -> str:
    said = f"{one.former} → {one.later}" + (f", {one.words}" if one.words else "")
    return f'<path class="lineage-arrow" d="{one.path}"><title>{escape(said)}</title></path>'


def _box(box: Box) -> str:
    node, x, y = box.node, box.text_x, box.y
    css = "lineage-box" + (" lineage-self" if node.is_self else "") + ("" if node.stands else " lineage-gone")
    first = 18 if len(box.lines) > 1 else 24
    lines = "".join(
        f'<tspan x="{x}" dy="{15 if at else first}">{escape(line)}</tspan>' for at, line in enumerate(box.lines)
    )
    inside = (
        f'<rect class="{css}" x="{box.x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="8"></rect>'
        f'<text class="lineage-name" x="{x}" y="{y}">{lines}'
        f'<tspan class="lineage-days" x="{x}" dy="16">{escape(box.note)}</tspan></text>'
    )
    if not node.href:
        return inside
    current = ' aria-current="page"' if node.is_self else ""
    return f'<a href="{escape(node.href)}"{current}>{inside}</a>'


def nearest(start: int, beside: Callable[[int], Iterable[int]], most: int) -> set[int]:
    """The start and its nearest kin, at most so many; ``beside`` gives those next to one."""
    found, newest = {start}, [start]
    while newest and len(found) < most:
        around = [other for one in newest for other in beside(one)]
        newest = [other for other in dict.fromkeys(around) if other not in found][: most - len(found)]
        found.update(newest)
    return found


def _columns(keys: Sequence[int], links: Collection[Link]) -> dict[int, int]:
    """A column for each, in the given order, further right than all that it follows."""
    column = dict.fromkeys(keys, 0)
    for _ in keys:
        moved = False
        for link in links:
            if column[link.later] <= column[link.former] < len(keys):
                column[link.later] = column[link.former] + 1
                moved = True
        if not moved:
            break
    return column


def _placed(columns: dict[int, int]) -> dict[int, tuple[int, int]]:
    by_column: dict[int, list[int]] = {}
    for key, column in columns.items():
        by_column.setdefault(column, []).append(key)
    tallest = max(len(keys) for keys in by_column.values())
    placed = {}
    for column, keys in by_column.items():
        # In a drawing that is higher than its frame what stands in the middle would be out of sight.
        top = EDGE + (tallest - len(keys)) * (HEIGHT + GAP_DOWN) // 2 if tallest <= IN_SIGHT else EDGE
        for row, key in enumerate(keys):
            placed[key] = (EDGE + column * (WIDTH + GAP_ACROSS), top + row * (HEIGHT + GAP_DOWN))
    return placed


def _broken(name: str) -> list[str]:
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 2 else [lines[0], lines[1][: LETTERS - 1] + "…"]


def _cut(note: str) -> str:
    return note if len(note) <= SMALL_LETTERS else note[: SMALL_LETTERS - 1].rstrip() + "…"


def _curve(one: tuple[int, int], other: tuple[int, int]) -> str:
    x1, y1 = one[0] + WIDTH, one[1] + HEIGHT // 2
    x2, y2 = other[0], other[1] + HEIGHT // 2
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"
