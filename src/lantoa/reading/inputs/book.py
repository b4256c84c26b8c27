"""Workbooks (.xlsx, .xls, .ods) opened: sheets, and rows of cells as a person would type them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from python_calamine import CalamineWorkbook

from lantoa.reading.inputs import limits
from lantoa.reading.inputs.refusals import refuse
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
    """Each sheet by its name, with the rows that say anything; raises Unreadable.

    To be called apart only: a few bytes may claim a sheet of a billion cells.
    """
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
