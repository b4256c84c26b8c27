"""The workbook, opened again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from lantoa.reports.layouts import workbook
from lantoa.reports.practices_sheets import sheets
from lantoa.reports.practices_summary import write
from lantoa.vietnamese.text import nfc
from tests.cast import Cast
from tests.reports.scene import play, registered, told

URL = "http://localhost:8000"


def made(cast: Cast, unit: str = "an-phuc") -> bytes:
    return workbook.write(sheets(told(cast, unit), public_url=URL), author="An Phúc", on=date(2022, 12, 20))


def rows(data: bytes, name: str) -> list[dict[str, Any]]:
    found = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [dict(zip(found[2], row, strict=True)) for row in found[3:]]


def test_numbers_are_numbers_and_what_stands_before_them_has_its_own_column(cast: Cast) -> None:
    play(cast)
    figures = {row["Chỉ tiêu"]: row for row in rows(made(cast), "Số liệu")}
    raised = figures["Nguồn lực xã hội huy động"]
    assert (raised["Trong kỳ: mức"], raised["Trong kỳ: giá trị"], raised["Đơn vị tính"]) == ("trên", 52_000_000, "đồng")
    days = figures["Ngày công lao động đóng góp"]
    assert (days["Trong kỳ: mức"], days["Trong kỳ: giá trị"], days["Trong kỳ: đến"]) == ("từ", 85, 90)
    honours = figures["Tập thể, cá nhân được biểu dương, khen thưởng (chưa tách)"]
    assert (honours["Trong kỳ: giá trị"], honours["Lũy kế: giá trị"]) == ("", 348)
    assert honours["Lũy kế từ ngày"] == date(2019, 1, 1)


def test_what_is_missing_is_said_and_its_number_left_empty(cast: Cast) -> None:
    play(cast)
    for row in rows(made(cast), "Số liệu"):
        if row["Trong kỳ: mức"] == "chưa có số liệu":
            assert row["Trong kỳ: giá trị"] == ""
    assert 0 not in [row["Trong kỳ: giá trị"] for row in rows(made(cast), "Số liệu")]


def test_a_joint_amount_stands_in_one_row_only(cast: Cast) -> None:
    play(cast)
    lit = [row for row in rows(made(cast), "Mô hình") if row["Kết quả"] == "Đường được thắp sáng"]
    assert [row["Giá trị"] for row in lit] == [1.2, ""]
    assert [row["Chung với"] for row in lit] == ["Con đường không rác", "Ánh sáng xóm Đông"]
    assert lit[1]["Mức"] == "đã ghi ở TT 1"


def test_excel_has_the_numbers_of_the_report_and_their_addresses(cast: Cast) -> None:
    play(cast)
    report, data = write(told(cast)), made(cast)
    points = {figure.quantity.point or figure.quantity.low for figure in report.figures()}
    in_excel = {
        Decimal(str(value)).normalize()
        for name in ("Mô hình", "Số liệu")
        for row in rows(data, name)
        for heading, value in row.items()
        if "iá trị" in heading and value != ""
    }
    counted_elsewhere = {Decimal(1)}
    assert in_excel | counted_elsewhere == {Decimal(point).normalize() for point in points if point is not None}
    with ZipFile(BytesIO(data)) as parts:
        addresses = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels"))
    for figure in report.figures():
        if "/ket-qua/" in figure.path:
            assert URL + figure.path in addresses


def test_no_name_becomes_a_formula_or_a_link(cast: Cast) -> None:
    starts = (
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "{=1}",
        "http://x.vn",
        "mailto:a@b",
        "=HYPERLINK(1)",
    )
    names = [f"{starts[at % len(starts)]} {at}" for at in range(200)]
    for name in names:
        registered(cast, name, "an-phuc-1", date(2022, 1, 1))
    data = made(cast)
    with ZipFile(BytesIO(data)) as parts:
        for part in parts.namelist():
            if part.startswith("xl/worksheets/sheet"):
                assert "<f>" not in parts.read(part).decode()
            if part.endswith(".rels"):
                assert "x.vn" not in parts.read(part).decode()
                assert "mailto" not in parts.read(part).decode()
    written = {row["Tên mô hình"] for row in rows(data, "Mô hình")}
    assert written == {nfc(name).strip() for name in names}


def test_headings_are_frozen_and_come_again_on_a4_lying_down(cast: Cast) -> None:
    with ZipFile(BytesIO(made(cast))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        names = parts.read("xl/workbook.xml").decode()
    assert 'state="frozen"' in sheet
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "_xlnm.Print_Titles" in names


def test_the_same_sheets_are_the_same_file(cast: Cast) -> None:
    play(cast)
    assert made(cast) == made(cast)


def test_a_number_longer_than_excel_can_hold_is_written_out() -> None:
    sheet = workbook.Sheet("Số", "Số", (workbook.Column("Giá trị"),), [[Decimal("12345678901234567")]])
    (row,) = rows(workbook.write([sheet], author="", on=date(2022, 1, 1)), "Số")
    assert row["Giá trị"] == "12.345.678.901.234.567"


def test_a_unit_with_nothing_still_has_both_sheets(cast: Cast) -> None:
    data = made(cast, "tan-loi")
    assert rows(data, "Mô hình") == []
    assert {row["Trong kỳ: mức"] for row in rows(data, "Số liệu")} == {"chưa có số liệu"}
