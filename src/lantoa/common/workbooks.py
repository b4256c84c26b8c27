"""Tables as Excel workbooks: numbers stay numbers, and no cell of ours is ever taken for a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens an address."""

    address: str
    words: str


Cell = str | int | Decimal | date | Link | None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading with the width of its column in characters."""

    heading: str
    width: int = 20


def workbook(
    *, sheet: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], notes: Sequence[str] = ()
) -> bytes:
    """One sheet: the title, the notes, an empty line, the headings (frozen), the rows. None stays empty."""
    import xlsxwriter

    file = BytesIO()
    safely = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(file, safely) as book:
        styles = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "heading": book.add_format({"bold": True, "bg_color": "#F2ECDF", "bottom": 1, "text_wrap": True}),
            "words": book.add_format({"text_wrap": True, "valign": "top"}),
            "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
            "decimal": book.add_format({"num_format": "#,##0.###", "valign": "top"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"}),
        }
        page = book.add_worksheet(sheet[:31])
        page.write_string(0, 0, title, styles["title"])
        for at, note in enumerate(notes, start=1):
            page.write_string(at, 0, note)
        top = len(notes) + 2
        for at, column in enumerate(columns):
            page.set_column(at, at, column.width)
            page.write_string(top, at, column.heading, styles["heading"])
        last = top
        for last, row in enumerate(rows, start=top + 1):
            for at, cell in enumerate(row):
                _write(page, last, at, cell, styles)
        page.freeze_panes(top + 1, 0)
        page.autofilter(top, 0, max(last, top), len(columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
    return file.getvalue()


def _write(page: Any, row: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    if cell is None:
        return
    if isinstance(cell, Link):
        page.write_url(row, column, cell.address, string=cell.words)
    elif isinstance(cell, date):
        # Excel knows no day before 1900.
        if cell.year < 1900:
            page.write_string(row, column, f"{cell:%d/%m/%Y}", styles["words"])
        else:
            page.write_datetime(row, column, cell, styles["day"])
    elif isinstance(cell, int | Decimal):
        style = styles["whole" if cell == int(cell) else "decimal"]
        page.write_number(row, column, cell, style)
    else:
        page.write_string(row, column, cell[:32_767], styles["words"])
