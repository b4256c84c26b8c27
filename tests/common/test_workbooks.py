"""Excel workbooks: numbers stay numbers and words stay words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from lantoa.common.workbooks import Column, Link, workbook

NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "http://vi.example/", "{=A1}", "\tx"]


def made(rows: list[list[object]]) -> bytes:
    return workbook(sheet="Thử", title="Bảng thử", columns=[Column("Cột")] * 4, rows=rows, notes=["Ghi chú"])  # type: ignore[arg-type]


def test_numbers_days_and_words_come_back_as_they_were() -> None:
    sheet = CalamineWorkbook.from_filelike(BytesIO(made([[12, Decimal("1.5"), date(2022, 5, 19), None]])))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Bảng thử"
    assert rows[1][0] == "Ghi chú"
    assert rows[-1][:3] == [12.0, 1.5, date(2022, 5, 19)]


def test_no_word_is_ever_a_formula_or_a_link_of_its_own() -> None:
    book = made([[word, None, None, None] for word in NASTY])
    sheet = ZipFile(BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[-len(NASTY) :]] == NASTY


def test_a_link_opens_its_address_and_a_day_before_excel_is_words() -> None:
    book = made([[Link("http://localhost:8000/so-lieu/", "Mở"), date(1890, 5, 19), None, None]])
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert rows[-1][:2] == ["Mở", "19/05/1890"]
    relations = ZipFile(BytesIO(book)).read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert "http://localhost:8000/so-lieu/" in relations
