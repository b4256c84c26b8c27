"""Writing a plan as a workbook to fill in: its tasks, empty rows behind them, drop-downs, wrong cells marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

from lantoa.plans.rules.rows import COLUMNS, DAYS, Cells, Wrong

# By these a workbook is known to be ours, and to have the columns that this version reads.
TEMPLATE, VERSION = "lantoa-ke-hoach", 1
SHEET, TARGETS, GUIDE, HIDDEN = "Công việc", "Chỉ tiêu", "Hướng dẫn", "lantoa"
MOST_ROWS = 2_000
# So many empty rows have a number of their own; what is written further down goes by what it says.
EMPTY_ROWS = 600
_GUIDE = (
    "Cách dùng mẫu kế hoạch",
    "1. Mỗi việc một dòng trên trang “Công việc”. Không đổi tiêu đề cột, không thêm cột.",
    "2. Sửa dòng đã có thì việc ấy được sửa; dòng mới là việc mới. Xóa dòng khỏi tệp không bỏ việc khỏi kế hoạch.",
    "3. Có ô sai thì không nhập dòng nào; mọi ô sai được nêu cùng lúc, tải về tệp có đánh dấu để sửa.",
    "4. Gửi lại đúng tệp cũ thì không có gì thay đổi.",
    "5. Nội dung đưa vào sinh hoạt, kiểm tra và chỉ tiêu được ghi trên trang của kế hoạch.",
    "",
    "Các cột",
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the drop-downs offer."""

    units: Sequence[str]
    people: Sequence[str]
    themes: Sequence[str]


def workbook(
    choices: Choices,
    rows: Iterable[Cells],
    wrong: Iterable[Wrong] = (),
    targets: Sequence[Sequence[str]] = (),
) -> bytes:
    """The rows as they stand or came, each wrong cell in red with what is wrong as its comment; empty rows behind.

    ``targets`` are read-only lines: indicator, unit, amount, period.
    """
    import xlsxwriter

    file = BytesIO()
    # Whatever a cell begins with, it is never written as a formula or as a link.
    safely = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    red = {"locked": False, "text_wrap": True, "valign": "top", "bg_color": "#F8D7D3", "border": 1}
    with xlsxwriter.Workbook(file, safely) as book:
        styles = {
            "heading": book.add_format({"bold": True, "bg_color": "#F2ECDF", "bottom": 1, "text_wrap": True}),
            "free": book.add_format({"locked": False, "num_format": "@", "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"locked": False, "num_format": "dd/mm/yyyy", "align": "left", "valign": "top"}),
            "wrong": book.add_format({**red, "border_color": "#A4262C"}),
            "wrong_day": book.add_format({**red, "border_color": "#A4262C", "num_format": "dd/mm/yyyy"}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "words": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        page = book.add_worksheet(SHEET)
        _table(page, styles, choices)
        last = _rows(page, styles, rows, wrong)
        for at in range(last, min(last + EMPTY_ROWS, MOST_ROWS)):
            page.write_string(at, 0, str(uuid4()), styles["free"])
        if targets:
            _targets(book.add_worksheet(TARGETS), styles, targets)
        _guide(book.add_worksheet(GUIDE), styles)
        _hidden(book.add_worksheet(HIDDEN), choices)
    return file.getvalue()


def _table(page: Any, styles: dict[str, Any], choices: Choices) -> None:
    offered = {"unit": (0, choices.units), "responsible": (1, choices.people), "assigned": (1, choices.people)}
    offered["themes"] = (2, choices.themes)
    for at, column in enumerate(COLUMNS):
        hidden = {"hidden": 1} if column.key == "key" else {}
        page.set_column(at, at, column.width, styles["day" if column.key in DAYS else "free"], hidden)
        page.write_string(0, at, column.heading, styles["heading"])
        place, list_ = offered.get(column.key, (0, ()))
        if list_:
            letter = "ABC"[place]
            source = f"={HIDDEN}!${letter}$2:${letter}${len(list_) + 1}"
            # Several may be written with semicolons between them, so what is not in the list is not refused here.
            choice = {"validate": "list", "source": source, "show_error": column.key == "unit"}
            page.data_validation(1, at, MOST_ROWS, at, choice)
    page.set_row(0, 32)
    page.freeze_panes(1, 3)
    allowed = {"format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True, "sort": True}
    page.protect("", allowed)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _rows(page: Any, styles: dict[str, Any], rows: Iterable[Cells], wrong: Iterable[Wrong]) -> int:
    """Writes the rows at the lines where they stood; gives the first line behind them."""
    said: dict[tuple[int, str], list[str]] = {}
    for one in wrong:
        said.setdefault((one.line, one.column), []).append(one.said)
    last = 1
    for row in rows:
        last = max(last, row.line)
        for at, column in enumerate(COLUMNS):
            notes = said.get((row.line, column.key))
            value = row.values.get(column.key)
            style = styles["wrong_day" if isinstance(value, date) else "wrong"] if notes else None
            _cell(page, row.line - 1, at, value, style)
            if notes:
                page.write_comment(row.line - 1, at, "\n".join(note[:1].upper() + note[1:] for note in notes))
    return last


def _cell(page: Any, row: int, at: int, value: object, style: Any) -> None:
    if value is None or value == "":
        if style:
            page.write_blank(row, at, None, style)
    elif isinstance(value, datetime | date) and value.year >= 1900:
        page.write_datetime(row, at, value, style)
    elif isinstance(value, float | int) and not isinstance(value, bool):
        page.write_number(row, at, value, style)
    else:
        page.write_string(row, at, str(value)[:32_767], style)


def _targets(page: Any, styles: dict[str, Any], targets: Sequence[Sequence[str]]) -> None:
    for at, (heading, width) in enumerate((("Chỉ tiêu", 44), ("Đơn vị", 34), ("Mức giao", 24), ("Kỳ", 20))):
        page.set_column(at, at, width, styles["words"])
        page.write_string(0, at, heading, styles["heading"])
    for line, row in enumerate(targets, start=1):
        for at, words in enumerate(row):
            page.write_string(line, at, words, styles["words"])
    page.protect()


def _guide(page: Any, styles: dict[str, Any]) -> None:
    page.set_column(0, 0, 34, styles["words"])
    page.set_column(1, 1, 90, styles["words"])
    for at, line in enumerate(_GUIDE):
        if at in (0, len(_GUIDE) - 1):
            page.write_string(at, 0, line, styles["title"])
        else:
            page.merge_range(at, 0, at, 1, line, styles["words"])
    for at, column in enumerate(COLUMNS[1:], start=len(_GUIDE)):
        page.write_string(at, 0, column.heading, styles["words"])
        page.write_string(at, 1, column.about, styles["words"])
    page.protect()


def _hidden(page: Any, choices: Choices) -> None:
    page.write_row(0, 0, [TEMPLATE, VERSION])
    for at, offered in enumerate((choices.units, choices.people, choices.themes)):
        for line, words in enumerate(offered, start=1):
            page.write_string(line, at, words)
    page.hide()
