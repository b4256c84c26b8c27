"""The tables of a report as an Excel workbook: a sheet each, and one that says where every number opens.

Formulas are written by us only, and only where they give the number of the report; whatever people wrote stays words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.reports.layouts import appendix_rules, opened
from lantoa.reports.layouts.appendix_rules import Grid, Value
from lantoa.reports.layouts.docx_parts import safe
from lantoa.reports.layouts.workbook import LINE, LONGEST_NUMBER, LONGEST_TEXT, Writer, lines_of
from lantoa.reports.layouts.workbook import Column as Width
from lantoa.reports.rules import Report, Table

__all__ = ["MEDIA_TYPE", "write"]

UPRIGHT, LYING = 88, 132  # characters that an A4 page holds side by side
MOST_UPRIGHT = 6  # columns
TOP = 4  # rows above the headings
REMARKS = Width("Ghi chú", 24)
WHERE = "Nơi mở số liệu"


def write(report: Report, *, public_url: str) -> bytes:
    """The workbook; the same report always gives the same bytes."""
    import xlsxwriter

    file = BytesIO()
    safely = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(file, safely) as book:
        moment = datetime(report.on.year, report.on.month, report.on.day)  # noqa: DTZ001 - Excel knows no time zone
        author = report.letterhead.issuer.replace("\n", " ")
        book.set_properties({"title": safe(report.title)[:255], "author": safe(author)[:255], "created": moment})
        pages = _Pages(book, report, public_url)
        for table in (block for block in report.body if isinstance(block, Table)):
            pages.table(table)
        where = opened.listed(report, public_url=public_url)
        pages.table(where or Table(WHERE, (), ()), name=WHERE, as_said=True)
    return file.getvalue()


class _Pages:
    """Writes tables into one book, one sheet each."""

    def __init__(self, book: Any, report: Report, public_url: str) -> None:
        """Takes the looks of the other workbooks."""
        self.book, self.report, self.public_url, self.looks = book, report, public_url, Writer(book)
        self.plain = book.add_format({"font_name": "Times New Roman", "font_size": 11})
        self.known: dict[tuple[int, bool, bool], Any] = {}

    def table(self, table: Table, *, name: str = "", as_said: bool = False) -> None:
        """Title, headings that stay, rows; A4 with the headings on each page. ``as_said``: numbers keep their words."""
        page = self.book.add_worksheet(name or self._name(table.caption))
        grid, report = appendix_rules.grid(table), self.report
        if as_said:
            for value in (one for row in grid.rows for one in row if one.figure is not None):
                value.number = None
        widths = _widths(table, grid)
        above = (table.caption, f"Kèm theo: {report.title} ({report.letterhead.number})", report.map)
        for row, text in enumerate(above):
            page.write_string(row, 0, safe(text)[:LONGEST_TEXT], self.plain if row else self.looks.title)
        for at, column in enumerate(widths):
            page.set_column(at, at, column.width)
            page.write_string(TOP, at, safe(column.heading), self.looks.heading)
        page.set_row(TOP, LINE * lines_of([one.heading for one in widths], widths))
        for row, (cells, remark) in enumerate(zip(grid.rows, grid.remarks, strict=True)):
            texts = [cell.text for cell in cells] + ([remark] if REMARKS in widths else [])
            page.set_row(TOP + 1 + row, LINE * lines_of(texts, widths))
            for at, cell in enumerate(cells):
                self._write(page, row, at, cell, is_total=grid.totals[row])
            if REMARKS in widths:
                page.write_string(TOP + 1 + row, len(cells), safe(remark)[:LONGEST_TEXT], self.looks.words)
        self._set_up(page, len(table.columns))

    def _write(self, page: Any, row: int, at: int, value: Value, *, is_total: bool) -> None:
        row += TOP + 1
        look = self._look(value, is_total)
        if value.figure is not None:
            # What is written after it keeps the address.
            shown = safe(value.figure.text)[:LONGEST_TEXT]
            page.write_url(row, at, self.public_url + value.figure.path, look, string=shown)
        number = value.number
        if number is None or len(number.normalize().as_tuple().digits) > LONGEST_NUMBER:
            page.write_string(row, at, safe(value.text)[:LONGEST_TEXT], look)
        elif value.sums:
            runs = ",".join(f"{_at(TOP + 1 + first, at)}:{_at(TOP + 1 + last, at)}" for first, last in value.sums)
            page.write_formula(row, at, f"=SUM({runs})", look, float(number))
        elif value.share:
            part, whole = (_at(row, one) for one in value.share)
            places = appendix_rules.decimals(number)
            formula = f'=IF({whole}=0,"",ROUND({part}/{whole}*100,{places}))'
            page.write_formula(row, at, formula, look, float(number))
        else:
            page.write_number(row, at, float(number), look)

    def _look(self, value: Value, is_total: bool) -> Any:
        places = -1 if value.number is None else appendix_rules.decimals(value.number)
        if places > 0 and value.share is None and value.number == value.number.to_integral_value():  # type: ignore[union-attr]
            places = 0
        key = (places, is_total, value.figure is not None)
        if key not in self.known:
            shape: dict[str, Any] = self.looks.edged | {"bold": is_total, "text_wrap": places < 0}
            if places >= 0:
                shape["num_format"] = "#,##0" + ("." + "0" * places if places else "")
            if value.figure is not None:
                shape |= {"font_color": "#0B5C66", "align": "right"}
            elif places >= 0:
                shape["align"] = "center"
            self.known[key] = self.book.add_format(shape)
        return self.known[key]

    def _name(self, caption: str) -> str:
        """A name that Excel takes, with the number of its sheet before it."""
        plain = " ".join(re.sub(r"[\[\]:*?/\\']", " ", safe(caption)).split())
        return f"{len(self.book.worksheets()) + 1}. {plain}"[:31].strip()

    def _set_up(self, page: Any, columns: int) -> None:
        if columns > MOST_UPRIGHT:
            page.set_landscape()
        else:
            page.set_portrait()
        page.freeze_panes(TOP + 1, 0)
        page.set_paper(9)
        page.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
        page.fit_to_pages(1, 0)
        page.repeat_rows(TOP)
        page.set_footer("&C&P/&N")


def _widths(table: Table, grid: Grid) -> Sequence[Width]:
    """The columns by their shares, with the unit of their numbers; one for remarks where there are any."""
    shares = sum(column.share for column in table.columns) or 1
    whole = UPRIGHT if len(table.columns) <= MOST_UPRIGHT else LYING
    found = []
    for at, column in enumerate(table.columns):
        units = {row[at].figure.unit for row in grid.rows if row[at].number is not None and row[at].figure}  # type: ignore[union-attr]
        unit = units.pop() if len(units) == 1 else ""
        heading = f"{column.heading} ({unit})" if unit and unit not in column.heading else column.heading
        found.append(Width(heading, max(5, round(whole * column.share / shares))))
    return [*found, REMARKS] if any(grid.remarks) else found


def _at(row: int, column: int) -> str:
    """A cell as formulas name it."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    name: str = xl_rowcol_to_cell(row, column)
    return name
