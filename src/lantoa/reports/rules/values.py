"""What a report is made of, before anyone decides whether it goes out as a page, as Word or as text. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.vietnamese.dates import write_date

MISSING = "chưa có số liệu"
MOST_SHOWN = 300  # rows of a table on a page: a province has fifteen thousand practices


@dataclass(frozen=True, slots=True)
class Figured:
    """A number as it is said, with the address within the site where it opens down to its papers.

    ``indicator`` and ``what`` say which figure it is (rules.prose.WHATS), empty for what a record says itself.
    ``why`` is the reason of one that somebody typed over; ``quantity`` stays what the ledger says.
    """

    text: str
    path: str
    quantity: Quantity
    unit: str
    indicator: str = ""
    what: str = ""
    why: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Named:
    """A name that opens on the page; on paper it is only read. ``path`` may be empty."""

    text: str
    path: str = ""

    def __str__(self) -> str:
        return self.text


Run = str | Figured | Named
Line = tuple[Run, ...]
Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number: level 1 is "I-", 2 is "1.", 3 is "a)", 4 is "-"."""

    kind: ClassVar[str] = "heading"
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; an item is one of a list and begins with a dash of its own."""

    kind: ClassVar[str] = "paragraph"
    runs: Line
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, and whether short values stand in its middle."""

    heading: str
    share: int
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a total stands out."""

    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its caption says what it shows. ``beyond`` rows more were only counted: for a page, never for a file."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    beyond: int = 0

    @property
    def cells(self) -> list[tuple[Row, list[tuple[Column, Cell]]]]:
        """Each row with its cells beside their columns."""
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]

    @property
    def shown(self) -> list[tuple[Row, list[tuple[Column, Cell]]]]:
        """As many of them as a page shows."""
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows[:MOST_SHOWN]]

    @property
    def more(self) -> int:
        """How many rows stand only in the files."""
        return max(0, len(self.rows) - MOST_SHOWN) + self.beyond


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of the paper, in capitals where the paper has them; ``is_party`` says whose motto stands there."""

    superior: str
    issuer: str
    number: str
    place_and_date: str
    is_party: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: on whose behalf, as what, and the name; each may be empty."""

    on_behalf: str
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class HeldRule:
    """A dated rule as it stood: its code, the day from which that version holds, what it says."""

    code: str
    effective_from: date
    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report about a period, frozen at a ledger sequence, dated on a day.

    ``layout`` is the rule by which it was laid out when it was sent; None while it follows the rule of its day.
    """

    title: str
    letterhead: Letterhead
    kind: str
    abstract: str
    body: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    period: Period
    upto: int
    on: date
    tree: date | None = None
    layout: HeldRule | None = None

    @property
    def map(self) -> str:
        """On which map its figures are counted, in a sentence."""
        return map_said(self.tree)

    def figures(self) -> Iterator[Figured]:
        """Every number of the body in reading order."""
        for run in self.runs():
            if isinstance(run, Figured):
                yield run

    def runs(self) -> Iterator[Run]:
        """Everything that the body says, in reading order."""
        for block in self.body:
            if isinstance(block, Heading):
                yield block.text
            elif isinstance(block, Paragraph):
                yield from block.runs
            else:
                for row in block.rows:
                    for cell in row.cells:
                        for line in cell:
                            yield from line


def map_said(tree: date | None) -> str:
    """On which map figures are counted, as a report says it."""
    if tree is None:
        return "Số liệu theo đơn vị hành chính như tại thời điểm phát sinh."
    return f"Số liệu quy về đơn vị hành chính ngày {write_date(tree)}."


def shown(run: Run | None) -> Run:
    """The run itself, or the words for a missing number."""
    return MISSING if run is None else run


def cell(*runs: Run | None) -> Cell:
    """A cell of one line."""
    return (tuple(shown(run) for run in runs),)


def listed(names: list[str]) -> str:
    """Names as one list in a sentence: "A; B; C"."""
    return "; ".join(names)


def capitalised(text: str) -> str:
    """The same with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
