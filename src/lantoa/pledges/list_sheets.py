"""Lists of pledges as workbooks: the template to fill in, what comes back, the same with its wrong cells marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from lantoa.common import forms_in_excel
from lantoa.common.errors import Unable
from lantoa.common.forms_in_excel import Field, Form
from lantoa.pledges.queries.lists import MOST_PEOPLE, Near
from lantoa.pledges.rules.columns import COLUMNS, Layout
from lantoa.pledges.rules.listed import Line, Wrong
from lantoa.reading.inputs import sheets
from lantoa.reading.inputs.refusals import Unreadable
from lantoa.vietnamese.sorting import sort_key

TEMPLATE, VERSION, SHEET = "lantoa-dang-ky", 1, "Đăng ký"
MOST_ROWS, FILE_BYTES = 2_000, 5 * 1024 * 1024
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


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a list as they came; ``is_ours`` for a template that was filled in."""

    name: str
    lines: list[Line]
    is_ours: bool


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
    if len(data) > FILE_BYTES:
        raise UnableToReadList("Tệp quá lớn: mỗi tệp nhận đến 2.000 dòng và 5 MB. Hãy chia thành nhiều tệp.")
    try:
        found = sheets.every_sheet(name, data)
    except Unreadable as error:
        raise UnableToReadList(error.vi) from error
    hidden = dict(found).get(forms_in_excel.HIDDEN)
    mark = hidden[0][1][:2] if hidden else []
    if mark[:1] == [TEMPLATE] and mark[1:] != [str(VERSION)]:
        raise UnableToReadList("Mẫu này là bản cũ. Hãy tải mẫu mới trên trang này rồi chép các dòng sang.")
    shown = [one for one in found if one[0] not in (forms_in_excel.HIDDEN, forms_in_excel.GUIDE)]
    if not shown:
        raise UnableToReadList("Tệp chưa có dòng nào.")
    title, lines = shown[0]
    if len(lines) > MOST_ROWS:
        raise UnableToReadList("Danh sách quá dài: mỗi tệp nhận đến 2.000 dòng. Hãy chia thành nhiều tệp.")
    return Sheet(title, list(lines), mark[:1] == [TEMPLATE])
