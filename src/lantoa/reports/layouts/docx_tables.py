"""Tables of a report in a Word file: heads that come again on each page, rows that stay whole."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from lantoa.reports.layouts import docx_parts as parts
from lantoa.reports.rules import Cell, Column, Figured, Line, Row, Table

SIZE = 12  # points; the published layout says nothing of tables, 14 would not fit seven columns
SIDE = 1.0  # millimetres beside the text of a cell
MOST_KEPT = 8  # lines of a cell; a row of more may be cut, or it would leave half a page empty


def add_table(document: Document, table: Table, width: float, public_url: str) -> None:
    """The table as wide as the text, then a little room."""
    shares = sum(column.share for column in table.columns)
    widths: list[Length] = [Mm(width * column.share / shares) for column in table.columns]
    style = _text_style(document)
    made = document.add_table(rows=1, cols=len(widths), style="Table Grid")
    parts.shape(made, widths, side=SIDE)
    parts.keep_row(made, 0, is_head=True)
    pen = Pen(style, public_url)
    for cell in made.rows[0].cells:
        cell.paragraphs[0].style = style
    # Copying an empty row is many times faster than asking for a new one.
    empty = deepcopy(made.rows[0]._tr)
    for head in empty.xpath("./w:trPr/w:tblHeader"):
        head.getparent().remove(head)
    for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
        pen.write(cell, ((column.heading,),), bold=True, centred=True)
    for row in table.rows:
        copied = deepcopy(empty)
        made._tbl.append(copied)
        if max(len(cell) for cell in row.cells) > MOST_KEPT:
            copied.trPr.clear()
        pen.row(_Row(copied, made), row, table.columns)
    gap = document.add_paragraph().paragraph_format
    gap.line_spacing_rule, gap.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(8)


def _text_style(document: Document) -> ParagraphStyle:
    """The style of what stands in cells, made when the first table asks for it."""
    name = "Table Text"
    known = [style for style in document.styles if style.name == name]
    if known and isinstance(known[0], ParagraphStyle):
        return known[0]
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no style of paragraphs")
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(SIZE)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1.5)
    return style


class Pen:
    """Writes cells in one style."""

    def __init__(self, style: ParagraphStyle, public_url: str) -> None:
        """The style of cells, and what stands before the addresses of figures."""
        self.style, self.public_url = style, public_url

    def row(self, made: _Row, row: Row, columns: tuple[Column, ...]) -> None:
        """One row of the table."""
        for cell, column, said in zip(made.cells, columns, row.cells, strict=True):
            self.write(cell, said, bold=row.is_total, centred=column.centred)

    def write(self, cell: _Cell, said: Cell, *, bold: bool, centred: bool) -> None:
        """The lines of a cell, one paragraph each."""
        first = cell.paragraphs[0]
        for at, line in enumerate(said):
            paragraph = first if at == 0 else cell.add_paragraph(style=self.style)
            paragraph.alignment = parts.CENTRE if centred else parts.LEFT
            self._runs(paragraph, line, bold)

    def _runs(self, paragraph: Paragraph, line: Line, bold: bool) -> None:
        for said in line:
            if isinstance(said, Figured):
                run = parts.link(paragraph, said.text, self.public_url + said.path)
            else:
                run = paragraph.add_run(parts.safe(str(said)))
            if bold:
                run.bold = True
