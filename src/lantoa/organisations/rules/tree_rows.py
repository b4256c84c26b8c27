"""A tree of units as rows of a table: what a cell may hold, and everything that is wrong, cell by cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from lantoa.organisations.rules.lines import LINES
from lantoa.vietnamese.text import clean, fold


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table, its width in characters, and what the template says of it."""

    key: str
    heading: str
    width: int
    about: str


COLUMNS = (
    Column(
        "code", "Mã", 22, "Bắt buộc. Chữ không dấu, số và dấu gạch nối; không đổi qua các năm. Ví dụ: xa-an-phuc-cb-1"
    ),
    Column("name", "Tên", 44, "Bắt buộc. Tên đầy đủ như trên văn bản. Ví dụ: Chi bộ ấp Bến Sen"),
    Column("unit_class", "Loại", 28, "Bắt buộc. Chọn trong danh sách của ô."),
    Column(
        "place",
        "Thuộc địa bàn (mã)",
        24,
        "Mã của địa bàn (hoặc đơn vị) mà đơn vị này đặt tại. Bắt buộc với đơn vị mới.",
    ),
    Column("party", "Cấp trên tuyến Đảng (mã)", 24, "Mã của cấp ủy cấp trên, nếu có."),
    Column("state", "Cấp trên tuyến Chính quyền (mã)", 24, "Mã của cơ quan cấp trên, nếu có."),
    Column("front", "Cấp trên tuyến Mặt trận (mã)", 24, "Mã của Mặt trận, đoàn thể cấp trên, nếu có."),
    Column(
        "from_on",
        "Từ ngày",
        14,
        "Bắt buộc. Ngày/tháng/năm. Đơn vị mới: ngày thành lập. Đơn vị đã có: ngày nội dung mới có hiệu lực.",
    ),
    Column("address", "Địa chỉ", 40, "Địa chỉ trụ sở; không ghi địa chỉ riêng của ai."),
    Column("phone", "Điện thoại", 18, "Số điện thoại của cơ quan."),
    Column("email", "E-mail", 28, "Hộp thư của cơ quan."),
)
HEADINGS = {column.key: column.heading for column in COLUMNS}
CONTACT = ("address", "phone", "email")
MOST = {"name": 300, "address": 300, "phone": 60, "email": 254}
_CODE = re.compile(r"[A-Za-z0-9_-]{1,80}")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_EMAIL = re.compile(r"[^@\s<>]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of units, as a cell names it."""

    code: str
    name: str
    rank: int
    is_place: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """One row as it came: its number in the sheet and what its cells hold (text, numbers, days, None)."""

    line: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True, order=True)
class Wrong:
    """What is wrong with a cell."""

    line: int
    column: str
    said: str

    @property
    def heading(self) -> str:
        """The column as people read it."""
        return HEADINGS[self.column]

    def __str__(self) -> str:
        return f"Dòng {self.line}, cột {self.heading}: {self.said}"


@dataclass(slots=True)
class Row:
    """One row as it was understood. None where the cell is empty or wrong; ``parents`` by line."""

    line: int
    code: str | None = None
    name: str | None = None
    kind: Kind | None = None
    parents: dict[str, str] = field(default_factory=dict)
    from_on: date | None = None
    contact: dict[str, str] = field(default_factory=dict)


class _Bad(ValueError):
    """A cell that cannot be taken; the text says why and what to do."""


def understood(cells: Iterable[Cells], kinds: Sequence[Kind]) -> tuple[list[Row], list[Wrong]]:
    """Every row read cell by cell, and whatever is wrong with single cells or with codes that stand twice."""
    by_name = {fold(kind.name): kind for kind in kinds}
    rows: list[Row] = []
    wrong: list[Wrong] = []
    for one in cells:
        row = Row(one.line)
        for column in COLUMNS:
            try:
                _take(row, column.key, one.values.get(column.key), by_name)
            except _Bad as error:
                wrong.append(Wrong(one.line, column.key, str(error)))
        rows.append(row)
    first: dict[str, int] = {}
    for row in rows:
        if row.code and first.setdefault(row.code, row.line) != row.line:
            wrong.append(
                Wrong(row.line, "code", f"mã “{row.code}” đã ghi ở dòng {first[row.code]}. Mỗi đơn vị một dòng.")
            )
    return rows, wrong


def _take(row: Row, key: str, value: object, kinds: Mapping[str, Kind]) -> None:
    if key == "from_on":
        row.from_on = _day(value)
        return
    text = _text(value, MOST.get(key, 300))
    if key == "code":
        row.code = _code(text, required=True)
    elif key == "name":
        if not text:
            raise _Bad("hãy ghi tên đơn vị.")
        row.name = text
    elif key == "unit_class":
        if not text:
            raise _Bad("hãy chọn loại đơn vị trong danh sách.")
        if (kind := kinds.get(fold(text))) is None:
            raise _Bad(f"không có loại đơn vị “{text[:60]}”. Hãy chọn trong danh sách của ô.")
        row.kind = kind
    elif key in LINES:
        if code := _code(text):
            row.parents[key] = code
    elif text:
        row.contact[key] = _contact(key, text)


def _text(value: object, most: int) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        text = "TRUE" if value else "FALSE"
    elif isinstance(value, float) and value.is_integer():
        text = str(int(value))
    elif isinstance(value, datetime | date):
        text = f"{value:%d/%m/%Y}"
    else:
        text = clean(str(value))
    text = " ".join(text.split())
    if any(unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") for char in text):
        raise _Bad("có ký tự không đọc được. Hãy gõ lại ô này.")
    if len(text) > most:
        raise _Bad(f"dài quá {most} ký tự. Hãy viết gọn lại.")
    return text


def _code(text: str, *, required: bool = False) -> str | None:
    if not text:
        if required:
            raise _Bad("hãy ghi mã đơn vị.")
        return None
    if not _CODE.fullmatch(text):
        raise _Bad(f"“{text[:60]}” không phải là mã. Mã chỉ gồm chữ không dấu, số và dấu gạch nối, dài đến 80 ký tự.")
    return text


def _day(value: object) -> date:
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, date):
        day = value
    else:
        text = _text(value, 60)
        if not text:
            raise _Bad("hãy ghi ngày (ngày/tháng/năm).")
        if (found := _DAY.fullmatch(text)) is None:
            raise _Bad(f"“{text[:30]}” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 01/07/2025.")
        try:
            day = date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            raise _Bad(f"lịch không có ngày {text}.") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise _Bad(f"năm {day.year} nằm ngoài khoảng {_FIRST_YEAR}–{_LAST_YEAR}.")
    return day


def _contact(key: str, text: str) -> str:
    if key == "email" and not _EMAIL.fullmatch(text):
        raise _Bad(f"“{text[:60]}” không phải là địa chỉ e-mail.")
    if key == "phone" and not any(char.isdigit() for char in text):
        raise _Bad(f"“{text[:60]}” không phải là số điện thoại.")
    return text
