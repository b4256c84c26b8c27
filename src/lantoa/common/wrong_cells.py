"""What is wrong with the cells of a list that somebody filled in. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar


@dataclass(frozen=True, slots=True, order=True)
class WrongCell:
    """What is wrong with a cell: its line as the sheet counts it, the key of its column, words."""

    line: int
    column: str
    said: str


Cell = TypeVar("Cell", bound=WrongCell)


def by_cell(wrong: Iterable[Cell]) -> list[Cell]:
    """One for each cell, with all that is wrong with it, in the order of the file."""
    found: dict[tuple[int, str], Cell] = {}
    for one in sorted(wrong):
        first = found.get((one.line, one.column))
        found[one.line, one.column] = replace(first, said=f"{first.said}; {one.said}") if first else one
    return list(found.values())
