"""The tables of a page: what ruled lines enclose. Plain geometry, in points, y growing upwards.

A cell reaches as far as no line divides it, so that merged cells keep their words together; like a merged cell of
Word, it gives its text to the first row and column that it covers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

NEAR = 3.0  # how far two lines that meet may miss one another
_SHORTEST = 8.0  # a shorter line is a dash, or the side of a letter
_MOST = 3000  # lines looked at on one page


@dataclass(frozen=True, slots=True)
class Box:
    """A box on the page."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class Grid:
    """A table: where its lines run, and the text of its cells by (row, column)."""

    across: list[float]  # the y of its rows' borders, from the top down
    down: list[float]  # the x of its columns' borders, from the left
    horizontal: list[Box]
    vertical: list[Box]
    cells: dict[tuple[int, int], list[str]] = field(default_factory=dict)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.down[0] <= x <= self.down[-1] and self.across[-1] <= y <= self.across[0]

    def put(self, x: float, y: float, letter: str) -> None:
        """Put a letter into the cell at a point."""
        row = min(max(bisect_right(self.across, -y, key=lambda at: -at) - 1, 0), len(self.across) - 2)
        column = min(max(bisect_right(self.down, x) - 1, 0), len(self.down) - 2)
        while row and not self._divided(self.horizontal, row, column, flat=True):
            row -= 1
        while column and not self._divided(self.vertical, row, column, flat=False):
            column -= 1
        self.cells.setdefault((row, column), []).append(letter)

    def _divided(self, lines: Sequence[Box], row: int, column: int, *, flat: bool) -> bool:
        """Whether a line runs over this cell, or to the left of it."""
        x = (self.down[column] + self.down[column + 1]) / 2
        y = (self.across[row] + self.across[row + 1]) / 2
        if flat:
            return any(abs(one.top - self.across[row]) <= NEAR and one.left <= x <= one.right for one in lines)
        return any(abs(one.left - self.down[column]) <= NEAR and one.bottom <= y <= one.top for one in lines)

    def lines(self) -> Iterator[str]:
        """Its rows from the top down, tabs between the cells; empty rows are left out."""
        for row in range(len(self.across) - 1):
            cells = [
                " ".join("".join(self.cells.get((row, column), [])).split()) for column in range(len(self.down) - 1)
            ]
            if any(cells):
                yield "\t".join(cells)


def grids(boxes: Iterable[Box]) -> list[Grid]:
    """The tables that the drawn lines and frames of a page make: at least two columns and two rows, from the top."""
    horizontal, vertical = _sides(boxes)
    if len(horizontal) + len(vertical) > _MOST:
        return []
    found = []
    for group in _touching(horizontal, vertical):
        flat = [horizontal[i] for i in group if i < len(horizontal)]
        upright = [vertical[i - len(horizontal)] for i in group if i >= len(horizontal)]
        across = sorted(_places(one.top for one in flat), reverse=True)
        down = sorted(_places(one.left for one in upright))
        if len(across) > 2 and len(down) > 2:
            found.append(Grid(across, down, flat, upright))
    return sorted(found, key=lambda grid: -grid.across[0])


def _sides(boxes: Iterable[Box]) -> tuple[list[Box], list[Box]]:
    """Thin boxes are lines; of a frame the four sides are."""
    horizontal: list[Box] = []
    vertical: list[Box] = []
    for box in boxes:
        wide, high = box.right - box.left, box.top - box.bottom
        if high <= NEAR and wide >= _SHORTEST:
            horizontal.append(box)
        elif wide <= NEAR and high >= _SHORTEST:
            vertical.append(box)
        elif wide >= _SHORTEST and high >= _SHORTEST:
            horizontal += [Box(box.left, y, box.right, y) for y in (box.bottom, box.top)]
            vertical += [Box(x, box.bottom, x, box.top) for x in (box.left, box.right)]
    return horizontal, vertical


def _touching(horizontal: Sequence[Box], vertical: Sequence[Box]) -> Iterator[list[int]]:
    """The lines in groups that hang together, by number: horizontal ones first."""
    above = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while above[i] != i:
            above[i] = above[above[i]]
            i = above[i]
        return i

    for i, flat in enumerate(horizontal):
        for j, upright in enumerate(vertical, start=len(horizontal)):
            meets_x = flat.left - NEAR <= upright.left <= flat.right + NEAR
            if meets_x and upright.bottom - NEAR <= flat.top <= upright.top + NEAR:
                above[root(i)] = root(j)
    groups: dict[int, list[int]] = {}
    for i in range(len(above)):
        groups.setdefault(root(i), []).append(i)
    yield from groups.values()


def _places(numbers: Iterable[float]) -> Iterator[float]:
    """Numbers that lie near one another count once."""
    last = None
    for number in sorted(numbers):
        if last is None or number - last > NEAR:
            yield number
            last = number
