"""Writing the template, empty or with the rows of a file whose wrong cells are marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from lantoa.organisations.rules.tree_rows import COLUMNS, Cells, Kind, Wrong

# By these a workbook is known to be ours, and to have the columns that this version reads.
TEMPLATE, VERSION = "lantoa-don-vi", 1
SHEET, GUIDE, HIDDEN = "Đơn vị", "Hướng dẫn", "lantoa"
# Rows that may be filled in; what is longer comes in several files.
MOST_ROWS = 5_000
_GUIDE = (
    "Cách dùng mẫu nhập đơn vị",
    "1. Mỗi đơn vị một dòng trên trang “Đơn vị”. Không đổi tiêu đề cột, không thêm cột.",
    "2. Đơn vị cấp trên ghi bằng mã: mã ở một dòng khác của tệp (trước hay sau đều được) hoặc mã của đơn vị đã có.",
    "3. Đơn vị đã có: sửa ô muốn đổi và ghi ngày có hiệu lực ở cột “Từ ngày”. Ô để trống thì giữ nguyên.",
    "4. Gửi lại đúng tệp cũ thì không có gì thay đổi. Có ô sai thì không nhập dòng nào; mọi ô sai được nêu cùng lúc.",
    "5. Sáp nhập, chia tách, giải thể không làm bằng tệp này mà làm ở trang của đơn vị, theo văn bản.",
    "",
    "Các cột",
)


def template(kinds: Sequence[Kind]) -> bytes:
    """The empty template, with the classes of units to choose from."""
    return _book(kinds, (), ())


def marked(kinds: Sequence[Kind], rows: Iterable[Cells], wrong: Iterable[Wrong]) -> bytes:
    """The rows as they came, each wrong cell in red with what is wrong as its comment."""
    return _book(kinds, rows, wrong)


def _book(kinds: Sequence[Kind], rows: Iterable[Cells], wrong: Iterable[Wrong]) -> bytes:
    import xlsxwriter

    file = BytesIO()
    # Whatever a cell begins with, it is never written as a formula or as a link.
    safely = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    red = {"locked": False, "bg_color": "#F8D7D3", "border": 1, "border_color": "#A4262C"}
    with xlsxwriter.Workbook(file, safely) as book:
        styles = {
            "heading": book.add_format(
                {"bold": True, "bg_color": "#F2ECDF", "bottom": 1, "text_wrap": True, "valign": "top"}
            ),
            "free": book.add_format({"locked": False, "num_format": "@"}),
            "day": book.add_format({"locked": False, "num_format": "dd/mm/yyyy", "align": "left"}),
            "wrong": book.add_format(red),
            "wrong_day": book.add_format({**red, "num_format": "dd/mm/yyyy", "align": "left"}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "words": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        page = book.add_worksheet(SHEET)
        _table(page, styles, kinds)
        _rows(page, styles, rows, wrong)
        _guide(book.add_worksheet(GUIDE), styles)
        hidden = book.add_worksheet(HIDDEN)
        hidden.write_row(0, 0, [TEMPLATE, VERSION])
        hidden.write_column(1, 0, [kind.name for kind in kinds])
        hidden.hide()
    return file.getvalue()


def _table(page: Any, styles: dict[str, Any], kinds: Sequence[Kind]) -> None:
    for at, column in enumerate(COLUMNS):
        page.set_column(at, at, column.width, styles["day" if column.key == "from_on" else "free"])
        page.write_string(0, at, column.heading, styles["heading"])
        if column.key == "unit_class":
            choice = {
                "validate": "list",
                "source": f"={HIDDEN}!$A$2:$A${len(kinds) + 1}",
                "error_title": "Loại đơn vị",
                "error_message": "Hãy chọn trong danh sách.",
            }
            page.data_validation(1, at, MOST_ROWS, at, choice)
    page.set_row(0, 32)
    page.freeze_panes(1, 2)
    page.protect(
        "", {"format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True, "sort": True}
    )
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _rows(page: Any, styles: dict[str, Any], rows: Iterable[Cells], wrong: Iterable[Wrong]) -> None:
    said: dict[tuple[int, str], list[str]] = {}
    for one in wrong:
        said.setdefault((one.line, one.column), []).append(one.said)
    for row in rows:
        for at, column in enumerate(COLUMNS):
            notes = said.get((row.line, column.key))
            value = row.values.get(column.key)
            style = styles["wrong_day" if isinstance(value, date) else "wrong"] if notes else None
            _cell(page, row.line - 1, at, value, style)
            if notes:
                page.write_comment(row.line - 1, at, "\n".join(note[:1].upper() + note[1:] for note in notes))


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


def _guide(page: Any, styles: dict[str, Any]) -> None:
    page.set_column(0, 0, 34, styles["words"])
    page.set_column(1, 1, 90, styles["words"])
    for at, line in enumerate(_GUIDE):
        if at in (0, len(_GUIDE) - 1):
            page.write_string(at, 0, line, styles["title"])
        else:
            page.merge_range(at, 0, at, 1, line, styles["words"])
    for at, column in enumerate(COLUMNS, start=len(_GUIDE)):
        page.write_string(at, 0, column.heading, styles["words"])
        page.write_string(at, 1, column.about, styles["words"])
    page.protect()
