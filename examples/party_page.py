"""The page of a Party paper as python-docx builds it: margins, lines, paragraphs, tables."""

from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml import etree

FONT = "Times New Roman"
MARGINS = {"top_margin": Mm(20), "bottom_margin": Mm(20), "left_margin": Mm(30), "right_margin": Mm(15)}
TEXT_WIDTH_MM = 165
LEFT, CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def new_page() -> DocumentType:
    """An empty A4 paper with the margins and font of the Party's layout, numbered from page 2."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, value in MARGINS.items():
        setattr(section, name, value)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    return document


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        run._r.append(element)


def line(
    place: DocumentType | _Cell,
    text: str,
    *,
    size: int = 14,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
) -> Paragraph:
    """Add a centred line of its own, in a cell or on the page; sizes in points."""
    # A new cell already holds one empty paragraph: the first line goes into it.
    fresh = isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place._element.xpath(".//w:r")
    paragraph = place.paragraphs[0] if fresh else place.add_paragraph()
    shape = paragraph.paragraph_format
    shape.alignment, shape.space_before, shape.space_after, shape.line_spacing = CENTRE, Pt(0), Pt(0), 1.0
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic, run.underline = Pt(size), bold, italic, underline
    return paragraph


def gap(document: DocumentType) -> Paragraph:
    """Add a little empty space."""
    return line(document, "", size=8)


def body_paragraph(
    document: DocumentType, text: str, *, bold: bool = False, italic: bool = False, keep: bool = False
) -> None:
    """Add a justified paragraph on exact lines of 19 pt; `keep` holds it on the page of what follows."""
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.alignment, shape.first_line_indent = JUSTIFY, Mm(10)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(19)
    shape.space_before, shape.space_after, shape.keep_with_next = Pt(0), Pt(6), keep
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def rule_below(paragraph: Paragraph, indent_mm: int) -> None:
    """Draw a solid line below a line of text, drawn in on both sides to the length of the text."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent_mm)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    _put_before("w:spacing", paragraph._p.get_or_add_pPr(), borders)


def ruled_table(document: DocumentType, rows: list[list[str]], weights: list[int]) -> None:
    """Add a table as wide as the text; its head repeats on each page and its rows stay whole."""
    table = document.add_table(rows=len(rows), cols=len(weights))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _set_widths(table, [Mm(TEXT_WIDTH_MM * weight / sum(weights)) for weight in weights])
    for row_index, row in enumerate(rows):
        for column, text in enumerate(row):
            paragraph = line(table.cell(row_index, column), text, size=12, bold=row_index == 0)
            paragraph.alignment = CENTRE if row_index == 0 or column == 0 else LEFT
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    for index, table_row in enumerate(table.rows):
        properties = table_row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if index == 0:
            properties.append(OxmlElement("w:tblHeader"))
    gap(document)


def two_cells(document: DocumentType, left_mm: int, right_mm: int) -> tuple[_Cell, _Cell]:
    """Add two cells side by side without lines: the letterhead, or the signature block."""
    table = document.add_table(rows=1, cols=2)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    _no_cell_margins(table)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _set_widths(table, [Mm(left_mm), Mm(right_mm)])
    left, right = table.rows[0].cells
    return left, right


def _no_cell_margins(table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), "0")
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    _put_before("w:tblLook", table._tbl.tblPr, margins)


def _set_widths(table: Table, widths: Sequence[Length]) -> None:
    # Word reads the widths of the cells, LibreOffice those of the grid.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _put_before(name: str, parent: BaseOxmlElement, element: etree._Element) -> None:
    # The schema fixes the order of the children; Word may refuse a file that breaks it.
    successor = parent.find(qn(name))
    assert successor is not None
    successor.addprevious(element)
