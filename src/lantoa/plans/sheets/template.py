"""Writing a plan as a workbook to fill in: its tasks, empty rows behind them, drop-downs, wrong cells marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from lantoa.common import forms_in_excel
from lantoa.common.forms_in_excel import Field, Form
from lantoa.plans.rules.rows import COLUMNS, DAYS, Cells, Wrong

# By these a workbook is known to be ours, and to have the columns that this version reads.
TEMPLATE, VERSION = "lantoa-ke-hoach", 1
SHEET, TARGETS, HIDDEN = "Công việc", "Chỉ tiêu", forms_in_excel.HIDDEN
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
_PLACE = {column.key: at for at, column in enumerate(COLUMNS)}


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
    notes: dict[tuple[int, int], list[str]] = {}
    for one in wrong:
        notes.setdefault((one.line, _PLACE[one.column]), []).append(one.said)

    def more(book: Any, styles: dict[str, Any]) -> None:
        if targets:
            _targets(book.add_worksheet(TARGETS), styles, targets)

    return forms_in_excel.workbook(_form(choices), _lines(rows), notes, more)


def _form(choices: Choices) -> Form:
    offered = {"unit": choices.units, "responsible": choices.people, "assigned": choices.people}
    offered["themes"] = choices.themes
    fields = [
        # Several may be written with semicolons between them, so only a unit is refused where it is not in the list.
        Field(
            column.heading,
            column.width,
            column.about,
            is_day=column.key in DAYS,
            is_hidden=column.key == "key",
            offered=offered.get(column.key, ()),
            is_strict=column.key == "unit",
        )
        for column in COLUMNS
    ]
    return Form(TEMPLATE, VERSION, SHEET, fields, _GUIDE, MOST_ROWS, frozen_columns=3)


def _lines(rows: Iterable[Cells]) -> Iterator[forms_in_excel.Line]:
    last = 1
    for row in rows:
        last = max(last, row.line)
        yield row.line, [row.values.get(column.key) for column in COLUMNS]
    for line in range(last + 1, min(last + EMPTY_ROWS, MOST_ROWS) + 1):
        yield line, [str(uuid4())]


def _targets(page: Any, styles: dict[str, Any], targets: Sequence[Sequence[str]]) -> None:
    for at, (heading, width) in enumerate((("Chỉ tiêu", 44), ("Đơn vị", 34), ("Mức giao", 24), ("Kỳ", 20))):
        page.set_column(at, at, width, styles["words"])
        page.write_string(0, at, heading, styles["heading"])
    for line, row in enumerate(targets, start=1):
        for at, words in enumerate(row):
            page.write_string(line, at, words, styles["words"])
    page.protect()
