"""A list of pledges as a clerk keeps it: whom each row means, what they undertake, and all that is wrong. Plain Python.

Units, people and themes come as texts that stand for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lantoa.common.periods import Period
from lantoa.common.wrong_cells import WrongCell, by_cell
from lantoa.indicators.rules import amounts
from lantoa.plans.rules.rows import Known, text_of
from lantoa.pledges.rules import MOST_DEEDS
from lantoa.pledges.rules.columns import COLUMNS, Layout
from lantoa.pledges.rules.contents import read_measure
from lantoa.vietnamese.dates import read_date
from lantoa.vietnamese.text import fold, may_name

HEADINGS = {column.key: column.heading for column in COLUMNS} | {"birth": "Năm sinh"}
LONGEST = 400
_ALL_ALONG = re.compile(r"(ca|trong|het|den het)? ?(nam|ky)( \d{4})?|hang (thang|tuan|quy|ngay)|thuong xuyen|lien tuc")
_NUMBERED = re.compile(r"\(?\d{1,2}\)?")
_NOT_A_PERSON = re.compile(r"(tong|cong|nguoi lap|lap bieu|t/?m|xac nhan|noi nhan|luu y|ghi chu|bi thu|thu ky)\b.*")
# What stands below a list: place and day, whoever made it, whoever signs.
_FOOT = re.compile(
    r".{0,60}\bngay \d{1,2} thang \d{1,2} nam \d{4}|t/?m\b.*|nguoi lap.*|lap bieu.*|noi nhan.*|bi thu|(ky|xac nhan) .*"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
Line = tuple[int, Sequence[str]]
Bad = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Someone:
    """A person in a unit. ``units`` are the texts that may name the unit, the best first; titles are folded."""

    key: str
    name: str
    unit: str
    units: tuple[str, ...]
    is_member: bool = True
    titles: frozenset[str] = frozenset()
    birth_year: int | None = None

    def is_of(self, text: str) -> bool:
        """Whether a folded text names the unit: in full, or without the words before its own name."""
        return any(text == fold(one) for one in self.units) or fold(self.units[0]).endswith(f" {text}")


@dataclass(frozen=True, slots=True)
class Against:
    """What a list is read against: who belongs where, the themes in force, the days; ``own`` is the unit asked for."""

    people: Sequence[Someone]
    themes: Known
    days: Period
    own: str


@dataclass(frozen=True, slots=True, order=True)
class Wrong(WrongCell):
    """What is wrong with a cell."""

    @property
    def heading(self) -> str:
        """The column as people read it."""
        return HEADINGS.get(self.column, HEADINGS["name"])


@dataclass(frozen=True, slots=True)
class Row:
    """A deed as it was understood: whose, in which unit."""

    line: int
    person: str
    unit: str
    what: str
    amount: Decimal | None
    counted_in: str
    due_on: date
    theme: str


@dataclass(slots=True)
class Understood:
    """The deeds, everything that is wrong, and how many rows of the template name a person and nothing else."""

    rows: list[Row] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    left: int = 0


def understood(lines: Sequence[Line], layout: Layout, against: Against) -> Understood:
    """Reads the rows below the headings; everything that is wrong is said at once, cell by cell."""
    found = Understood()
    units = {text for one in against.people for text in map(fold, one.units)}
    who: Someone | None = None
    group, has_name = "", False
    for line, cells in lines[layout.row + 1 :]:
        name, what = layout.name(cells), layout.cell(cells, "what")
        said = [text for text in cells if text and not is_number(text)]
        if not said:
            # Columns that are numbered below their headings.
            continue
        if found.rows and is_foot(said):
            # Day, signatures and stamps: nothing below them is of the list.
            break
        if not what:
            lone = fold(re.sub(r"^[IVX\d]+[.)]\s*", "", said[-1]))
            if len(said) <= 2 and lone in units:
                group, who, has_name = lone, None, False
            elif layout.cell(cells, "key") and name:
                found.left += 1
                who, has_name = _anyone(cells, layout, against, group), True
            elif name and not is_no_person(name):
                found.wrong.append(Wrong(line, "what", "chưa ghi việc sẽ làm"))
                who, has_name = None, True
            continue

        def bad(column: str, words: str, line: int = line) -> None:
            found.wrong.append(Wrong(line, column, words))

        if name:
            who, has_name = _who(cells, layout, against, group, bad), True
        elif not has_name:
            bad("name", "chưa ghi họ và tên")
        deed = _deed(cells, layout, against, bad)
        if who is not None and deed is not None:
            found.rows.append(Row(line, who.key, who.unit, *deed))
    found.wrong.extend(_too_much(found.rows))
    found.wrong = by_cell(found.wrong)
    return found


def is_number(text: str) -> bool:
    """Whether a cell holds nothing but a running number."""
    return _NUMBERED.fullmatch(text.rstrip(".")) is not None


def is_no_person(name: str) -> bool:
    """Whether what stands where a name should is a total or what is written below a list."""
    return _NOT_A_PERSON.fullmatch(fold(name)) is not None


def is_foot(said: Sequence[str]) -> bool:
    """Whether a row holds nothing but the words below a list."""
    return len(said) <= 3 and all(_FOOT.fullmatch(fold(text)) for text in said)


def _who(cells: Sequence[str], layout: Layout, against: Against, group: str, bad: Bad) -> Someone | None:
    name, unit = layout.name(cells), fold(text_of(layout.cell(cells, "unit")))
    alike = [one for one in against.people if may_name(text_of(name), one.name)]
    if not alike:
        bad("name", f"không thấy “{name}” trong danh sách người của đơn vị; hãy xem lại họ tên")
        return None
    found = [one for one in alike if one.is_of(unit)] if unit else alike
    if not found:
        theirs = ", ".join(sorted({one.units[0] for one in alike}))
        bad("unit", f"“{name}” không thuộc đơn vị này mà thuộc: {theirs}")
        return None
    found = _narrowed(found, cells, layout, "" if unit else group)
    born = _YEAR.search(layout.cell(cells, "birth"))
    if born:
        found = [one for one in found if one.birth_year in (None, int(born[0]))]
        if not found:
            bad("birth", f"người tên “{name}” trong danh sách của đơn vị có năm sinh khác")
            return None
    people = {one.key for one in found}
    if len(people) > 1:
        bad("name", f"có {len(people)} người tên “{name}”; hãy ghi thêm đơn vị, chức vụ hoặc năm sinh để phân biệt")
        return None
    return _where(found, against, bad)


def _narrowed(found: list[Someone], cells: Sequence[str], layout: Layout, group: str) -> list[Someone]:
    """Of several the one whom the hidden number, the heading above, or the post names."""
    key, title = layout.cell(cells, "key"), fold(layout.cell(cells, "title"))
    for is_meant in (
        lambda one: bool(key) and one.key == key,
        lambda one: bool(group) and one.is_of(group),
        lambda one: bool(title) and any(title == known or title in known for known in one.titles),
    ):
        if len(found) > 1:
            found = [one for one in found if is_meant(one)] or found
    return found


def _where(found: Sequence[Someone], against: Against, bad: Bad) -> Someone | None:
    """In which of their units it counts: the one asked for, else where they are a member."""
    own = [one for one in found if one.unit == against.own]
    left = own or [one for one in found if one.is_member] or list(found)
    if len(left) > 1:
        bad("unit", f"thuộc {len(left)} đơn vị ({', '.join(one.units[0] for one in left)}); hãy ghi một đơn vị")
        return None
    return left[0]


def _anyone(cells: Sequence[str], layout: Layout, against: Against, group: str) -> Someone | None:
    return _who(cells, layout, against, group, lambda column, words: None)


def _deed(
    cells: Sequence[str], layout: Layout, against: Against, bad: Bad
) -> tuple[str, Decimal | None, str, date, str] | None:
    wrong: list[str] = []

    def say(column: str, words: str) -> None:
        wrong.append(column)
        bad(column, words)

    what = text_of(layout.cell(cells, "what"))
    if len(what) > LONGEST:
        say("what", f"dài quá {LONGEST} chữ cái; hãy tách thành nhiều việc")
    measured = f"{layout.cell(cells, 'measure')} {layout.cell(cells, 'counted_in')}".strip()
    read = read_measure(measured)
    if read is None:
        say("measure", f"“{measured}”: hãy ghi số rồi đến đơn vị tính, ví dụ: 12 buổi")
    due_on = _due(layout.cell(cells, "due_on"), against.days, say)
    theme, text = "", text_of(layout.cell(cells, "theme"))
    if text and (theme := against.themes.find(text) or "") == "":
        say("theme", f"“{text}”: không thấy chuyên đề đang áp dụng nào tên như vậy")
    if wrong or read is None or due_on is None:
        return None
    return what, *read, due_on, theme


def _due(typed: str, days: Period, bad: Bad) -> date | None:
    text = text_of(typed)
    if not text or _ALL_ALONG.fullmatch(fold(text)):
        return days.to_on
    read = read_date(text) or (read_date(f"{text}/{days.to_on.year}") if days.from_on.year == days.to_on.year else None)
    if read is None:
        for wording in (text, f"{text}/{days.to_on.year}"):
            try:
                read = amounts.read_period(wording).to_on
                break
            except amounts.UnableToReadAmount:
                continue
    if read is None:
        bad("due_on", f"“{text}” không phải là ngày; hãy ghi ngày/tháng/năm")
        return None
    if not days.from_on <= read <= days.to_on:
        bad("due_on", f"ngoài kỳ đăng ký ({days.from_on:%d/%m/%Y} – {days.to_on:%d/%m/%Y})")
        return None
    return read


def _too_much(rows: Iterable[Row]) -> list[Wrong]:
    """Who undertakes the same twice, or more than one pledge holds."""
    wrong, seen = [], dict[tuple[str, str], int]()
    many = dict[str, int]()
    places = dict[str, str]()
    for row in rows:
        same = (row.person, fold(row.what))
        if same in seen:
            wrong.append(Wrong(row.line, "what", f"trùng với dòng {seen[same]}"))
        seen.setdefault(same, row.line)
        many[row.person] = many.get(row.person, 0) + 1
        if many[row.person] == MOST_DEEDS + 1:
            wrong.append(Wrong(row.line, "what", f"mỗi người đăng ký nhiều nhất {MOST_DEEDS} việc"))
        if places.setdefault(row.person, row.unit) != row.unit:
            wrong.append(Wrong(row.line, "unit", "người này đã đăng ký ở đơn vị khác trong cùng danh sách"))
    return wrong
