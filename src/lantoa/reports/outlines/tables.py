"""A table that is to be filled in: its headings of several rows as one, and the words of its first columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lantoa.reports.outlines.columns import NAMED, role_of
from lantoa.reports.rules.outlines import AskedTable
from lantoa.vietnamese.text import fold

Grid = Sequence[Sequence[str]]
JOINT = " – "
MOST_COLUMNS = 60
MOST_ROWS = 400
_HEAD_ROWS = 5
_LABELS = ("number", "name", "measure")
# "A", "1", "(3)", "(3)=(1)+(2)", "7 (6:3)", "(4=3/2)".
_COUNTING = re.compile(r"\(?\s*(?:[A-ZĐ]|\d{1,2})\s*\)?(?:\s*[=(:][-+*/x:=()\d\sA-Z%,.]*)?|\(\s*\d{1,2}\s*=[^)]*\)")
_TOTALS = frozenset({"tong", "cong", "tong cong", "tong so", "cong chung", "tinh chung"})
_EMPTY = re.compile(r"[\s.…_\-–]*")


def asked(rows: Grid, caption: str = "", *, with_rows: bool = True) -> AskedTable | None:
    """The table of a grid whose merged cells came as empty ones; None for a grid that is no table.

    ``with_rows`` false takes the headings only: the rows of a table that was filled in are no part of an outline.
    """
    grid = _even(rows)
    if not grid or len(grid[0]) < 2:
        return None
    heads = head_rows(grid)
    columns = flattened(grid[:heads])
    if sum(map(bool, columns)) < 2:
        return None
    below = grid[heads:]
    kept = [at for at, column in enumerate(columns) if column or any(row[at] for row in below)]
    columns, below = tuple(columns[at] for at in kept), [[row[at] for at in kept] for row in below]
    if below and is_counting(below[0]):
        below = below[1:]
    labels = _label_columns(columns)
    found = [tuple(row[:labels]) for row in below] if with_rows and not is_list(columns) else []
    named = tuple(row for row in found if _says(row))[:MOST_ROWS]
    # Empty rows over a total are for the units, whichever there are.
    return AskedTable(caption, columns, named if any(not _is_total(row) for row in named) else ())


def head_rows(grid: Grid) -> int:
    """How many rows are headings: those over the row that counts the columns, else those that only divide the first."""
    for n in range(1, min(_HEAD_ROWS + 1, len(grid))):
        if is_counting(grid[n]):
            return n
    heads = 1
    while heads < min(_HEAD_ROWS, len(grid)) and _divides(grid[heads], grid[:heads]):
        heads += 1
    return heads


def is_counting(row: Sequence[str]) -> bool:
    """Whether a row only counts the columns: "A B 1 2 3=1+2"."""
    said = [cell.strip() for cell in row if cell.strip()]
    return len(said) > 1 and len(said) * 2 > len(row) and all(_COUNTING.fullmatch(cell) for cell in said)


def flattened(heads: Grid) -> tuple[str, ...]:
    """One heading for each column, from the top down; a cell without words is merged with the one before or above."""
    width = len(heads[0])
    spread: list[list[str]] = []
    for depth, row in enumerate(heads):
        filled: list[str] = []
        for at in range(width):
            words = row[at].strip()
            if not words and at and filled[at - 1] and _is_under(heads, spread, depth, at):
                words = filled[at - 1]
            filled.append(words)
        spread.append(filled)
    return tuple(JOINT.join(dict.fromkeys(row[at] for row in spread if row[at])) for at in range(width))


def is_list(columns: Sequence[str]) -> bool:
    """Whether the rows of such a table are records: of practices, people, papers. Their names are then no headings."""
    return any(role_of(column) in NAMED for column in columns)


def _is_under(heads: Grid, spread: Sequence[Sequence[str]], depth: int, at: int) -> bool:
    """Whether an empty cell belongs to the one on its left: words stand below it, and above both is the same."""
    if not any(row[at].strip() for row in heads[depth + 1 :]):
        return False
    return all(row[at] == row[at - 1] for row in spread)


def _divides(row: Sequence[str], above: Grid) -> bool:
    """Whether a row only divides the headings over it: nothing under number and name, no figures."""
    said = [at for at, cell in enumerate(row) if cell.strip()]
    if not said or row[0].strip() or any(any(char.isdigit() for char in row[at]) and len(row[at]) < 8 for at in said):
        return False
    named = next((at for at, cell in enumerate(above[0]) if role_of(cell) == "name"), 1)
    if named < len(row) and row[named].strip() and named not in _divided(above[0]):
        return False
    return set(said) <= _divided(above[0])


def _divided(first: Sequence[str]) -> set[int]:
    """The columns whose heading in the first row reaches over more than one."""
    found: set[int] = set()
    for at in range(1, len(first)):
        if not first[at].strip():
            found |= {at - 1, at}
    return found


def _label_columns(columns: Sequence[str]) -> int:
    """How many of the first columns say what a row is about."""
    labels = 0
    for column in columns:
        if role_of(column) not in _LABELS and not (labels == 0 and not column):
            break
        labels += 1
    # Without known words the first column names the rows.
    return max(labels, 2 if labels == 1 and role_of(columns[0]) == "number" else 1)


def _is_total(row: Sequence[str]) -> bool:
    return any(fold(cell).rstrip(" :.") in _TOTALS for cell in row)


def _says(row: Sequence[str]) -> bool:
    """Whether a row names anything beyond its number."""
    return any(not _EMPTY.fullmatch(cell) and not cell.strip(" .)").isdigit() for cell in row)


def _even(rows: Grid) -> list[list[str]]:
    """The rows as wide as the widest, without columns and rows in which nothing stands."""
    width = min(max((len(row) for row in rows), default=0), MOST_COLUMNS)
    grid = [[cell.strip() for cell in row[:width]] + [""] * (width - len(row)) for row in rows]
    while width and not any(row[width - 1] for row in grid):
        width -= 1
    return [row[:width] for row in grid if any(row[:width])]
