"""Small pieces of a Word file that python-docx has no word for."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any, cast
from weakref import WeakKeyDictionary
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import Comment

CENTRE, JUSTIFY, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
# What XML cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe(text: str) -> str:
    """The text without what a Word file cannot hold."""
    return _UNWRITABLE.sub("", text)


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """An element of the main namespace: element("bottom", val="single")."""
    made = cast(BaseOxmlElement, OxmlElement(f"w:{name}"))
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_font(run: Run, font: str, size: float) -> None:
    """Font and size, for Vietnamese letters too (Word takes them for "hAnsi" or "cs" as it pleases)."""
    run.font.size = Pt(size)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), font)


_KNOWN: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()


def related(part: Any, address: str) -> str:
    """The name within a part of an address outside. python-docx would compare each new one with all before it."""
    known = _KNOWN.setdefault(part, {})
    if address not in known:
        known[address] = f"rIdL{len(known) + 1}"
        part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, known[address], is_external=True)
    return known[address]


_LATER: WeakKeyDictionary[Any, list[str]] = WeakKeyDictionary()
_PLACE = "rows of table "


def put_later(table: Table, rows: str) -> None:
    """Rows as XML that ``saved`` puts into the file itself: held as a tree, a province's would take 300 MB."""
    waiting = _LATER.setdefault(table.part, [])
    table._tbl.append(Comment(f"{_PLACE}{len(waiting)}"))
    waiting.append(rows)


def link(paragraph: Paragraph, text: str, address: str) -> Run:
    """A run that opens an address; it keeps the colour of the text and bears a dotted line."""
    relation = related(paragraph.part, address)
    around = cast(BaseOxmlElement, OxmlElement("w:hyperlink"))
    around.set(qn("r:id"), relation)
    run = paragraph.add_run(safe(text))
    paragraph._p.replace(run._r, around)
    around.append(run._r)
    run._r.get_or_add_rPr().append(element("u", val="dotted"))
    return run


def page_number(paragraph: Paragraph) -> Run:
    """The field that Word fills with the number of the page."""
    run = paragraph.add_run()
    instruction = element("instrText")
    instruction.text = "PAGE"
    for part in (element("fldChar", fldCharType="begin"), instruction, element("fldChar", fldCharType="end")):
        run._r.append(part)
    return run


def solid_line(paragraph: Paragraph, *, cell: float, length: float) -> None:
    """Makes an empty paragraph a solid line in the middle of its cell; all lengths in millimetres."""
    look = paragraph.paragraph_format
    look.left_indent = look.right_indent = Mm(max(0.0, (cell - length) / 2))
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    borders = element("pBdr")
    borders.append(element("top", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders,
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"),
    )


def plain_table(document: Document, widths: list[Length], rows: int) -> Table:
    """A table without lines and without room around its cells."""
    table: Table = document.add_table(rows=rows, cols=len(widths))
    shape(table, widths, side=0)
    return table


def shape(table: Table, widths: list[Length], *, side: float) -> None:
    """Fixed widths, and so much room beside the text of a cell, in millimetres."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    margins = element("tblCellMar")
    for name in ("left", "right"):
        margins.append(element(name, w=str(Mm(side).twips), type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")
    grid = table._tbl.tblGrid
    for column, width in zip(grid.gridCol_lst, widths, strict=True):
        column.w = width
    for row in table.rows:
        set_widths(list(row.cells), widths)


def set_widths(cells: list[_Cell], widths: list[Length]) -> None:
    """Each cell as wide as its column (LibreOffice reads the cells, Word the grid)."""
    for one, width in zip(cells, widths, strict=True):
        one.width = width


def keep_row(table: Table, at: int, *, is_head: bool) -> None:
    """The row is never cut by the end of a page; a head comes again on each page."""
    properties = table.rows[at]._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if is_head:
        properties.append(element("tblHeader"))


def saved(document: Document, on: date) -> bytes:
    """The bytes of the file, the same for the same content whenever it is made."""
    drawn, fixed = BytesIO(), BytesIO()
    document.save(drawn)
    with ZipFile(drawn) as parts, ZipFile(fixed, "w", ZIP_DEFLATED) as copy:
        for part in parts.infolist():
            moment = (min(max(on.year, 1980), 2107), on.month, on.day, 0, 0, 0)
            content = parts.read(part)
            if part.filename == _MAIN:
                for at, rows in enumerate(_LATER.pop(document.part, ())):
                    content = content.replace(f"<!--{_PLACE}{at}-->".encode(), rows.encode(), 1)
            copy.writestr(ZipInfo(part.filename, moment), content, ZIP_DEFLATED)
    return fixed.getvalue()


_MAIN = "word/document.xml"
