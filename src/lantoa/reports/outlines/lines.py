"""The lines of a paper with as much of their typography as the file gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lantoa.vietnamese.text import clean

# "........", "……", "_____": room to write in by hand.
BLANK = re.compile(r"[.…_]{4,}|…{2,}|(?:…\.?)+(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that looks alike."""

    text: str
    bold: bool = False
    slanted: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a row of a table with its ``cells``. ``style`` is the depth of a heading by Word's own styles."""

    runs: tuple[Run, ...]
    cells: tuple[str, ...] = ()
    centred: bool = False
    style: int = 0

    @property
    def text(self) -> str:
        """What it says, room for writing by hand as one "…"."""
        return " ".join(BLANK.sub("…", "".join(run.text for run in self.runs)).split())

    @property
    def bold(self) -> bool:
        """Whether all its words are bold."""
        said = [run for run in self.runs if any(char.isalpha() for char in run.text)]
        return bool(said) and all(run.bold for run in said)

    @property
    def slanted(self) -> bool:
        """Whether all its words are slanted."""
        said = [run for run in self.runs if any(char.isalpha() for char in run.text)]
        return bool(said) and all(run.slanted for run in said)

    @property
    def capitals(self) -> bool:
        """Whether it is written in capitals, two letters or more."""
        letters = [char for char in "".join(run.text for run in self.runs) if char.isalpha()]
        return len(letters) > 1 and all(char.isupper() for char in letters)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def of_word(found: Iterable[dict[str, Any]]) -> list[Line]:
    """The lines that reading.inputs.marked gives."""
    return [
        Line(
            tuple(Run(clean(text), bold, slanted) for text, bold, slanted in one["runs"]),
            tuple(clean(cell) for cell in one["cells"]),
            one["centred"],
            one["style"],
        )
        for one in found
    ]


def of_text(text: str) -> list[Line]:
    """The lines of a plain text: two lines or more with tabs are rows of a table; nothing else is known of them."""
    written = [line for line in clean(text).split("\n") if line.strip()]
    rows = [line.count("\t") > 0 for line in written]
    lines = []
    for n, line in enumerate(written):
        beside = (n > 0 and rows[n - 1]) or (n + 1 < len(rows) and rows[n + 1])
        cells = tuple(" ".join(cell.split()) for cell in line.split("\t")) if rows[n] and beside else ()
        lines.append(Line((Run(line),), cells))
    return lines


def says(lines: Sequence[Line]) -> str:
    """The paragraphs as a text."""
    return "\n".join(line.text for line in lines if line.text)
