"""Lists of people as the tests write them."""

from __future__ import annotations

from collections.abc import Sequence

from lantoa.common import workbooks

HEADINGS = ("Họ và tên", "Năm sinh", "Chức vụ", "Chi bộ", "Từ ngày", "Đến ngày", "Người đứng đầu")
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
MIDDLES = ("Thị", "Văn", "Hữu", "Ngọc", "Minh", "Thanh", "Quốc", "Hồng", "Xuân", "Kim")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Em", "Giang", "Hòa", "Khánh", "Lan", "Mỹ", "Nga", "Oanh", "Phúc", "Quý")


def name_of(at: int) -> str:
    """A different full name for each number."""
    rest, given = divmod(at, len(GIVEN))
    rest, middle = divmod(rest, len(MIDDLES))
    rest, family = divmod(rest, len(FAMILIES))
    more = f" {GIVEN[rest % len(GIVEN)]}" * bool(rest) + f" {MIDDLES[rest // len(GIVEN)]}" * (rest >= len(GIVEN))
    return f"{FAMILIES[family]} {MIDDLES[middle]}{more} {GIVEN[given]}"


def csv_of(*rows: Sequence[str], headings: Sequence[str] = HEADINGS, separator: str = ";") -> bytes:
    """A file as Excel saves it with separators."""
    return "\r\n".join(separator.join(row) for row in (headings, *rows)).encode()


def people(many: int, *, unit: str = "cb-dong", title: str = "") -> list[list[str]]:
    """So many rows of different people."""
    return [[name_of(at), str(1950 + at % 50), title, unit, "01/07/2025", "", ""] for at in range(many)]


def workbook_of(rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> bytes:
    """The same as an Excel workbook with a title above the headings."""
    columns = [workbooks.Column(heading) for heading in headings]
    return workbooks.workbook(sheet="Danh sách", title="DANH SÁCH ĐẢNG VIÊN", columns=columns, rows=rows)
