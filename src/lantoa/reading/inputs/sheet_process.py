"""The process that opens a workbook: bytes on the standard input, rows as JSON on the standard output."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from lantoa.reading.inputs import limits
from lantoa.reading.inputs.limited import limit
from lantoa.reading.inputs.refusals import Unreadable, refuse
from lantoa.reading.inputs.sheets import Line, kept


def written(cell: Any) -> str:
    """A cell as a person would type it."""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}" if cell.year >= 1000 else str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    if isinstance(cell, bool):
        return "x" if cell else ""
    return "" if cell is None or isinstance(cell, time) else str(cell)


def opened(data: bytes) -> Iterator[tuple[str, list[Line]]]:
    """Each sheet by its name, with the rows that say anything."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for at, name in enumerate(book.sheet_names):
        sheet = book.get_sheet_by_index(at)
        # A lone cell at the far end of a sheet claims millions of empty ones.
        if sheet.height * sheet.width > limits.SHEET_CELLS:
            raise refuse("too_large")
        first = (sheet.start or (0, 0))[0] + 1
        lines: Iterable[tuple[int, Iterable[object]]] = (
            (number, [written(cell) for cell in cells])
            for number, cells in enumerate(sheet.to_python(skip_empty_area=True), start=first)
        )
        yield name, list(kept(lines))


if __name__ == "__main__":
    limit(limits.SHEET_MEMORY_BYTES, limits.SHEET_SECONDS)
    answer: dict[str, Any]
    try:
        sheets = opened(sys.stdin.buffer.read())
        if "--all" in sys.argv:
            answer = {"sheets": [sheet for sheet in sheets if sheet[1]]}
        else:
            answer = {"sheets": list(islice((sheet for sheet in sheets if sheet[1]), 1))}
    except Unreadable as error:
        answer = {"refused": error.code}
    sys.stdout.buffer.write(json.dumps(answer).encode())
