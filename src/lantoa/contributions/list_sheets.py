"""Lists of gifts as workbooks: the template to fill in, and the same rows with their wrong cells marked."""

from __future__ import annotations

from collections.abc import Iterable

from lantoa.common import forms_in_excel
from lantoa.common.errors import Unable
from lantoa.common.forms_in_excel import Field, Form
from lantoa.contributions.rules import KINDS
from lantoa.contributions.rules.listed import COLUMNS, NO, STATES, YES, Wrong
from lantoa.pledges.rules.columns import Layout
from lantoa.reading.inputs import lists
from lantoa.reading.inputs.lists import MOST_ROWS, Sheet

TEMPLATE, VERSION, SHEET = "lantoa-dong-gop", 1, "Đóng góp"
_GUIDE = (
    "Cách dùng mẫu danh sách đóng góp",
    "1. Mỗi khoản góp một dòng trên trang “Đóng góp”.",
    "2. Có ô sai thì chưa nhận dòng nào; mọi ô sai được nêu cùng lúc, tải về tệp có đánh dấu để sửa.",
    "3. Gửi lại đúng tệp cũ, hoặc tệp cũ có thêm dòng: dòng đã nhận không nhận lần nữa.",
    "4. Dòng đã nhận mà ghi sai: sửa ngay trên trang của cuộc vận động, không sửa trong tệp.",
    "",
    "Các cột",
)


class UnableToReadGifts(Unable):
    """The file is no list of gifts, or none that can be read."""


def template(rows: Iterable[forms_in_excel.Line] = (), notes: forms_in_excel.Notes | None = None) -> bytes:
    """The template with these rows."""
    offered = {"kind": list(KINDS.values()), "state": list(STATES.values()), "named": [YES, NO]}
    fields = [Field(one.heading, one.width, one.about, offered=offered.get(one.key, ())) for one in COLUMNS]
    return forms_in_excel.workbook(Form(TEMPLATE, VERSION, SHEET, fields, _GUIDE, MOST_ROWS), rows, notes)


def marked(sheet: Sheet, layout: Layout, wrong: Iterable[Wrong]) -> bytes:
    """The rows as they came, each wrong cell in red with what is wrong as its comment."""
    notes: dict[tuple[int, int], list[str]] = {}
    for one in wrong:
        # A list without a column for names has its amounts marked instead.
        place = layout.at.get(one.column, layout.at["amount"])
        notes.setdefault((one.line, place), []).append(one.said)
    if sheet.is_ours and all(layout.at.get(one.key) == at for at, one in enumerate(COLUMNS)):
        return template(sheet.lines[layout.row + 1 :], notes)
    return forms_in_excel.marked(sheet.name or SHEET, sheet.lines, notes)


def sheet_of(name: str, data: bytes) -> Sheet:
    """The rows of the first sheet that says anything; UnableToReadGifts for what cannot be read."""
    try:
        return lists.sheet_of(name, data, mark=TEMPLATE, version=VERSION)
    except lists.UnreadableListError as error:
        raise UnableToReadGifts(str(error)) from error
