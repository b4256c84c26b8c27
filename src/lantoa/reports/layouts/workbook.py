"""Sheets of rows as an Excel workbook. Numbers stay numbers; no cell of ours is ever taken for a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from lantoa.common.workbooks import MEDIA_TYPE, Cell, Column, Link
from lantoa.vietnamese.numbers import write_number

__all__ = ["MEDIA_TYPE", "Cell", "Column", "Link", "Sheet", "write"]

LONGEST_NUMBER = 15  # digits; Excel rounds what is longer
LONGEST_TEXT = 32_767
LINE = 15.75  # points
MOST_LINES = 25  # Excel allows no row higher than 409 points


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, a title above the headings, the columns and the rows."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def write(sheets: Sequence[Sheet], *, author: str, on: date) -> bytes:
    """The workbook; the same sheets always give the same bytes."""
    import xlsxwriter

    file = BytesIO()
    safely = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(file, safely) as book:
        moment = datetime(on.year, on.month, on.day)  # noqa: DTZ001 - Excel knows no time zone
        book.set_properties({"title": sheets[0].title[:255], "author": author[:255], "created": moment})
        writer = Writer(book)
        for sheet in sheets:
            writer.sheet(sheet)
    return file.getvalue()


class Writer:
    """Writes sheets into one book in one look."""

    def __init__(self, book: Any) -> None:
        """Makes the formats once."""
        self.book = book
        look = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
        edged = look | {"border": 1, "border_color": "#B8B0A0"}
        self.title = book.add_format(look | {"bold": True, "font_size": 14})
        self.heading = book.add_format(
            edged | {"bold": True, "bg_color": "#F2ECDF", "text_wrap": True, "align": "center"}
        )
        self.words = book.add_format(edged | {"text_wrap": True})
        self.day = book.add_format(edged | {"num_format": "dd/mm/yyyy", "align": "center"})
        self.link = book.add_format(edged | {"font_color": "#0B5C66", "underline": 1})
        self.order = book.add_format(edged | {"align": "center"})
        self.edged = edged
        self.numbers: dict[int, Any] = {}

    def sheet(self, sheet: Sheet) -> None:
        """The title, the frozen headings, the rows; A4 lying down, headings on each printed page."""
        page = self.book.add_worksheet(sheet.name[:31])
        page.write_string(0, 0, sheet.title[:LONGEST_TEXT], self.title)
        top = 2
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width)
            page.write_string(top, at, column.heading, self.heading)
        page.set_row(top, LINE * lines_of([column.heading for column in sheet.columns], sheet.columns))
        for row, cells in enumerate(sheet.rows, start=top + 1):
            page.set_row(row, LINE * lines_of(cells, sheet.columns))
            for at, cell in enumerate(cells):
                self._write(page, row, at, cell)
        page.freeze_panes(top + 1, 2)
        page.autofilter(top, 0, max(top + len(sheet.rows), top), len(sheet.columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.repeat_rows(top)
        page.set_footer("&C&P/&N")

    def _write(self, page: Any, row: int, at: int, cell: Cell) -> None:
        if cell is None:
            page.write_blank(row, at, None, self.words)
        elif isinstance(cell, Link):
            page.write_url(row, at, cell.address, self.link, string=cell.words)
        elif isinstance(cell, int):
            page.write_number(row, at, cell, self.order)
        elif isinstance(cell, Decimal):
            self._number(page, row, at, cell)
        elif isinstance(cell, date) and cell.year >= 1900:
            page.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), self.day)  # noqa: DTZ001
        else:
            text = f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell
            page.write_string(row, at, text[:LONGEST_TEXT], self.words)

    def _number(self, page: Any, row: int, at: int, value: Decimal) -> None:
        if len(value.normalize().as_tuple().digits) > LONGEST_NUMBER:
            page.write_string(row, at, write_number(value), self.words)
            return
        page.write_number(row, at, float(value), self.number_format(value))

    def number_format(self, value: Decimal) -> Any:
        """Grouped thousands with exactly the decimals that the value has."""
        exponent = value.normalize().as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        if decimals not in self.numbers:
            shape = "#,##0" + ("." + "0" * decimals if decimals else "")
            self.numbers[decimals] = self.book.add_format(self.edged | {"num_format": shape})
        return self.numbers[decimals]


def lines_of(cells: Sequence[Cell], columns: Sequence[Column]) -> int:
    """How many lines the highest cell needs: not every program fits rows to wrapped words by itself."""
    texts = ((cell, column.width) for cell, column in zip(cells, columns, strict=True) if isinstance(cell, str))
    return min(MOST_LINES, max((-(-len(text) // width) for text, width in texts if text), default=1))
