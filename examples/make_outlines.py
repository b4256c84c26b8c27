"""Make the demo's outline (.docx, from outlines/*.md) and the tables to be filled in (.xlsx) of the invented province.

    python examples/make_outlines.py [FOLDER]      # default: outlines/ beside this file

The same source gives the same bytes.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from make_docx import HERE, paper_bytes

FOLDER = HERE / "outlines"
ROWS = (
    ("I", "MÔ HÌNH", ""),
    ("1", "Số mô hình tập thể đăng ký", "mô hình"),
    ("2", "Số mô hình cá nhân đăng ký", "mô hình"),
    ("II", "SỨC DÂN", ""),
    ("1", "Cầu nông thôn xây mới", "cây cầu"),
    ("2", "Đường giao thông nông thôn làm mới, nâng cấp", "km"),
    ("3", "Đất nhân dân hiến", "m²"),
    ("4", "Ngày công lao động đóng góp", "ngày công"),
    ("5", "Tổng kinh phí huy động", "đồng"),
    ("III", "CHĂM LO ĐỜI SỐNG", ""),
    ("1", "Hộ nghèo, hộ khó khăn được giúp đỡ", "hộ"),
    ("2", "Buổi đối thoại với nhân dân", "buổi"),
)
DIVIDED = (("Mô hình đăng ký", ("Tập thể", "Cá nhân")), ("Được khen thưởng", ("Tập thể", "Cá nhân")))


def main(folder: Path = FOLDER) -> list[Path]:
    """Write the outline and the tables into the folder; return their paths."""
    papers = []
    for source in sorted(FOLDER.glob("*.md")):
        papers.append(folder / f"{source.stem}.docx")
        papers[-1].write_bytes(paper_bytes(source.read_text(encoding="utf-8")))
    papers.append(folder / "bieu_tong-hop-nam-2026_song-trang.xlsx")
    _tables(papers[-1])
    return papers


def _tables(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    book.set_properties(
        {"author": "Ban Tuyên giáo và Dân vận Tỉnh ủy Sông Trăng", "created": datetime(2026, 11, 2, tzinfo=UTC)}
    )
    _by_indicator(book)
    _by_unit(book)
    book.close()


def _head(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, number: str, title: str) -> None:
    bold, centred = book.add_format({"bold": True}), book.add_format({"bold": True, "align": "center"})
    sheet.write(0, 0, "TỈNH ỦY SÔNG TRĂNG", bold)
    sheet.write(0, 6, number, bold)
    sheet.merge_range(2, 0, 2, 7, title, centred)
    sheet.merge_range(3, 0, 3, 7, "(Kèm theo Công văn số 118-CV/BTGDVTU, ngày 02/11/2026)")
    sheet.write(4, 0, "Đơn vị báo cáo: ..................................................")


def _by_indicator(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Biểu 01")
    _head(book, sheet, "Biểu số 01", "BIỂU TỔNG HỢP KẾT QUẢ LÀM THEO BÁC NĂM 2026")
    heading = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    cell = book.add_format({"border": 1})
    for column, words in ((0, "STT"), (1, "Nội dung"), (2, "Đơn vị tính"), (7, "Ghi chú")):
        sheet.merge_range(5, column, 6, column, words, heading)
    sheet.merge_range(5, 3, 5, 4, "Năm 2026", heading)
    sheet.merge_range(5, 5, 5, 6, "So sánh (%)", heading)
    for column, words in enumerate(("Kế hoạch", "Thực hiện", "Với kế hoạch", "Với cùng kỳ"), start=3):
        sheet.write(6, column, words, heading)
    for column, words in enumerate(("A", "B", "C", "1", "2", "3=2/1", "4", "D")):
        sheet.write(7, column, words, heading)
    for row, words in enumerate(ROWS, start=8):
        for column in range(8):
            sheet.write(row, column, words[column] if column < 3 else "", cell)
    sheet.set_column(1, 1, 44)
    last = 8 + len(ROWS) + 1
    sheet.write(last, 4, "…………, ngày …… tháng …… năm 2026")
    sheet.write(last + 1, 1, "NGƯỜI LẬP BIỂU")
    sheet.write(last + 1, 4, "T/M ĐẢNG ỦY")


def _by_unit(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Biểu 02")
    _head(book, sheet, "Biểu số 02", "BIỂU MÔ HÌNH VÀ KHEN THƯỞNG THEO ĐƠN VỊ")
    heading = book.add_format({"bold": True, "border": 1, "align": "center"})
    sheet.merge_range(5, 0, 7, 0, "TT", heading)
    sheet.merge_range(5, 1, 7, 1, "Đơn vị", heading)
    sheet.merge_range(5, 2, 5, 5, "Kết quả trong năm", heading)
    for left, (above, below) in zip((2, 4), DIVIDED, strict=True):
        sheet.merge_range(6, left, 6, left + 1, above, heading)
        for column, one in enumerate(below, start=left):
            sheet.write(7, column, one, heading)
    for column, words in enumerate(("(1)", "(2)", "(3)", "(4)", "(5)", "(6)")):
        sheet.write(8, column, words, heading)
    for row in range(9, 14):
        sheet.write(row, 0, row - 8)
    sheet.write(14, 1, "Tổng cộng")
    sheet.write(16, 0, "Ghi chú: đơn vị không có mô hình ghi số 0, chưa có số liệu thì để trống.")


if __name__ == "__main__":
    for path in main(*(Path(argument) for argument in sys.argv[1:2])):
        sys.stdout.write(f"{path}\n")
