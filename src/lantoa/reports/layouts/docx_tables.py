"""Tables of a report in a Word file: heads that come again on each page, rows that stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import nsdecls
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle

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
    for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style, paragraph.alignment = style, parts.CENTRE
        paragraph.add_run(parts.safe(column.heading)).bold = True
    pen = Pen(document.part, style.style_id or "", public_url, [str(width.twips) for width in widths])
    parts.put_later(made, "".join(pen.row(row, table.columns) for row in table.rows))
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
    """Writes rows as XML: asking python-docx for each cell of ten thousand rows takes a minute."""

    def __init__(self, part: Any, style: str, public_url: str, widths: Sequence[str]) -> None:
        """The part that holds the links, the style of cells, what stands before addresses, the widths in twips."""
        self.part, self.style, self.public_url, self.widths = part, style, public_url, widths

    def row(self, row: Row, columns: tuple[Column, ...]) -> str:
        """One row of the table; it is never cut by the end of a page unless it is very high."""
        whole = "" if max(len(cell) for cell in row.cells) > MOST_KEPT else "<w:cantSplit/>"
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self._cell(said, column, row)}</w:tc>'
            for width, said, column in zip(self.widths, row.cells, columns, strict=True)
        )
        return f"<w:tr><w:trPr>{whole}</w:trPr>{cells}</w:tr>"

    def _cell(self, said: Cell, column: Column, row: Row) -> str:
        """The lines of a cell, one paragraph each."""
        side = "center" if column.centred else "left"
        look = f'<w:pPr><w:pStyle w:val="{self.style}"/><w:jc w:val="{side}"/></w:pPr>'
        lines = (self._runs(line, "<w:b/>" if row.is_total else "") for line in said)
        return "".join(f"<w:p>{look}{line}</w:p>" for line in lines) or f"<w:p>{look}</w:p>"

    def _runs(self, line: Line, bold: str) -> str:
        return "".join(
            f'<w:hyperlink {RELATED} r:id="{parts.related(self.part, self.public_url + said.path)}">'
            f"{_run(said.text, bold + UNDERLINED)}</w:hyperlink>"
            if isinstance(said, Figured)
            else _run(str(said), bold)
            for said in line
        )


RELATED = nsdecls("r")
UNDERLINED = '<w:u w:val="dotted"/>'
_OPEN, _SHUT = '<w:t xml:space="preserve">', "</w:t>"


def _run(text: str, look: str) -> str:
    said = escape(parts.safe(text)).replace("\t", f"{_SHUT}<w:tab/>{_OPEN}").replace("\n", f"{_SHUT}<w:br/>{_OPEN}")
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{_OPEN}{said}{_SHUT}</w:r>"
