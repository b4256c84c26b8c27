"""A paper's text cut into lines and pieces, so that every stretch that was read can be lit. Plain Python.

Stretches may lie within one another or cross; a piece is what no stretch begins or ends inside of.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

SHORT_LINE = 120
_NUMBERED = re.compile(r"(?:[IVX]+|\d{1,2}|[a-zđ])[.)\-–] ?\S")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be lit: of which kind, for which card (its number), and by which name it can be gone to."""

    start: int
    end: int
    kind: str
    card: int
    anchor: str
    state: str = ""  # open, in or out: what was decided


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks, the shortest first; ``anchors`` of those that begin here."""

    text: str
    marks: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()

    @property
    def cards(self) -> str:
        """The numbers of the cards that it lights, parted by spaces."""
        return " ".join(str(number) for number in dict.fromkeys(mark.card for mark in self.marks))


@dataclass(slots=True)
class Line:
    """A line of the text: ``is_chrome`` where nothing was read, ``is_head`` if short, ``is_strong`` if a heading."""

    pieces: list[Piece] = field(default_factory=list)
    is_chrome: bool = False
    is_head: bool = False
    is_strong: bool = False


def lines(text: str, marks: Iterable[Mark], chrome: Iterable[tuple[int, int]] = ()) -> list[Line]:
    """The lines that hold anything, in order."""
    ordered = sorted(marks, key=attrgetter("start", "end"))
    grey = sorted(chrome)
    found, active, at, next_mark = [], list[Mark](), 0, 0
    for raw in text.split("\n"):
        start, end = at, at + len(raw)
        at = end + 1
        while next_mark < len(ordered) and ordered[next_mark].start < end:
            active.append(ordered[next_mark])
            next_mark += 1
        active = [mark for mark in active if mark.end > start]
        if raw.strip():
            line = Line(_pieces(text, start, end, active))
            line.is_chrome = any(a <= start and end <= b for a, b in grey)
            stripped = raw.strip()
            line.is_head = len(stripped) < SHORT_LINE and stripped[-1] not in ".;,:…"
            line.is_strong = line.is_head and bool(stripped.isupper() or _NUMBERED.match(stripped))
            found.append(line)
    return found


def _pieces(text: str, start: int, end: int, marks: list[Mark]) -> list[Piece]:
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end} | {edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end}
    cuts = sorted(edges)
    pieces = []
    for left, right in itertools.pairwise(cuts):
        if text[left:right].isspace():
            pieces.append(Piece(text[left:right]))
            continue
        over = [mark for mark in inside if mark.start <= left and right <= mark.end]
        over.sort(key=lambda mark: mark.end - mark.start)
        begun = tuple(mark.anchor for mark in over if mark.start == left or (left == start and mark.start < start))
        pieces.append(Piece(text[left:right], tuple(over), begun if any(m.start == left for m in over) else ()))
    return pieces
