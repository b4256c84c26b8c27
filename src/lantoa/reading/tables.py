"""Tables: lines of cells with a tab between them, what each column holds, and the rows that name a practice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lantoa.reading.source import Source
from lantoa.reading.tokens import BREAK, NUMBER, WORD

MOST_COLUMNS = 60
TOTALS = frozenset(["cộng", "tổng"])
_ROMAN = frozenset("ivxlc")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: tokens ``start`` up to but without ``end``; none where it is empty."""

    start: int
    end: int

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return self.start == self.end


@dataclass(slots=True)
class Row:
    """A row under the heads of its table. ``practice`` is the row that names the practice of this one."""

    cells: tuple[Cell, ...]
    roles: tuple[str, ...] = ()
    heads: tuple[Cell, ...] = ()
    practice: Row | None = field(default=None, repr=False)
    group: str | None = None  # "tập thể" or "cá nhân", as a row over it says
    is_total: bool = False

    @property
    def start(self) -> int:
        """Its first token."""
        return self.cells[0].start

    @property
    def end(self) -> int:
        """One past its last token."""
        return self.cells[-1].end

    def cell(self, role: str) -> Cell | None:
        """The first cell that is not empty in a column of that role."""
        return next(
            (cell for cell, held in zip(self.cells, self.roles, strict=False) if held == role and not cell.empty), None
        )

    def column(self, i: int) -> int:
        """The column in which token ``i`` stands."""
        return bisect_right(self.cells, i, key=lambda cell: cell.start) - 1

    def role_at(self, i: int) -> str:
        """What the column of token ``i`` holds, "" if nobody knows."""
        column = self.column(i)
        return self.roles[column] if 0 <= column < len(self.roles) else ""

    def head_at(self, i: int) -> Cell | None:
        """The head over token ``i``."""
        column = self.column(i)
        return self.heads[column] if 0 <= column < len(self.heads) else None


class Tables:
    """The rows of all tables of a text, asked by token."""

    def __init__(self, source: Source) -> None:
        """Finds the tables outside chrome. Linear in the text."""
        self.rows: list[Row] = [row for lines in blocks(source) for row in _rows(source, lines)]
        self._starts = [row.start for row in self.rows]

    def row_at(self, i: int) -> Row | None:
        """The row in which token ``i`` stands; the heads are no row."""
        k = bisect_right(self._starts, i) - 1
        return self.rows[k] if k >= 0 and i < self.rows[k].end else None

    def practices(self) -> Iterator[Row]:
        """The rows that name a practice, in order."""
        return (row for row in self.rows if row.practice is row)


def first_rows(source: Source) -> Iterator[tuple[tuple[Cell, ...], tuple[Cell, ...]]]:
    """The first two rows of every table: its heads, if it has any, and what stands under them."""
    return ((lines[0], lines[1]) for lines in blocks(source))


def role_of(source: Source) -> str:
    """What a text that is one head tells, "" if nothing."""
    return _role(source, Cell(0, len(source.tokens)))


def blocks(source: Source) -> Iterator[list[tuple[Cell, ...]]]:
    """The tables of a text: runs of lines with cells; the first has at least two that are not empty."""
    block: list[tuple[Cell, ...]] = []
    for cells in _lines(source):
        filled = sum(not cell.empty for cell in cells)
        if 1 < len(cells) <= MOST_COLUMNS and filled and (block or filled > 1):
            block.append(cells)
            continue
        if len(block) > 1:
            yield block
        block = []
    if len(block) > 1:
        yield block


def _lines(source: Source) -> Iterator[tuple[Cell, ...]]:
    cells: list[Cell] = []
    begin = 0
    for token in source.tokens:
        if token.kind != BREAK:
            continue
        cells.append(Cell(begin, token.i))
        begin = token.i + 1
        if token.ends_line:
            yield () if source.in_chrome(token) else tuple(cells)
            cells = []
    yield (*cells, Cell(begin, len(source.tokens)))


def _rows(source: Source, lines: Sequence[tuple[Cell, ...]]) -> Iterator[Row]:
    heads = lines[0]
    roles = _roles(source, heads)
    first = 1
    if sum(map(bool, roles)) < 2 and not {"practice", "number"} & set(roles):
        heads, roles, first = (), (), 0
    elif len(lines) > 2 and _is_second_head(source, lines[1], roles):
        below = _roles(source, lines[1])
        roles = tuple(under or role for role, under in zip(roles, below, strict=False))
        first = 2
    practice, group = None, None
    for cells in lines[first:]:
        row = Row(cells, roles, heads, group=group, is_total=_is_total(source, cells))
        if row.is_total:
            practice = None
        elif said := _is_group(source, row):
            practice, group = None, said if said != "group" else None
        elif _names_practice(source, row):
            practice = row
        row.practice = practice
        yield row


def _roles(source: Source, heads: Sequence[Cell]) -> tuple[str, ...]:
    """The role of every column; a head without words is merged with the one before it."""
    roles: list[str] = []
    for cell in heads:
        if cell.empty:
            roles.append(roles[-1] if roles else "")
            continue
        roles.append(_role(source, cell))
    return tuple(roles)


def _role(source: Source, cell: Cell) -> str:
    """What the first words of a head tell; "Tập thể, cá nhân" and "Đơn vị/cá nhân" are one head."""
    match = source.match("table_heads", cell.start)
    if match is None or cell.start + match[0] > cell.end:
        return ""
    after = cell.start + match[0]
    # A person said that nothing is to be read here.
    if match[1] == "none":
        return ""
    if match[1] in {"collective", "individual"} and after < cell.end:
        return "owner"
    return match[1] if match[1] != "practice" or source.key(after) not in _NO_LIST else ""


_NO_LIST = frozenset(["tập", "cá", "của", "số"])


def _is_second_head(source: Source, cells: Sequence[Cell], roles: Sequence[str]) -> bool:
    """Whether the line under the heads only divides them: empty under number and name, without figures."""
    if not cells[0].empty or not any(_role(source, cell) for cell in cells if not cell.empty):
        return False
    under = (cell for cell, role in zip(cells, roles, strict=False) if role in {"number", "practice"})
    return all(cell.empty for cell in under) and not _has(source, cells, NUMBER)


def _has(source: Source, cells: Sequence[Cell], kind: str) -> bool:
    return any(source.tokens[i].kind == kind for cell in cells for i in range(cell.start, cell.end))


def _is_total(source: Source, cells: Sequence[Cell]) -> bool:
    first = next((cell for cell in cells if not cell.empty and source.is_word(cell.start)), None)
    if first is None or source.key(first.start) not in TOTALS:
        return False
    return first.end - first.start <= 3 or source.key(first.start + 1) in {"cộng", "số", ":"}


def _is_group(source: Source, row: Row) -> str:
    """Whether a row is only a heading over the next ones: "tập thể", "cá nhân" or "group"; "" if it is none."""
    filled = [cell for cell in row.cells if not cell.empty]
    number = row.cell("number")
    texts = [cell for cell in filled if cell != number]
    if len(row.roles) < 3 or len(texts) != 1 or (number and source.is_number(number.start)):
        return ""
    if number is None and row.cell("practice") is None and texts[0] != row.cells[0]:
        return ""
    keys = [source.key(i) for i in range(texts[0].start, texts[0].end)]
    pairs = set(pairwise(keys))
    if ("tập", "thể") in pairs or ("cá", "nhân") in pairs:
        return "tập thể" if ("tập", "thể") in pairs else "cá nhân"
    numeral = number is not None and set(source.key(number.start)) <= _ROMAN
    return "group" if numeral or texts[0] == row.cells[0] else ""


def _names_practice(source: Source, row: Row) -> bool:
    cell = row.cell("practice")
    if cell is None or len(row.cells) > len(row.heads):
        return False
    return sum(source.tokens[i].kind == WORD for i in range(cell.start, cell.end)) >= 2
