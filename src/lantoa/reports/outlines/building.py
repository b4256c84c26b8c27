"""Lines become sections: each heading with what lies under it, at the level that the numbers over it give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from lantoa.reports.outlines import tables
from lantoa.reports.outlines.lines import Line
from lantoa.reports.outlines.numbers import ANNEX, BARE, BULLET, FIGURE, PART, ROMAN, numbered
from lantoa.reports.outlines.splitting import ASKING, LONGEST, RUN_IN, Headed, headed
from lantoa.reports.outlines.telling import PAST
from lantoa.reports.outlines.trimming import TITLE
from lantoa.reports.rules.outlines import DEEPEST, AskedTable, Section

MOST_SECTIONS = 300
MOST_LETTERS = 20_000  # of what is asked or was said in one section
_CAPTION = 30  # words
_ENDS = (".", ";", "./.", "!")


@dataclass(slots=True)
class _Open:
    """A section while its lines come in."""

    level: int
    number: str
    heading: str
    said: list[str] = field(default_factory=list)
    tables: list[AskedTable] = field(default_factory=list)
    wants_heading: bool = False  # "PHỤ LỤC" alone: the next lines name it


@dataclass(slots=True)
class _Builder:
    """What has come in so far."""

    kind: str
    has_typography: bool
    title: str = ""
    # Up to here the numbers go on: a "Biểu 1" before that is the caption of a table, later it is an annex.
    numbered_until: int = 0
    at: int = -1
    sections: list[_Open] = field(default_factory=list)
    ranks: list[int] = field(default_factory=list)

    def line(self, line: Line) -> None:
        """Takes a paragraph."""
        self.at += 1
        found = headed(line)
        last = self.sections[-1] if self.sections else None
        if last and last.wants_heading and self._names(line, found):
            last.heading = f"{last.heading} {line.text}".strip()
            return
        if last:
            last.wants_heading = False
        if self._is_heading(line, found):
            self._open(line, found)
        elif last is None:
            self.sections.append(_Open(1, "", self.title, [line.text]))
            self.ranks = [BARE]
        else:
            last.said.append(line.text)

    def table(self, rows: Sequence[Line]) -> None:
        """Takes the rows of a table."""
        self.at += len(rows)
        last = self.sections[-1] if self.sections else None
        caption = self._caption(last)
        found = tables.asked([row.cells for row in rows], caption, with_rows=True)
        if found is None:
            if last:
                last.said.extend(" ".join(filter(None, row.cells)) for row in rows)
            return
        if last is None:
            last = _Open(1, "", caption or self.title)
            self.sections.append(last)
            self.ranks = [ANNEX]
        last.wants_heading = False
        last.tables.append(found)

    def _caption(self, last: _Open | None) -> str:
        """The short line right over a table names it; else the section's own heading does."""
        if last and last.said and len(last.said[-1].split()) <= _CAPTION and not last.said[-1].endswith(_ENDS):
            return last.said.pop().rstrip(":").strip()
        return last.heading if last else self.title

    def _names(self, line: Line, found: Headed) -> bool:
        """Whether a line goes on with the name of a part or annex."""
        if found.numbered and found.numbered.rank not in (PART, ANNEX):
            return False
        return (line.centred or line.bold or line.capitals) and line.words <= LONGEST

    def _is_heading(self, line: Line, found: Headed) -> bool:
        number, words = found.numbered, len(found.heading.split())
        if words > LONGEST:
            return False
        if number and number.rank in (PART, ANNEX):
            return self.at >= self.numbered_until or number.number.casefold().startswith("ph")
        if line.style or not any(char.isalpha() for char in found.heading):
            return line.style > 0
        if number is None or number.rank == BULLET:
            return line.bold and found.whole if number else self._is_bare_heading(line, found)
        return found.marked or (self._asks(found) if self.kind != PAST else self._told(line, found, number.rank))

    def _is_bare_heading(self, line: Line, found: Headed) -> bool:
        """A line without a number is a heading where typography says so: all of it bold or in capitals."""
        if not found.whole or line.slanted or line.text.endswith(_ENDS):
            return False
        if TITLE.match(line.text) and line.capitals:
            return True
        return line.bold or (line.capitals and line.words > 1)

    def _asks(self, found: Headed) -> bool:
        """In an outline every number begins a section, unless nothing stands there but "Nêu rõ:"."""
        return not ASKING.match(found.heading) or found.whole or len(found.heading.split()) > 2

    def _told(self, line: Line, found: Headed, rank: int) -> bool:
        """In a report a numbered line may be a paragraph: a heading is short, and no sentence."""
        words = len(found.heading.split())
        if found.whole:
            ends = line.text.endswith(_ENDS)
            return words <= 5 or (not ends and words <= LONGEST and not any(char.isdigit() for char in found.heading))
        if rank >= FIGURE and self.has_typography:
            return False
        return words <= RUN_IN and found.by == "colon"

    def _open(self, line: Line, found: Headed) -> None:
        number = found.numbered
        rank = number.rank if number else self._bare_rank(line)
        while self.ranks and self.ranks[-1] >= rank:
            self.ranks.pop()
        self.ranks.append(rank)
        name = number.number if number else ""
        heading = found.heading
        self.sections.append(
            _Open(
                min(len(self.ranks), DEEPEST),
                name,
                heading,
                [found.rest] if found.rest else [],
                wants_heading=bool(number and rank in (PART, ANNEX))
                or (number is None and bool(TITLE.match(line.text))),
            )
        )

    def _bare_rank(self, line: Line) -> int:
        if line.style:
            return ROMAN + 10 * (line.style - 1)
        if TITLE.match(line.text) and line.capitals:
            return ANNEX
        return ROMAN if line.capitals else BARE


def sections_of(lines: Sequence[Line], kind: str, title: str = "") -> tuple[Section, ...]:
    """The sections of the lines of an outline (what is asked in each) or of a report (what it said)."""
    builder = _Builder(kind, any(run.bold for line in lines for run in line.runs), title)
    counted = (n for n, line in enumerate(lines) if not line.cells and _is_counted(line))
    builder.numbered_until = max(counted, default=0)
    for is_table, some in groupby(lines, key=lambda line: bool(line.cells)):
        if is_table:
            builder.table(list(some))
        else:
            for line in some:
                builder.line(line)
    return tuple(_finished(builder, kind))


def _is_counted(line: Line) -> bool:
    number = numbered(line.text)
    return number is not None and ROMAN <= number.rank < FIGURE


def _finished(builder: _Builder, kind: str) -> Iterator[Section]:
    for one in builder.sections[:MOST_SECTIONS]:
        said = "\n".join(one.said)[:MOST_LETTERS].strip()
        asks, prose = ("", said) if kind == PAST else (said, "")
        yield Section(one.level, one.number, one.heading, asks, tuple(one.tables), (), prose)
