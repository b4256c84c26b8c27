"""Workbooks as papers: every sheet, titles above tables, rows that become records."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from lantoa.reading import read
from lantoa.reading.inputs import extract

HEADS = ["TT", "Tên mô hình", "Đơn vị chủ trì", "Lĩnh vực", "Ngày ra mắt", "Kết quả", "Kinh phí (triệu đồng)"]


def register() -> bytes:
    """A register as communes keep it: two title rows, groups, a total, an empty sheet and one of remarks."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Đăng ký")
    sheet.merge_range("A1:G1", "ĐẢNG ỦY XÃ TÂN SA")
    sheet.merge_range("A2:G2", "DANH SÁCH MÔ HÌNH ĐĂNG KÝ NĂM 2026")
    sheet.write_row(3, 0, HEADS)
    sheet.write_row(4, 0, ["I", "Tập thể"])
    sheet.write_row(5, 0, [1, "Tuyến đường không rác", "Chi bộ ấp Bến Lở", "Môi trường"])
    sheet.write_datetime(5, 4, datetime(2026, 3, 5), day)  # noqa: DTZ001
    sheet.write_row(5, 5, ["2,5 km đường, 45 hộ tham gia", 12.5])
    sheet.write_row(6, 0, [2, "Vườn rau sạch gia đình", "Hội Liên hiệp Phụ nữ xã Tân Sa", "Kinh tế", "", "30 hộ", 8])
    sheet.write_row(7, 0, ["II", "Cá nhân"])
    sheet.write_row(8, 0, [1, "Mỗi ngày một việc tốt", "Nguyễn Văn Bé", "Dân vận"])
    sheet.write_row(9, 1, ["Tổng cộng", "", "", "", "", 20.5])
    book.add_worksheet("Trống")
    book.add_worksheet("Ghi chú").write(0, 0, "Năm 2026 xã có 12 mô hình mới.")
    book.close()
    return out.getvalue()


def test_every_sheet_is_text_with_its_name_titles_stand_alone_and_rows_have_their_cells() -> None:
    found = extract("dang-ky.xlsx", register())
    lines = found.text.split("\n")
    assert lines[:4] == ["Đăng ký", "", "ĐẢNG ỦY XÃ TÂN SA", "DANH SÁCH MÔ HÌNH ĐĂNG KÝ NĂM 2026"]
    assert lines[4] == "\t".join(HEADS)
    assert lines[5].split("\t") == ["I", "Tập thể", "", "", "", "", ""]
    assert lines[6].split("\t")[4:] == ["05/03/2026", "2,5 km đường, 45 hộ tham gia", "12,5"]
    assert found.text.endswith("Ghi chú\n\nNăm 2026 xã có 12 mô hình mới.\n")
    assert "Trống" not in found.text


def test_rows_become_practices_with_their_owner_kind_and_amounts_and_the_total_becomes_nothing() -> None:
    found = read(extract("dang-ky.xlsx", register()).text)
    assert [(one.name, one.owner, one.kind) for one in found.models] == [
        ("Tuyến đường không rác", "Chi bộ ấp Bến Lở", "tập thể"),
        ("Vườn rau sạch gia đình", "Hội Liên hiệp Phụ nữ xã Tân Sa", "tập thể"),
        ("Mỗi ngày một việc tốt", "Nguyễn Văn Bé", "cá nhân"),
    ]
    money = [(float(one.value), one.models) for one in found.quantities if one.unit == "VND" and one.value]
    assert money == [(12_500_000, (0,)), (8_000_000, (1,))]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_workbooks_and_those_of_libreoffice_read_the_same(tmp_path: Path, kind: str) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "a.xlsx").write_bytes(register())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    told = extract(f"a.{kind}", (tmp_path / f"a.{kind}").read_bytes()).text
    assert told == extract("a.xlsx", register()).text


def test_some_empty_rows_part_two_tables() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("A")
    sheet.write_row(0, 0, ["TT", "Tên mô hình"])
    sheet.write_row(1, 0, [1, "Hũ gạo nghĩa tình"])
    sheet.write(8, 0, "Người lập biểu")
    book.close()
    assert extract("a.xlsx", out.getvalue()).text == "TT\tTên mô hình\n1\tHũ gạo nghĩa tình\n\nNgười lập biểu\n"
