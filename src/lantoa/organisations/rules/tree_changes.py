"""What rows of a table would change in a tree that stands, and why they may not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lantoa.organisations.rules.lines import LINES
from lantoa.organisations.rules.tree_rows import CONTACT, HEADINGS, Kind, Row, Wrong


@dataclass(frozen=True, slots=True)
class Known:
    """A unit as it stands: what holds now with the day from which it does, and whether this person manages it."""

    code: str
    name: str
    kind: Kind
    named_from: date
    founded_on: date
    is_ended: bool
    is_managed: bool
    parents: Mapping[str, tuple[str, date]] = field(default_factory=dict)
    contact: Mapping[str, str] = field(default_factory=dict)
    contact_from: date | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that changes: the column, what it says now, what it would say."""

    column: str
    before: str
    after: str

    @property
    def heading(self) -> str:
        """The column as people read it."""
        return HEADINGS[self.column]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What one row changes: a new unit, or values of one that stands. ``row`` says all of it."""

    row: Row
    is_new: bool
    differences: tuple[Difference, ...]


def wrong_in(rows: Sequence[Row], known: Mapping[str, Known], *, may_found_top: bool) -> list[Wrong]:
    """Everything that is wrong between rows, or between rows and the tree. ``known`` holds the units that the rows
    name and all above them."""
    by_code = {row.code: row for row in reversed(rows) if row.code}
    wrong: list[Wrong] = []
    for row in rows:
        if row.code and by_code[row.code] is row:
            wrong += _own(row, known.get(row.code), may_found_top)
            wrong += _parents(row, by_code, known)
    for line in LINES:
        wrong += _circles(by_code, known, line)
    return wrong


def _own(row: Row, unit: Known | None, may_found_top: bool) -> Iterable[Wrong]:
    if unit is None:
        if "place" not in row.parents and not (may_found_top and row.kind and row.kind.rank == 0):
            yield Wrong(row.line, "place", "đơn vị mới phải thuộc một địa bàn. Hãy ghi mã của địa bàn.")
        return
    if unit.is_ended:
        yield Wrong(row.line, "code", f"đơn vị mang mã “{row.code}” đã kết thúc. Hãy dùng mã khác.")
    elif not unit.is_managed:
        yield Wrong(row.line, "code", f"đơn vị mang mã “{row.code}” không thuộc phạm vi quản lý của tài khoản này.")
    elif row.from_on and (later := _held_from(row, unit)) and row.from_on <= later:
        yield Wrong(
            row.line,
            "from_on",
            f"nội dung hiện nay có hiệu lực từ {later:%d/%m/%Y}. Hãy ghi ngày sau đó cho nội dung mới.",
        )


def _held_from(row: Row, unit: Known) -> date | None:
    """The latest day from which something that the row changes holds; None where it changes nothing."""
    days = []
    for one in differences(row, unit):
        if one.column in ("name", "unit_class"):
            days.append(unit.named_from)
        elif one.column in LINES:
            days.append(unit.parents[one.column][1] if one.column in unit.parents else unit.founded_on)
        else:
            days.append(unit.contact_from or unit.founded_on)
    return max(days, default=None)


def _parents(row: Row, by_code: Mapping[str, Row], known: Mapping[str, Known]) -> Iterable[Wrong]:
    """What is wrong with the parents of a row, those that it has already aside."""
    child = known.get(row.code or "")
    for line, code in row.parents.items():
        if child and child.parents.get(line, ("",))[0] == code:
            continue
        reasons = (
            _refused(row, code, known[code]) if code in known else _unborn(row, code, by_code.get(code)),
            _not_above(row, line, known[code].kind if code in known else getattr(by_code.get(code), "kind", None)),
        )
        if said := next((one for one in reasons if one), ""):
            yield Wrong(row.line, line, said)


def _refused(row: Row, code: str, unit: Known) -> str:
    """Why a row may not stand under a unit that is there; "" when it may."""
    if code == row.code:
        return "đơn vị không thể trực thuộc chính mình."
    if unit.is_ended:
        return f"{unit.name} đã kết thúc. Hãy ghi đơn vị hiện nay."
    if not unit.is_managed:
        return f"{unit.name} không thuộc phạm vi quản lý của tài khoản này."
    return _too_late(row, code, unit.founded_on)


def _unborn(row: Row, code: str, other: Row | None) -> str:
    """Why a row may not stand under another row of the file; "" when it may."""
    if other is None:
        return f"không có đơn vị nào mang mã “{code}”, cả trong tệp lẫn trong hệ thống."
    if other is row:
        return "đơn vị không thể trực thuộc chính mình."
    return _too_late(row, code, other.from_on)


def _too_late(row: Row, code: str, since: date | None) -> str:
    if row.from_on and since and since > row.from_on:
        return f"đơn vị mang mã “{code}” mới thành lập ngày {since:%d/%m/%Y}, sau ngày của dòng này."
    return ""


def _not_above(row: Row, line: str, kind: Kind | None) -> str:
    if line != "place" or kind is None or row.kind is None or not row.kind.is_place:
        return ""
    if kind.is_place and kind.rank < row.kind.rank:
        return ""
    return f"{row.kind.name} không thể thuộc {kind.name}: phải là địa bàn cấp trên."


def _circles(by_code: Mapping[str, Row], known: Mapping[str, Known], line: str) -> list[Wrong]:
    """One error for each circle that the rows would close, at its first row."""

    def above(code: str) -> str | None:
        row = by_code.get(code)
        if row and line in row.parents:
            return row.parents[line]
        return known[code].parents.get(line, (None,))[0] if code in known else None

    found: list[Wrong] = []
    done: set[str] = set()
    for start in by_code:
        path: list[str] = []
        code: str | None = start
        while code and code not in done and code not in path:
            path.append(code)
            code = above(code)
        if code in path:
            circle = path[path.index(code) :]
            lines = sorted(
                (by_code[one].line, one) for one in circle if one in by_code and line in by_code[one].parents
            )
            if lines and len(circle) > 1:
                names = " → ".join([*circle[circle.index(lines[0][1]) :], *circle[: circle.index(lines[0][1]) + 1]])
                found.append(Wrong(lines[0][0], line, f"các đơn vị trực thuộc vòng tròn: {names}."))
        done.update(path)
    return found


def differences(row: Row, unit: Known) -> tuple[Difference, ...]:
    """What a row says otherwise than it stands. An empty cell leaves things as they are."""
    found = []
    if row.name and row.name != unit.name:
        found.append(Difference("name", unit.name, row.name))
    if row.kind and row.kind.code != unit.kind.code:
        found.append(Difference("unit_class", unit.kind.name, row.kind.name))
    for line, code in row.parents.items():
        if (now := unit.parents.get(line, ("",))[0]) != code:
            found.append(Difference(line, now, code))
    found += [
        Difference(key, unit.contact.get(key, ""), row.contact[key])
        for key in CONTACT
        if key in row.contact and row.contact[key] != unit.contact.get(key, "")
    ]
    return tuple(found)


def changes(rows: Sequence[Row], known: Mapping[str, Known]) -> list[RowChange]:
    """What rows without errors change, in their order; rows that say what stands are left out."""
    found = []
    for row in rows:
        unit = known.get(row.code or "")
        if unit is None:
            found.append(RowChange(row, True, ()))
        elif differs := differences(row, unit):
            found.append(RowChange(row, False, differs))
    return found
