"""The list at the end of a paper: where each of its numbers opens. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator

from lantoa.reading.chrome import WHERE_NUMBERS_OPEN
from lantoa.reports.rules import Block, Cell, Column, Figured, Heading, Line, Report, Row, Table, capitalised

TITLE = WHERE_NUMBERS_OPEN
LONGEST = 90  # letters of what stands before a number
_COLUMNS = (Column("TT", 6, centred=True), Column("Số", 15), Column("Nội dung", 35), Column("Địa chỉ", 44))


def listed(report: Report, *, public_url: str) -> Table | None:
    """Each number once, in reading order: what it says, what it is about, where it opens; None without any."""
    rows = [
        _row(at, figure, about, public_url) for at, (figure, about) in enumerate(told(report.body).items(), start=1)
    ]
    return Table(TITLE, _COLUMNS, tuple(rows)) if rows else None


def told(body: tuple[Block, ...]) -> dict[Figured, str]:
    """What each number of a body is about, in reading order."""
    found: dict[Figured, str] = {}
    for block in body:
        if isinstance(block, Heading):
            continue
        for figure, about in _of_table(block) if isinstance(block, Table) else _of_line(block.runs):
            found.setdefault(figure, about)
    return found


def _row(at: int, figure: Figured, about: str, public_url: str) -> Row:
    what: list[Line] = [(about,)]
    if figure.why:
        what.append((f"Người viết đã sửa số này, khác sổ số liệu. Lý do: {figure.why}",))
    cells: tuple[Cell, ...] = (((str(at),),), ((figure,),), tuple(what), ((public_url + figure.path,),))
    return Row(cells)


def _of_line(line: Line, before: str = "") -> Iterator[tuple[Figured, str]]:
    """A number is about the words before it: "vận động [30 triệu đồng]"."""
    for run in line:
        if isinstance(run, Figured):
            yield run, _shortened(before or run.unit)
        before = f"{before}{run}"


def _of_table(table: Table) -> Iterator[tuple[Figured, str]]:
    """A number of a table is about the name of its row and the heading of its column."""
    for row in table.rows:
        name = next((text for text in map(_words, row.cells) if any(letter.isalpha() for letter in text)), "")
        for column, cell in zip(table.columns, row.cells, strict=True):
            for line in cell:
                before = "; ".join(part for part in (_shortened(name), column.heading) if part)
                for run in line:
                    if isinstance(run, Figured):
                        yield run, _shortened(before)


def _words(cell: Cell) -> str:
    return " ".join(str(run) for line in cell for run in line if not isinstance(run, Figured))


def _shortened(text: str) -> str:
    """The end of a text, from a whole word on."""
    text = " ".join(text.split()).strip(" ,;:-–")
    if len(text) > LONGEST:
        text = "…" + text[-LONGEST:].partition(" ")[2]
    return capitalised(text)
