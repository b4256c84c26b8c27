"""Reading a filled-in template: judged before it is unpacked, refused in a sentence, never trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

from lantoa.common.errors import Unable
from lantoa.organisations.rules.tree_rows import COLUMNS, Cells
from lantoa.organisations.trees.template import HIDDEN, MOST_ROWS, SHEET, TEMPLATE, VERSION
from lantoa.reading.inputs import archive, checks
from lantoa.reading.inputs.refusals import Unreadable

FILE_BYTES = 5 * 1024 * 1024
# A full template is a fifth of this.
PART_BYTES = 16 * 1024 * 1024
MOST_COLUMNS = 100
# Where a cell or row says that it stands. A reader makes room for every cell up to the farthest one.
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,8})(\d{1,20})["']""")
_ROW = re.compile(rb"<(?:[A-Za-z0-9]+:)?row\b")
_CELL = re.compile(rb"<(?:[A-Za-z0-9]+:)?c[\s/>]")
# Text of two bytes a letter would pass the patterns above unseen; Excel writes none.
_TWO_BYTES = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_NOT_OURS = "Tệp này không phải là mẫu nhập đơn vị. Hãy tải mẫu trên trang này, điền vào đó rồi gửi lại."
_TOO_LONG = f"Tệp quá lớn: mỗi tệp nhận đến {MOST_ROWS:,} dòng và 5 MB. Hãy chia thành nhiều tệp.".replace(",", ".", 1)


class UnableToReadTree(Unable):
    """The file is not a filled-in template, or not one that can be read safely."""


@dataclass(frozen=True, slots=True)
class Form:
    """What tells one kind of template from another: its sheets, how long it may be, what is said of one that is not."""

    sheet: str
    hidden: str
    most_rows: int
    not_ours: str
    too_long: str


_OWN = Form(SHEET, HIDDEN, MOST_ROWS, _NOT_OURS, _TOO_LONG)


def cells_of(data: bytes) -> list[Cells]:
    """The rows of a filled-in template, empty ones left out. UnableToReadTree otherwise."""
    sheets = sheets_of(data, _OWN)
    mark = [str(value).removesuffix(".0") for value in (sheets[HIDDEN] or [[]])[0][:2]]
    if mark[:1] != [TEMPLATE]:
        raise UnableToReadTree(_NOT_OURS)
    if mark[1:] != [str(VERSION)]:
        raise UnableToReadTree("Mẫu này là bản cũ. Hãy tải mẫu mới trên trang này rồi chép các dòng sang.")
    headings, *lines = sheets[SHEET] or [[]]
    expected = [column.heading for column in COLUMNS]
    if [str(value).strip() for value in headings[: len(expected)]] != expected:
        raise UnableToReadTree("Tiêu đề các cột đã bị đổi. Hãy tải lại mẫu và chép các dòng sang.")
    rows = [
        Cells(at, {column.key: None if value == "" else value for column, value in zip(COLUMNS, line, strict=False)})
        for at, line in enumerate(lines, start=2)
        if any(value not in ("", None) for value in line[: len(COLUMNS)])
    ]
    if not rows:
        raise UnableToReadTree("Tệp chưa có dòng nào. Hãy điền các đơn vị vào trang “Đơn vị” rồi gửi lại.")
    return rows


def sheets_of(data: bytes, form: Form) -> dict[str, list[list[object]]]:
    """The rows of the two sheets of a template, judged before it is unpacked. UnableToReadTree otherwise."""
    _check(data, form)
    return _sheets(data, form)


def _check(data: bytes, form: Form) -> None:
    if len(data) > FILE_BYTES:
        raise UnableToReadTree(form.too_long)
    try:
        if checks.kind_of(data).key != "xlsx":
            raise UnableToReadTree("Chỉ nhận tệp Excel (.xlsx) làm từ mẫu của trang này.")
        with archive.open_zip(data) as opened:
            names = opened.namelist()
            if "xl/workbook.xml" not in names:
                raise UnableToReadTree(form.not_ours)
            for name in names:
                _check_part(b"".join(archive.chunks(opened, name, PART_BYTES)), form)
    except Unreadable as error:
        raise UnableToReadTree(form.too_long if error.code in ("too_large", "zip_bomb") else _refusal(error)) from error


def _refusal(error: Unreadable) -> str:
    if error.code == "macros":
        return "Tệp có chứa macro nên không nhận. Hãy lưu lại thành loại “Excel Workbook (*.xlsx)” rồi gửi bản mới."
    return error.vi


def _check_part(part: bytes, form: Form) -> None:
    if part.startswith(_TWO_BYTES):
        raise UnableToReadTree(form.not_ours)
    most = form.most_rows + 1
    _head, *rows = _ROW.split(part, most + 1)
    if len(rows) > most or any(len(_CELL.findall(row)) > MOST_COLUMNS for row in rows):
        raise UnableToReadTree(form.too_long)
    for letters, number in (place for row in rows for place in _PLACE.findall(row)):
        if int(number) > most or _column(letters) > MOST_COLUMNS:
            raise UnableToReadTree(form.too_long)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _sheets(data: bytes, form: Form) -> dict[str, list[list[object]]]:
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        if not {form.sheet, form.hidden} <= set(book.sheet_names):
            raise UnableToReadTree(form.not_ours)
        sheets: dict[str, list[list[object]]] = {}
        for name in (form.sheet, form.hidden):
            sheets[name] = [list(line) for line in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        return sheets
    except UnableToReadTree:
        raise
    except BaseException as error:
        # The reader is not in Python: where it gives up altogether its error is not an Exception.
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise UnableToReadTree("Không mở được tệp: tệp bị hỏng. Hãy mở bằng Excel, lưu lại rồi gửi bản mới.") from error
