"""What stands around the body of a paper: its head, its title, its foot, and the measures of the page. Plain Python.

A layout (Party, State) says it once, as lines with their looks; a form (Word, PDF) draws any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from lantoa.reports.layouts import measures

# How the headings of each level look: bold, italic. The published layouts number them and say no more.
HEADINGS = {1: (True, False), 2: (True, False), 3: (True, True), 4: (False, True)}


@dataclass(frozen=True, slots=True)
class Said:
    """A line of its own with its look; ``rule`` is the length of a solid line below, as a share of its words."""

    text: str
    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    rule: float = 0.0
    before: float = 0.0
    after: float = 0.0

    @property
    def rule_length(self) -> float:
        """Millimetres."""
        return self.rule * measures.width(self.text, self.size)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page, in millimetres, and its font; ``number`` is the size of the page numbers, in points."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    font: str
    number: float

    @property
    def inner(self) -> float:
        """Millimetres between the margins."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Text:
    """How the body is set: points, an indent in millimetres. ``line`` is points when exact, else a multiple."""

    size: float
    first_line: float
    after: float
    line: float
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A paper without its body. ``left_cell`` is how wide the left side of the head is, in millimetres."""

    sheet: Sheet
    text: Text
    left_cell: float
    left: tuple[Said, ...]
    right: tuple[Said, ...]
    number: tuple[Said, ...]
    dated: tuple[Said, ...]
    title: tuple[Said, ...]
    recipients: tuple[Said, ...]
    signature: tuple[Said, ...]

    @property
    def right_cell(self) -> float:
        """Millimetres of the right side of the head."""
        return self.sheet.inner - self.left_cell


def lines(*texts: Said | list[Said] | None) -> tuple[Said, ...]:
    """Those lines that say something, in their order."""
    every = chain.from_iterable(one if isinstance(one, list) else [one] for one in texts)
    return tuple(one for one in every if one is not None and one.text)
