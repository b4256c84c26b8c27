"""Lists of people as offices keep them: what their columns mean, and what each row says. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from lantoa.organisations.rules.people import MEMBERSHIPS
from lantoa.vietnamese.dates import read_partial_date
from lantoa.vietnamese.text import clean, fold

IGNORED = ""
# What a column may hold, as people call it, and how headings say it (folded). A name may stand in two columns.
FIELDS = {
    "name": "Họ và tên",
    "family": "Họ và tên đệm",
    "given": "Tên",
    "birth": "Ngày sinh / Năm sinh",
    "title": "Chức vụ",
    "unit": "Đơn vị / Chi bộ",
    "from": "Từ ngày",
    "to": "Đến ngày",
    "head": "Người đứng đầu",
    "kind": "Tư cách tham gia",
}
# The first that fits wins, so the longer ones stand first.
_HEADINGS: tuple[tuple[str, str], ...] = (
    ("head", r"(la )?(nguoi dung dau|truong don vi|thu truong)( don vi)?|truong"),
    ("name", r"(ho( va)?(,)? ten|ho ten|ten day du|ho va ten khai sinh|ho ten (dang vien|can bo|hoi vien|doan vien))"),
    ("family", r"ho( va)?( ten)?( chu)? (dem|lot)|ho (dem|lot)|ho"),
    ("name", r"ho va ten .*|(dang vien|can bo|hoi vien|doan vien|thanh vien)"),
    ("given", r"ten( goi)?"),
    ("birth", r"(ngay|nam)[ ,/]*(thang)?[ ,/]*(nam)? ?sinh.*|sinh (ngay|nam)|ns|nam sinh.*"),
    ("to", r"(den|toi|het)( ngay| thang| nam)*|ngay (ket thuc|thoi|het).*|thoi (giu|tham gia).*"),
    ("from", r"tu( ngay| thang| nam)*|ngay (bat dau|bo nhiem|vao|tham gia|nhan chuc).*|(bo nhiem|tham gia) (tu )?ngay"),
    ("kind", r"tu cach.*|(la )?(dang vien|can bo)[ ,/]+.*|loai( thanh vien)?"),
    ("title", r"chuc (vu|danh).*|chuc"),
    ("unit", r"(ma |ten )?(don vi|chi bo|to chuc|chi hoi|to dang).*|noi (cong tac|sinh hoat).*|co quan.*|thuoc .*"),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _HEADINGS)
_YES = {"x", "co", "1", "v", "yes", "dung", "truong", "true", "✓", "✔"}
_NO = {"", "0", "khong", "-", "no", "false"}
_KINDS = {fold(name): code for code, name in MEMBERSHIPS.items()} | {
    "dang vien": "member",
    "hoi vien": "member",
    "doan vien": "member",
    "can bo": "cadre",
    "cong chuc": "cadre",
    "vien chuc": "cadre",
}
_HEADING_WITHIN = 25
Say = Callable[[str, str], None]
_NAME = re.compile(r"[^\W\d_][\w .'’-]*")


def field_of(heading: str) -> str:
    """What a heading most likely means; IGNORED where none is recognised."""
    words = " ".join(re.sub(r"[().:*]", " ", fold(heading)).split())
    return next((name for name, pattern in _PATTERNS if pattern.fullmatch(words)), IGNORED)


def proposed(headings: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The field of each column: as the unit corrected it before (by folded heading), else by its words.

    No field is proposed twice: the first column keeps it.
    """
    found: list[str] = []
    for heading in headings:
        name = known.get(fold(heading), field_of(heading))
        found.append(IGNORED if name in found else name)
    if "name" in found:
        found = [IGNORED if name in ("family", "given") else name for name in found]
    return found


def with_split_name(headings: Sequence[str], columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The columns once a name that runs over two of them under one merged heading is seen as such.

    Offices often write "Nguyễn Văn" | "An" below one wide cell "Họ và tên", to sort by the given name.
    """
    found = list(columns)
    at = found.index("name") if "name" in found else len(found)
    if at + 1 < len(found) and not headings[at + 1] and not found[at + 1]:
        given = [cells[at + 1] if at + 1 < len(cells) else "" for cells in rows]
        if sum(bool(cell) and " " not in cell for cell in given) > len(given) * 0.8:
            found[at : at + 2] = ["family", "given"]
    return found


def heading_at(rows: Sequence[Sequence[str]], known: Mapping[str, str]) -> int:
    """Which of the first rows holds the headings: the one in which most are recognised; titles may stand above."""

    def recognised(at: int) -> int:
        return sum(known.get(fold(cell), field_of(cell)) != IGNORED for cell in rows[at])

    first = range(min(len(rows), _HEADING_WITHIN))
    return max(first, key=lambda at: (recognised(at), -at), default=0)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one cell, as a sentence; ``field`` says in which column."""

    row: int
    field: str
    words: str


@dataclass(slots=True)
class Entry:
    """What a row says of one person. ``unit`` is still as typed; days are None where the list says nothing."""

    row: int
    name: str
    birth_year: int | None = None
    title: str = ""
    unit: str = ""
    from_on: date | None = None
    to_on: date | None = None
    is_head: bool = False
    kind: str = ""
    wrong: list[Wrong] = field(default_factory=list)


def missing(columns: Sequence[str]) -> str:
    """What keeps a list with these columns from being read, as a sentence; empty when nothing does."""
    if "name" not in columns and not {"family", "given"} <= set(columns):
        return "Hãy cho biết cột nào là họ và tên (một cột, hoặc hai cột: họ và tên đệm, tên)."
    twice = [name for name in FIELDS if list(columns).count(name) > 1]
    if twice:
        return f"Có hai cột cùng được chọn là “{FIELDS[twice[0]]}”; hãy chọn lại."
    return ""


def entries(lines: Iterable[tuple[int, Sequence[str]]], columns: Sequence[str], today: date) -> list[Entry]:
    """What each row says; everything that is wrong is said at once, cell by cell."""
    at = {name: index for index, name in enumerate(columns) if name}
    return [_entry(number, cells, at, today) for number, cells in lines]


def _entry(row: int, cells: Sequence[str], at: Mapping[str, int], today: date) -> Entry:
    def cell(name: str) -> str:
        index = at.get(name)
        return cells[index].strip() if index is not None and index < len(cells) else ""

    name = cell("name") or f"{cell('family')} {cell('given')}"
    read = Entry(row, " ".join(clean(name).split()), title=cell("title"), unit=cell("unit"))

    def wrong(field_: str, words: str) -> None:
        read.wrong.append(Wrong(row, field_, words))

    where = "name" if "name" in at else "given"
    if not read.name:
        wrong(where, "Thiếu họ và tên.")
    elif not _NAME.fullmatch(read.name) or len(read.name) > 200:
        wrong(where, f"“{read.name[:60]}” không giống họ và tên.")
    elif " " not in read.name:
        wrong(where, f"“{read.name}” chỉ có một chữ; hãy ghi đủ họ và tên.")
    if len(read.title) > 200:
        wrong("title", "Chức vụ dài quá 200 ký tự.")
    read.birth_year = _birth_year(cell("birth"), today, wrong)
    read.from_on = _day("from", cell("from"), today, wrong)
    read.to_on = _day("to", cell("to"), today, wrong)
    if read.from_on and read.to_on and read.to_on < read.from_on:
        wrong("to", "Ngày cuối trước ngày bắt đầu.")
    said = fold(cell("head"))
    read.is_head = said in _YES
    if said not in _YES | _NO:
        wrong("head", f"“{cell('head')[:40]}”: hãy ghi x cho người đứng đầu, để trống cho người khác.")
    if read.is_head and not read.title:
        wrong("title", "Người đứng đầu phải có chức vụ.")
    if said := fold(cell("kind")):
        read.kind = _KINDS.get(said, "")
        if not read.kind:
            wrong("kind", f"“{cell('kind')[:40]}”: hãy ghi thành viên, cán bộ hoặc cộng tác viên.")
    return read


def _birth_year(typed: str, today: date, wrong: Say) -> int | None:
    if not typed:
        return None
    read = read_partial_date(typed)
    year = int(read[:4]) if read and re.match(r"\d{4}(-\d\d){0,2}$", read) else None
    if year is None:
        wrong("birth", f"Không đọc được ngày hoặc năm sinh “{typed[:40]}”.")
    elif not today.year - 120 <= year <= today.year - 5:
        wrong("birth", f"Năm sinh {year} không hợp lý.")
        return None
    return year


def _day(name: str, typed: str, today: date, wrong: Say) -> date | None:
    """A day; of a month or a year its first day as a beginning, its last as an end."""
    if not typed or fold(typed) in {"nay", "den nay", "hien nay"}:
        return None
    read = read_partial_date(typed) or ""
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$", read)
    if not found or not 1900 <= int(found[1]) <= today.year + 50:
        wrong(name, f"Không đọc được ngày “{typed[:40]}”; hãy ghi ngày/tháng/năm.")
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if day:
        return date(year, month, day)
    if name == "from":
        return date(year, month or 1, 1)
    end = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
    return end - timedelta(days=1)
