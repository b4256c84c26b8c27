"""Workbooks (.xlsx, .xls, .ods) as papers: every sheet under its name, each row a line with tabs between its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lantoa.reading.inputs.decoding import Decoded
from lantoa.reading.inputs.sheets import Line, of_workbook

EXTRACTOR = "workbook/1"
# So many empty rows part two tables; one alone only parts groups of rows.
GAP = 3


def read(data: bytes) -> Decoded:
    """Return the text of all sheets; raises Unreadable. Formulas count by the value that was last computed."""
    sheets = of_workbook(data, every=True)
    parts = []
    for name, lines in sheets:
        head = [name, ""] if len(sheets) > 1 else []
        parts.append("\n".join([*head, *_written(lines)]))
    return Decoded("\n\n".join(parts) + "\n" if parts else "")


def _written(lines: Sequence[Line]) -> Iterator[str]:
    """Titles above a table as plain lines; from its first row on every row as wide as the widest.

    A heading over some of the rows stands alone in its row, and must not end the table.
    """
    width = max((len(cells) for _, cells in lines), default=0)
    before, is_table = 0, False
    for number, cells in lines:
        if before and number - before > GAP:
            is_table = False
            yield ""
        is_table = is_table or sum(map(bool, cells)) > 1
        yield "\t".join([*cells, *[""] * (width - len(cells))]) if is_table else " ".join(filter(None, cells))
        before = number
