"""The columns of a list of pledges: those of our template, and how other lists call theirs. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lantoa.organisations.rules import rosters
from lantoa.plans.rules.rows import Column
from lantoa.vietnamese.text import fold

COLUMNS = (
    Column("key", "Mã dòng (không sửa)", 4, "Cột ẩn, để nhận ra từng người."),
    Column("name", "Họ và tên", 28, "Việc thứ hai của cùng một người ghi ở dòng ngay dưới; ô này để trống."),
    Column("title", "Chức vụ", 24, "Chỉ để phân biệt người trùng họ tên. Có thể để trống."),
    Column("unit", "Đơn vị", 46, "Chi bộ hoặc đơn vị của người đăng ký. Để trống khi chỉ thuộc một đơn vị."),
    Column("what", "Việc đăng ký", 56, "Việc có thể thấy đã làm hay chưa, mỗi dòng một việc. Bắt buộc."),
    Column("measure", "Chỉ tiêu", 18, "Số rồi đến đơn vị tính, ví dụ: 12 buổi. Có thể để trống."),
    Column("due_on", "Thời hạn", 16, "Ngày/tháng/năm, quý hoặc tháng. Để trống là đến hết kỳ đăng ký."),
    Column("theme", "Chuyên đề", 36, "Chọn trong danh sách. Có thể để trống."),
)
# What other lists call theirs (folded); the first that fits wins. Names, posts, units: as lists of people do.
_OWN = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("key", r"ma dong.*"),
        ("counted_in", r"don vi tinh|dvt"),
        ("name", r"nguoi (dang ky|thuc hien|lam).*|ho (va )?ten .*"),
        ("theme", r"(gan voi )?(chuyen de|chu de|cuoc van dong)( .*)?"),
        ("measure", r"(chi tieu|so luong|khoi luong|muc (dang ky|phan dau))( .*)?"),
        ("due_on", r"(thoi han|thoi gian|han|ngay hoan thanh|hoan thanh)( .*)?"),
        ("what", r"(cac |nhung )?(noi dung|viec|phan viec|cong viec)( .*)?"),
    )
)
_SHARED = frozenset({"name", "family", "given", "birth", "title", "unit"})
_WITHIN = 25


@dataclass(frozen=True, slots=True)
class Layout:
    """In which row the headings stand, and the place of each column that was recognised."""

    row: int
    at: Mapping[str, int]

    def cell(self, cells: Sequence[str], name: str) -> str:
        """What a row says in a column; empty where there is none such."""
        place = self.at.get(name)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def name(self, cells: Sequence[str]) -> str:
        """The full name in a row, whether it stands in one column or in two."""
        if "name" in self.at:
            return self.cell(cells, "name")
        return f"{self.cell(cells, 'family')} {self.cell(cells, 'given')}".strip()

    def place(self, name: str) -> int:
        """Where what is wrong with a column is marked: beside the name where the list has no such column."""
        return self.at.get(name, self.at.get("name", self.at.get("family", 0)))


def column_of(heading: str) -> str:
    """What a heading means; empty where it means none of ours."""
    words = " ".join(re.sub(r"[().:*]", " ", fold(heading)).split())
    own = next((name for name, pattern in _OWN if pattern.fullmatch(words)), "")
    if own:
        return own
    shared = rosters.field_of(heading)
    return shared if shared in _SHARED else ""


def layout(rows: Sequence[Sequence[str]]) -> Layout | None:
    """Where a list has its headings; titles may stand above them. None where no row names a person and a deed."""
    for row, cells in enumerate(rows[:_WITHIN]):
        at: dict[str, int] = {}
        for place, heading in enumerate(cells):
            if (name := column_of(heading)) and name not in at:
                at[name] = place
        if "what" in at and ("name" in at or {"family", "given"} <= at.keys()):
            if "name" in at:
                at.pop("family", None)
                at.pop("given", None)
            return Layout(row, at)
    return None
