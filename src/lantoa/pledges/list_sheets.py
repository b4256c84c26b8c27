"""Lists of pledges as workbooks: the template to fill in, what comes back, the same with its wrong cells marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from lantoa.common import forms_in_excel
from lantoa.common.errors import Unable
from lantoa.common.forms_in_excel import Field, Form
from lantoa.pledges.queries.lists import MOST_PEOPLE, Near
from lantoa.pledges.rules.columns import COLUMNS, Layout
from lantoa.pledges.rules.listed import Wrong
from lantoa.reading.inputs import lists
from lantoa.reading.inputs.lists import FILE_BYTES, MOST_ROWS, Sheet
from lantoa.vietnamese.sorting import sort_key

__all__ = ["FILE_BYTES", "MOST_ROWS", "Sheet", "UnableToReadList", "empty_rows", "marked", "sheet_of", "template"]

TEMPLATE, VERSION, SHEET = "lantoa-dang-ky", 1, "Đăng ký"
_GUIDE = (
    "Cách dùng mẫu đăng ký làm theo",
    "1. Mỗi việc một dòng trên trang “Đăng ký”. Người trong danh sách chưa ghi việc thì chưa đăng ký cho người đó.",
    "2. Một người đăng ký nhiều việc: chèn dòng ngay dưới, để trống ô Họ và tên, ghi việc tiếp theo.",
    "3. Có ô sai thì chưa đăng ký cho ai; mọi ô sai được nêu cùng lúc, tải về tệp có đánh dấu để sửa.",
    "4. Gửi lại đúng tệp cũ thì không có gì thay đổi. Người đã có bản đăng ký của kỳ thì giữ nguyên bản ấy.",
    "",
    "Các cột",
)


class UnableToReadList(Unable):
    """The file is no list of pledges, or none that can be read."""


def template(near: Near, rows: Iterable[forms_in_excel.Line], notes: forms_in_excel.Notes | None = None) -> bytes:
    """The template with these rows."""
    units = [one.units[1] for one in near.listed]
    offered: dict[str, Sequence[str]] = {
        "name": list(dict.fromkeys(one.name for one in near.listed)),
        "unit": list(dict.fromkeys(units)),
        "theme": [one.name for one in near.themes.values()],
    }
    fields = [
        # A long list reaches further than a drop-down shows; what is written by hand is read all the same.
        Field(one.heading, one.width, one.about, is_hidden=one.key == "key", offered=offered.get(one.key, ()))
        for one in COLUMNS
    ]
    form = Form(TEMPLATE, VERSION, SHEET, fields, _GUIDE, MOST_ROWS, frozen_columns=2, may_sort=False)
    return forms_in_excel.workbook(form, rows, notes)


def empty_rows(near: Near, has: Collection[tuple[int, int]]) -> list[forms_in_excel.Line]:
    """Everybody who has none yet, ready for what they undertake; whoever is a member somewhere stands there alone."""
    shown: dict[str, tuple[bool, list[object]]] = {}
    for one in near.listed:
        if (near.units[one.unit].pk, near.people[one.key].pk) in has:
            shown[one.key] = (True, [])
        elif one.key not in shown or (one.is_member and not shown[one.key][0]):
            shown[one.key] = (one.is_member, [one.key, one.name, "", one.units[1]])
    order = {one.units[1]: at for at, one in enumerate(sorted(near.listed, key=lambda one: sort_key(one.units[0])))}
    rows = sorted((cells for _, cells in shown.values() if cells), key=lambda cells: order[str(cells[3])])[:MOST_PEOPLE]
    return list(enumerate(rows, start=2))


def marked(sheet: Sheet, layout: Layout, wrong: Iterable[Wrong], near: Near) -> bytes:
    """The rows as they came, each wrong cell in red with what is wrong as its comment."""
    notes: dict[tuple[int, int], list[str]] = {}
    for one in wrong:
        notes.setdefault((one.line, layout.place(one.column)), []).append(one.said)
    # Who took the lock off and moved the columns gets the own columns back.
    if sheet.is_ours and all(layout.at.get(one.key) == at for at, one in enumerate(COLUMNS)):
        return template(near, sheet.lines[layout.row + 1 :], notes)
    return forms_in_excel.marked(sheet.name or SHEET, sheet.lines, notes)


def sheet_of(name: str, data: bytes) -> Sheet:
    """The rows of the first sheet that says anything; UnableToReadList for what cannot be read."""
    try:
        return lists.sheet_of(name, data, mark=TEMPLATE, version=VERSION)
    except lists.UnreadableListError as error:
        raise UnableToReadList(str(error)) from error
