"""A paper that journeys bring in: written for them, with figures nobody else reports."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from xlsxwriter import Workbook

PASTED = """BÁO CÁO
kết quả phong trào chung sức làm cầu, đường năm 2024

Trong năm 2024, Chi bộ ấp Giồng Mai thực hiện mô hình “Chung tay mở lối Giồng Mai” đã vận động nhân dân \
đóng góp trên 1,7 tỷ đồng, xây mới 4 cây cầu bê tông, làm gần 3,6 km đường bê tông, \
hiến hơn 1.540 m2 đất và góp khoảng 870 ngày công lao động.
"""
# One page with seventeen things to decide.
ONE_PAGE = """CHI BỘ ẤP GIỒNG MAI
Báo cáo kết quả thực hiện tháng 4 năm 2025

Thực hiện Kế hoạch số 27-KH/ĐU ngày 10/3/2025 của Đảng ủy xã An Phúc, trong tháng 4 năm 2025 Chi bộ ấp Giồng Mai \
thực hiện mô hình “Thắp sáng lối về Giồng Mai” đã vận động nhân dân đóng góp 46 triệu đồng, làm 1,2 km công trình \
thắp sáng đường quê.
Nhân dân hiến 310 m2 đất, góp 95 ngày công lao động, xây mới 1 cây cầu bê tông.
Mô hình “Hàng rào cây xanh Giồng Mai” trồng được 2 km đường hoa.
Chi hội Phụ nữ ấp trao 18 suất quà cho hộ khó khăn, vận động 640 bao lúa hỗ trợ bếp ăn.
Có 3 tập thể, 5 cá nhân được tặng giấy khen cấp xã.
"""
NAME = "Chung tay mở lối Giồng Mai"
FIGURES = ("trên 1,7 tỷ đồng", "4 cây cầu", "gần 3,6 km", "hơn 1.540 m²", "khoảng 870 ngày công")
CLERK, HEAD, PROVINCE, READER, ADMIN = (
    "Phan Thị Ngọc Diệp",
    "Trịnh Hoài Nhơn",
    "Kiều Thanh Trúc",
    "Đặng Kim Phụng",
    "Vương Gia Bảo",
)

# Five papers of one year as they come to a clerk: Word, text, a saved page, Excel, a message. (name, practice, figures)
BRANCH = """CHI BỘ ẤP GIỒNG MAI
Báo cáo kết quả học tập và làm theo Bác năm 2026

Trong năm 2026, Chi bộ ấp Giồng Mai thực hiện mô hình “Con lộ không rác Giồng Mai” đã vận động nhân dân đóng góp \
trên 83 triệu đồng, làm gần 1,9 km đường bê tông và góp hơn 214 ngày công lao động."""
WOMEN = """HỘI LIÊN HIỆP PHỤ NỮ XÃ AN PHÚC ĐÔNG
Báo cáo công tác hội năm 2026

Năm 2026, Hội Liên hiệp Phụ nữ xã thực hiện mô hình “Giỏ đi chợ nghĩa tình” đã vận động được trên 37 triệu đồng, \
trao 126 suất quà cho hộ khó khăn.
"""
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Nông dân xã góp đất mở kênh</title></head>
<body><article><h1>Nông dân xã góp đất mở kênh</h1>
<p>Năm 2026, Hội Nông dân xã An Phúc Đông thực hiện mô hình “Dòng kênh xanh xóm Trong” đã vận động nhân dân hiến \
hơn 2.310 m2 đất, góp khoảng 460 ngày công lao động để nạo vét và trồng cây ven kênh.</p></article></body></html>
"""
TABLE = (
    ("TT", "Tên mô hình", "Đơn vị", "Kết quả năm 2026"),
    ("1", "Ánh đèn đầu hẻm", "Hội Cựu chiến binh xã", "làm 2,6 km đường điện thắp sáng; vận động trên 91 triệu đồng"),
)
MESSAGE = """BÁO CÁO NHANH
Năm 2026, Đoàn Thanh niên xã An Phúc Đông thực hiện mô hình “Chiếc cầu nhỏ tuổi trẻ” đã xây mới 2 cây cầu bê tông, \
góp trên 175 ngày công lao động.
"""
FIVE = {
    "Con lộ không rác Giồng Mai": ("trên 83 triệu đồng", "hơn 214"),
    "Giỏ đi chợ nghĩa tình": ("trên 37 triệu đồng", "126 suất"),
    "Dòng kênh xanh xóm Trong": ("hơn 2.310 m²", "khoảng 460"),
    "Ánh đèn đầu hẻm": ("2,6 km", "trên 91 triệu đồng"),
    "Chiếc cầu nhỏ tuổi trẻ": ("2 cây", "trên 175"),
}


def five_files(folder: Path) -> list[Path]:
    """The four that are files, written into a folder; the fifth is pasted."""
    branch, women, page, table = (folder / name for name in ("mai.docx", "hoi.txt", "kenh.html", "bieu.xlsx"))
    word = Document()
    for line in BRANCH.split("\n"):
        word.add_paragraph(line)
    word.save(str(branch))
    women.write_text(WOMEN, encoding="utf-8")
    page.write_text(PAGE, encoding="utf-8")
    with Workbook(str(table)) as book:
        sheet = book.add_worksheet("Mô hình")
        for at, row in enumerate(TABLE):
            sheet.write_row(at, 0, row)
    return [branch, women, page, table]
