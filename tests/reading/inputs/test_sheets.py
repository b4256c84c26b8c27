"""Lists in workbooks and with separators, honest and hostile."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common import workbooks
from lantoa.reading.inputs import Unreadable, sheets


def workbook(*rows: list[str]) -> bytes:
    return workbooks.workbook(sheet="A", title="T", columns=[workbooks.Column("Họ và tên")], rows=rows)


def with_cell(data: bytes, cell: str) -> bytes:
    """The workbook with one more cell, far out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            if name.endswith("sheet1.xml"):
                row = f'<row r="1048576"><c r="{cell}"><v>1</v></c></row></sheetData>'
                part = part.replace(b"</sheetData>", row.encode())
            after.writestr(name, part)
    return out.getvalue()


def test_rows_bear_their_number_in_the_file_and_empty_ones_are_left_out() -> None:
    assert sheets.rows("a.csv", b"Ho ten;Nam\r\n;;\r\n\r\nLan;1970;\r\n") == [
        (1, ["Ho ten", "Nam"]),
        (4, ["Lan", "1970"]),
    ]
    assert sheets.rows("a.xlsx", workbook(["Lan"])) == [(1, ["T"]), (3, ["Họ và tên"]), (4, ["Lan"])]


@pytest.mark.parametrize("cell", ["XFD1048576", "Z1048576"])
def test_a_lone_cell_at_the_far_end_of_a_sheet_floods_no_memory(cell: str) -> None:
    with pytest.raises(Unreadable, match="quá lớn"):
        sheets.rows("a.xlsx", with_cell(workbook(["Lan"]), cell))


def test_a_zip_bomb_is_refused_unopened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    with pytest.raises(Unreadable, match="mở bằng Excel"):
        sheets.rows("a.xlsx", out.getvalue())


@pytest.mark.parametrize("line", [b"sep=;\r\na;b\r\n", b'"a";"b"\n', "a;b\n".encode("utf-16")])
def test_what_excel_writes_around_a_list_is_no_part_of_it(line: bytes) -> None:
    assert [cells for _, cells in sheets.rows("a.csv", line)] == [["a", "b"]]


def test_a_separator_inside_quotes_or_a_title_above_parts_nothing() -> None:
    data = 'Danh sách, năm 2026\nHọ tên;Chức vụ\nLan;"Bí thư; Trưởng ấp"\nHai;Phó, kiêm\n'.encode()
    assert sheets.rows("a.csv", data)[2] == (3, ["Lan", "Bí thư; Trưởng ấp"])


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_there_are_rows_or_one_refusal(data: bytes) -> None:
    if data.startswith((b"PK", b"\xd0\xcf")):
        return
    try:
        found = sheets.rows("a.csv", data)
    except Unreadable as error:
        found = [(0, [error.vi])]
    assert all(cells and cells[-1] for _, cells in found)
