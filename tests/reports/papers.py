"""Two reports as plain values, one of a Party body and one of a State body, with everything that a layout may meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.reports.letterhead import Body, letterhead, recipients, signature
from lantoa.reports.rules import Block, Column, Figured, Heading, Named, Paragraph, Report, Row, Table, cell

ON = date(2026, 11, 23)
PARTY = Body("Đảng ủy xã An Phúc", "Tỉnh ủy Sông Trăng", "Xã An Phúc", True, "Bí thư Đảng ủy", "Nguyễn Thị Bến")
STATE = Body("Ủy ban nhân dân xã An Phúc", "", "Xã An Phúc", False, "Phó Chủ tịch UBND xã", "Lê Văn Lau")
OFFICE = Body("Phòng Văn hóa - Xã hội", "UBND xã An Phúc", "Xã An Phúc", False, "Trưởng phòng", "Trần Thị Lan")
STUDY = "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
STUDY_IN_TWO_LINES = STUDY.replace("đạo đức, ", "đạo đức,\n")


def figured(text: str, code: str, quantity: Quantity | int, unit: str = "", why: str = "") -> Figured:
    """A number that opens at an address of its own."""
    said = Quantity.of(quantity) if isinstance(quantity, int) else quantity
    path = f"/so-lieu/f/{code}/b614016e-fdba-4d7a-9632-4d67091c3416/2026/place/then/13/"
    return Figured(text, path, said, unit, code, "in_period", why)


ROAD = figured("1.200 m", "duong", 1200, "m")
MONEY = figured("trên 52 triệu đồng", "nguon-luc", Quantity.of(52_000_000, Exactness.AT_LEAST, "trên"), "đồng")
TYPED = figured("31 ngôi nhà", "nha", 30, "ngôi nhà", why="Xóm Đông báo thêm một nhà bằng điện thoại")
LONG = (
    "Cấp ủy các cấp đã lãnh đạo, chỉ đạo quán triệt sâu rộng nội dung chuyên đề đến cán bộ, đảng viên và Nhân dân; "
    "gắn việc đăng ký làm theo với nhiệm vụ chính trị của từng đơn vị, để mỗi việc làm cụ thể đều có người chịu trách "
    "nhiệm, có thời gian hoàn thành và có kết quả kiểm đếm được."
)


def by_unit() -> Table:
    """Units with their exact numbers, a total that is their sum, a plan and its percent."""
    columns = (
        Column("TT", 6, centred=True),
        Column("Đơn vị", 40),
        Column("Kế hoạch", 18, centred=True),
        Column("Thực hiện", 18, centred=True),
        Column("Tỷ lệ (%)", 18, centred=True),
    )
    units = (("Thôn Đông", 10, 8), ("Thôn Đoài", 12, 15), ("Ấp Giồng Nhãn", 8, 7))
    rows = [
        Row(
            (
                cell(str(at)),
                cell(Named(name)),
                cell(figured(str(plan), f"ke-hoach-{at}", plan)),
                cell(figured(str(done), f"thuc-hien-{at}", done)),
                cell(figured(f"{done * 100 / plan:.1f}".replace(".", ","), f"ty-le-{at}", _percent(done, plan), "%")),
            )
        )
        for at, (name, plan, done) in enumerate(units, start=1)
    ]
    whole = Row(
        (
            cell(""),
            cell("Cộng"),
            cell(figured("30", "ke-hoach", 30)),
            cell(figured("30", "thuc-hien", 30)),
            cell(figured("100,0", "ty-le", _percent(30, 30), "%")),
        ),
        is_total=True,
    )
    return Table("Nhà đại đoàn kết theo đơn vị", columns, (*rows, whole))


def _percent(done: int, plan: int) -> Quantity:
    return Quantity.of((Decimal(done) * 100 / plan).quantize(Decimal("0.1")))


def body() -> tuple[Block, ...]:
    """Headings of four levels, paragraphs over more than a page, a list, a table."""
    return (
        Paragraph((f"Thực hiện kế hoạch năm 2026 về việc {STUDY}, đơn vị báo cáo kết quả như sau:",)),
        Heading(1, "I- CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO"),
        *[Paragraph((LONG,)) for _ in range(5)],
        Heading(1, "II- KẾT QUẢ THỰC HIỆN"),
        Heading(2, "1. Việc làm cụ thể"),
        Heading(3, "a) Giao thông, nhà ở"),
        Paragraph(("Nhân dân đã góp công làm ", ROAD, " đường; vận động ", MONEY, ".")),
        Heading(4, "- Nhà đại đoàn kết"),
        Paragraph(("Đã xây và sửa được ", TYPED, ".")),
        by_unit(),
        Paragraph(("- Con đường hoa thôn Đông;",), is_item=True),
        Paragraph(("- Tủ sách đầu ngõ của ông Quảng, bà Thuỷ ở ấp Giồng Nhãn.",), is_item=True),
        *[Paragraph((LONG,)) for _ in range(5)],
    )


def paper(who: Body) -> Report:
    """A yearly report of a body."""
    return Report(
        title="Báo cáo kết quả học tập và làm theo Bác năm 2026 – xã An Phúc",
        letterhead=letterhead(who, kind="BC", on=ON),
        kind="BÁO CÁO",
        abstract=f"kết quả {STUDY_IN_TWO_LINES} năm 2026"
        if who.is_party
        else "Kết quả học tập và làm theo tư tưởng, đạo đức,\nphong cách Hồ Chí Minh năm 2026",
        body=body(),
        signature=signature(who),
        recipients=recipients(who),
        period=Period.year(2026),
        upto=13,
        on=ON,
    )


def with_body(report: Report, *blocks: Block) -> Report:
    """The same paper with another body."""
    return replace(report, body=blocks)
