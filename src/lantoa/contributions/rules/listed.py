"""A list of gifts as a treasurer keeps it: what each row says, and all that is wrong with it at once. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from lantoa.common.quantities import Quantity
from lantoa.common.wrong_cells import WrongCell, by_cell
from lantoa.contributions.rules import KINDS, UNITS, is_whole
from lantoa.indicators.rules import amounts
from lantoa.plans.rules.rows import Column
from lantoa.pledges.rules.columns import Layout
from lantoa.pledges.rules.contents import read_measure
from lantoa.pledges.rules.listed import is_foot, is_no_person, is_number
from lantoa.reading.inputs.lists import Line
from lantoa.vietnamese.dates import read_date
from lantoa.vietnamese.money import read_money
from lantoa.vietnamese.text import clean, fold

COLUMNS = (
    Column("name", "Người góp", 34, "Họ tên, gia đình, tổ chức, hoặc ví dụ: 42 hộ ấp 3. Có thể để trống."),
    Column("kind", "Góp gì", 18, "Chọn trong danh sách. Để trống là tiền."),
    Column("amount", "Số lượng", 22, "Ví dụ: 500.000; 2 triệu; trên 30 m²; 5 ngày công; 20 bao xi măng. Bắt buộc."),
    Column("on", "Ngày", 14, "Ngày/tháng/năm nhận, hoặc ngày hứa. Bắt buộc."),
    Column("state", "Đã nhận chưa", 16, "Đã nhận hoặc Mới hứa. Để trống là đã nhận."),
    Column("givers", "Số người, hộ", 12, "Dòng này là của bao nhiêu người, hộ, tổ chức. Để trống là 1."),
    Column("named", "Đồng ý nêu tên", 14, "Có hoặc Không. Để trống là không: trang công khai không nêu tên."),
    Column("worth", "Trị giá vật tư", 18, "Chỉ với vật tư, theo lời người góp. Có thể để trống."),
)
HEADINGS = {column.key: column.heading for column in COLUMNS}
STATES = {"received": "Đã nhận", "promised": "Mới hứa"}
YES, NO = "Có", "Không"
# How other lists call their columns (folded); the first that fits wins.
_CALLED = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("named", r"(dong y )?(neu|cong khai)( ho)? ten.*"),
        ("worth", r"(tri gia|gia tri)( vat tu.*)?"),
        ("givers", r"so (nguoi|ho)( .*)?"),
        ("state", r"(da nhan.*|tinh trang|trang thai)"),
        ("kind", r"(gop gi|loai|hinh thuc|noi dung)( .*)?"),
        ("amount", r"(so luong|so tien|muc|khoi luong)( .*)?"),
        ("on", r"ngay( .*)?|thoi gian( .*)?"),
        ("name", r"(nguoi|ho|don vi|ten nguoi|ho ten nguoi) (gop|dong gop|ung ho|hien)( .*)?|ho (va )?ten( .*)?"),
    )
)
_KINDS = {
    "money": re.compile(r"tien( mat)?"),
    "land": re.compile(r"(hien )?dat( hien)?"),
    "workdays": re.compile(r"(ngay )?cong( lao dong)?"),
    "materials": re.compile(r"(vat tu|hien vat|vat lieu).*"),
}
_WITHIN, MOST_GIVERS, MOST_MONEY, LONGEST = 25, 1_000_000, 10**15, 200
Bad = Callable[[str, str], None]


@dataclass(frozen=True, slots=True, order=True)
class Wrong(WrongCell):
    """What is wrong with a cell."""

    @property
    def heading(self) -> str:
        """The column as people read it."""
        return HEADINGS[self.column]


@dataclass(frozen=True, slots=True)
class Row:
    """A gift as it was understood."""

    line: int
    kind: str
    quantity: Quantity
    unit: str
    giver: str
    givers: int
    on: date
    is_promised: bool
    may_be_named: bool
    worth: int | None

    @property
    def same(self) -> str:
        """What makes a row the same row when the list comes again."""
        amount = f"{self.quantity.exactness} {self.quantity.point} {self.unit}"
        return "\n".join((self.kind, amount, fold(self.giver), str(self.givers), self.on.isoformat()))


@dataclass(slots=True)
class Understood:
    """The gifts, and everything that is wrong."""

    rows: list[Row] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


def layout(rows: Sequence[Sequence[str]]) -> Layout | None:
    """Where a list has its headings; titles may stand above them. None where no row names an amount and a day."""
    for at, cells in enumerate(rows[:_WITHIN]):
        found: dict[str, int] = {}
        for place, heading in enumerate(cells):
            words = " ".join(re.sub(r"[().:*,]", " ", fold(heading)).split())
            name = next((name for name, pattern in _CALLED if pattern.fullmatch(words)), "")
            if name and name not in found:
                found[name] = place
        if {"amount", "on"} <= found.keys():
            return Layout(at, found)
    return None


def understood(lines: Sequence[Line], layout: Layout, today: date) -> Understood:
    """Reads the rows below the headings; everything that is wrong is said at once, cell by cell."""
    found = Understood()
    for line, cells in lines[layout.row + 1 :]:
        said = [text for text in cells if text and not is_number(text)]
        if not said or is_no_person(layout.cell(cells, "name")) or is_no_person(said[0]):
            # Numbers below headings, totals.
            continue
        if found.rows and is_foot(said):
            break

        def bad(column: str, words: str, line: int = line) -> None:
            found.wrong.append(Wrong(line, column, words))

        if row := _row(line, cells, layout, today, bad):
            found.rows.append(row)
    found.wrong = by_cell(found.wrong)
    return found


def numbered(drive: UUID, rows: Sequence[Row]) -> list[tuple[UUID, Row]]:
    """Each row with the number of its gift: the same for the same row of a list that comes again; of two equal rows of
    one list each has its own."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        seen[row.same] = seen.get(row.same, 0) + 1
        found.append((uuid5(drive, f"{row.same}\n{seen[row.same]}"), row))
    return found


def _row(line: int, cells: Sequence[str], layout: Layout, today: date, bad: Bad) -> Row | None:
    wrong = []

    def tell(column: str, words: str) -> None:
        wrong.append(column)
        bad(column, words)

    kind = _kind(layout.cell(cells, "kind"), tell)
    quantity, unit = _quantity(kind, layout.cell(cells, "amount"), tell)
    on = _day(layout.cell(cells, "on"), today, tell)
    giver = clean(layout.cell(cells, "name")).strip()
    if len(giver) > LONGEST:
        tell("name", f"dài quá {LONGEST} chữ cái")
    named = _choice(layout.cell(cells, "named"), {"": False, "co": True, "x": True, "dong y": True, "khong": False})
    if named is None:
        tell("named", f"hãy ghi {YES} hoặc {NO}")
    if named and not giver:
        tell("name", "hãy ghi tên người đồng ý nêu tên")
    words = {"": False, "da nhan": False, "roi": False, "moi hua": True, "hua": True, "chua": True, "chua nhan": True}
    promised = _choice(layout.cell(cells, "state"), words)
    if promised is None:
        tell("state", f"hãy ghi {STATES['received']} hoặc {STATES['promised']}")
    givers = _givers(layout.cell(cells, "givers"), tell)
    worth = _worth(layout.cell(cells, "worth"), kind, tell)
    if wrong or quantity is None or on is None:
        return None
    return Row(line, kind, quantity, unit, giver, givers, on, bool(promised), bool(named), worth)


def _kind(text: str, bad: Bad) -> str:
    words = " ".join(re.sub(r"[.,:]", " ", fold(text)).split())
    found = next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(words)), "")
    if words and not found:
        bad("kind", f"hãy ghi một trong: {', '.join(KINDS.values())}")
    return found or "money"


def _quantity(kind: str, text: str, bad: Bad) -> tuple[Quantity | None, str]:
    if not text:
        bad("amount", "chưa ghi số lượng")
        return None, ""
    if kind == "materials":
        read = read_measure(text)
        if read is None or read[0] is None:
            bad("amount", "hãy ghi số rồi đến đơn vị tính, ví dụ: 20 bao xi măng")
            return None, ""
        return Quantity.of(read[0]), read[1][:60]
    try:
        quantity = amounts.read_amount(text, UNITS[kind])
    except amounts.UnableToReadAmount as error:
        bad("amount", str(error))
        return None, ""
    point = quantity.point
    if point is None or not 0 < point <= MOST_MONEY:
        bad("amount", "hãy ghi một số lớn hơn 0")
    elif not is_whole(kind, point):
        bad("amount", "số tiền ghi đến đồng, không có số lẻ")
    else:
        return quantity, UNITS[kind]
    return None, ""


def _day(text: str, today: date, bad: Bad) -> date | None:
    read = read_date(text) if text else None
    if read is None:
        bad("on", "hãy ghi ngày/tháng/năm")
    elif read > today:
        bad("on", "ngày trong tương lai")
    else:
        return read
    return None


def _givers(text: str, bad: Bad) -> int:
    digits = text.replace(".", "").strip()
    if not text:
        return 1
    if not digits.isdecimal() or not 1 <= int(digits) <= MOST_GIVERS:
        bad("givers", "hãy ghi một số nguyên từ 1 trở lên")
        return 1
    return int(digits)


def _worth(text: str, kind: str, bad: Bad) -> int | None:
    if not text:
        return None
    read: Decimal | None = read_money(text, bare=True)
    if kind != "materials":
        bad("worth", "chỉ vật tư mới có trị giá")
    elif read is None or not 0 < read <= MOST_MONEY or read != read.to_integral_value():
        bad("worth", "hãy ghi số tiền, ví dụ: 1.800.000")
    else:
        return int(read)
    return None


def _choice(text: str, words: dict[str, bool]) -> bool | None:
    return words.get(fold(text).strip(" ."))
