"""Make the example of a commune's own Word template for its reports.

    python examples/make_template.py [FOLDER]      # default: templates/ beside this file

What a template may name stands in src/lantoa/reports/layouts/template_names.py.
"""

import sys
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.shared import Mm, Pt
from docx.table import _Cell
from make_docx import _same_bytes_each_time
from party_page import CENTRE, JUSTIFY, LEFT

NAME = "mau-bao-cao_ubnd-xa.docx"
WIDTHS = (Mm(64), Mm(101))
Lines = tuple[tuple[str, bool], ...]

HEAD: tuple[Lines, Lines] = (
    (("{{ co_quan }}", True), ("Số:{{ so }}", False)),
    (
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
        ("Độc lập - Tự do - Hạnh phúc", True),
        ("{{ dia_danh_ngay }}", False),
    ),
)
RECIPIENTS = ("Nơi nhận:", "{{ noi_nhan }}")
FOOT: tuple[Lines, Lines] = (
    tuple((text, at == 0) for at, text in enumerate(RECIPIENTS)),
    (("{{ thay_mat }}", True), ("{{ chuc_vu }}", True), ("", False), ("", False), ("{{ nguoi_ky }}", True)),
)


def template() -> bytes:
    """The .docx: head, title, one paragraph of its own, the body, the foot."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.paragraph_format.space_after = "Times New Roman", Pt(13), Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    _two_cells(document, HEAD)
    for text in ("", "{{ loai }}", "{{ trich_yeu }}", ""):
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTRE
        paragraph.add_run(text).bold = True
    for text in ("UBND xã báo cáo kết quả {{ ky }} như sau:", "{{ noi_dung }}", "{{ ban_do }}"):
        paragraph = document.add_paragraph(text)
        shape = paragraph.paragraph_format
        shape.first_line_indent, shape.space_after, shape.alignment = Mm(12.7), Pt(6), JUSTIFY
    _two_cells(document, FOOT)
    about = document.core_properties
    about.author = about.last_modified_by = "Lan Tỏa"
    about.title, about.comments, about.revision = "Mẫu báo cáo của UBND xã", "", 1
    about.created = about.modified = datetime(2026, 1, 1)  # noqa: DTZ001 - Word knows no time zone
    return _same_bytes_each_time(document)


def _two_cells(document: DocumentType, sides: tuple[Lines, Lines]) -> None:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    for cell, width, lines in zip(table.rows[0].cells, WIDTHS, sides, strict=True):
        cell.width = width
        _lines(cell, lines)


def _lines(cell: _Cell, lines: Lines) -> None:
    for at, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.alignment = LEFT if text in RECIPIENTS else CENTRE
        paragraph.add_run(text).bold = bold


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "templates"
    folder.mkdir(exist_ok=True)
    (folder / NAME).write_bytes(template())
