"""A report as a Word file, in any layout."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from lantoa.reports.layouts import docx_parts as parts
from lantoa.reports.layouts import opened
from lantoa.reports.layouts.docx_tables import add_table
from lantoa.reports.layouts.frame import HEADINGS, Frame, Said, Text
from lantoa.reports.rules import Block, Figured, Heading, Paragraph, Report

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

STYLES = ("Body Text", "Heading")


def write(report: Report, frame: Frame, *, public_url: str) -> bytes:
    """The Word file; every number opens at its address, and all of them are listed at the end."""
    page = _Page(report, frame, public_url)
    page.head()
    write_body(page.document, report.body, width=frame.sheet.inner, public_url=public_url)
    page.foot()
    page.where_numbers_open()
    return parts.saved(page.document, report.on)


def write_body(
    document: WordFile, body: tuple[Block, ...], *, width: float, public_url: str, styles: tuple[str, str] = STYLES
) -> None:
    """Headings, paragraphs and tables in their order; ``width`` is that of the text, in millimetres.

    ``styles`` names the style of paragraphs, and how those of headings begin: their level follows.
    """
    text, heading = styles
    for block in body:
        if isinstance(block, Heading):
            document.add_paragraph(style=f"{heading} {block.level}").add_run(parts.safe(block.text))
        elif isinstance(block, Paragraph):
            paragraph = document.add_paragraph(style=text)
            for run in block.runs:
                if isinstance(run, Figured):
                    parts.link(paragraph, run.text, public_url + run.path)
                else:
                    paragraph.add_run(parts.safe(str(run)))
        else:
            add_table(document, block, width, public_url)


def style(document: WordFile, text: Text, font: str) -> None:
    """Gives the document the styles that a body is written in; those that it has take the new looks."""
    normal = _styled(document, "Normal", text, font)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1.0
    normal.element.get_or_add_rPr().append(parts.element("lang", val="vi-VN", eastAsia="vi-VN"))
    named = {f"Heading {level}": look for level, look in HEADINGS.items()}
    for name, (bold, italic) in {"Body Text": (None, None), **named}.items():
        made = _styled(document, name, text, font)
        made.font.bold, made.font.italic = bold, italic
        look = made.paragraph_format
        if text.is_exact:
            look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(text.line)
        else:
            look.line_spacing = text.line
        look.first_line_indent, look.alignment = Mm(text.first_line), parts.JUSTIFY
        look.space_before, look.space_after = Pt(0), Pt(text.after)
        look.keep_with_next = True if name in named else None


def _styled(document: WordFile, name: str, text: Text, font: str) -> Any:
    known = {one.name: one for one in document.styles}
    made: Any = known.get(name) or document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.font.size, made.font.bold, made.font.italic = Pt(text.size), None, None
    made.font.color.rgb = RGBColor(0, 0, 0)
    fonts = made.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), font)
    return made


class _Page:
    """One paper while it is being written."""

    def __init__(self, report: Report, frame: Frame, public_url: str) -> None:
        """An empty page with margins, fonts and the number in its head."""
        self.report, self.frame, self.public_url = report, frame, public_url
        self.document: WordFile = Document()
        self._set_up()
        style(self.document, frame.text, frame.sheet.font)
        self._describe()

    def head(self) -> None:
        """Who writes on the left, the motto with place and date on the right, without lines; then the title."""
        frame = self.frame
        sides = (frame.left_cell, frame.right_cell)
        widths: list[Length] = [Mm(side) for side in sides]
        table = parts.plain_table(self.document, widths, 2)
        for row, said in zip(table.rows, ((frame.left, frame.right), (frame.number, frame.dated)), strict=True):
            for cell, side, lines in zip(row.cells, sides, said, strict=True):
                self._lines(cell, lines, side)
        self._lines(self.document, frame.title, frame.sheet.inner)

    def foot(self) -> None:
        """Recipients on the left, the signature on the right, never parted by a page's end."""
        gap = self.document.add_paragraph()
        # A signature alone on a page would be void: the last lines of the body go with it.
        for paragraph in (*self.document.paragraphs[-3:-1], gap):
            paragraph.paragraph_format.keep_with_next = True
        half = self.frame.sheet.inner / 2
        table = parts.plain_table(self.document, [Mm(half), Mm(half)], 1)
        parts.keep_row(table, 0, is_head=False)
        left, right = table.rows[0].cells
        self._lines(left, self.frame.recipients, half)
        for paragraph in left.paragraphs:
            paragraph.alignment = parts.LEFT
        self._lines(right, self.frame.signature, half)

    def where_numbers_open(self) -> None:
        """The list of numbers, on a page of its own."""
        table = opened.listed(self.report, public_url=self.public_url)
        if table is None:
            return
        title = Said(opened.TITLE, self.frame.text.size, bold=True, after=6)
        self._lines(self.document, (title,), self.frame.sheet.inner)
        self.document.paragraphs[-1].paragraph_format.page_break_before = True
        add_table(self.document, table, self.frame.sheet.inner, self.public_url)

    def _lines(self, place: WordFile | _Cell, lines: tuple[Said, ...], width: float) -> None:
        """Centred lines, each in its look, in a place of so many millimetres."""
        for said in lines:
            paragraph = self._fresh(place)
            paragraph.alignment = parts.CENTRE
            run = paragraph.add_run(parts.safe(said.text))
            parts.set_font(run, self.frame.sheet.font, said.size)
            run.bold, run.italic, run.underline = said.bold, said.italic, said.underline or None
            last = paragraph
            if said.rule:
                last = place.add_paragraph()
                parts.solid_line(last, cell=width, length=said.rule_length)
            if said.before:
                paragraph.paragraph_format.space_before = Pt(said.before)
            if said.after:
                last.paragraph_format.space_after = Pt(said.after)

    def _fresh(self, place: WordFile | _Cell) -> WordParagraph:
        """A new paragraph; a cell has one from the beginning."""
        if isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.paragraphs[0].runs:
            first: WordParagraph = place.paragraphs[0]
            return first
        return place.add_paragraph()

    def _set_up(self) -> None:
        section, sheet = self.document.sections[0], self.frame.sheet
        section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
        section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
        section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
        section.header_distance = Mm(sheet.top / 2)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = parts.CENTRE
        parts.set_font(parts.page_number(number), sheet.font, sheet.number)

    def _describe(self) -> None:
        about, report = self.document.core_properties, self.report
        about.title = parts.safe(report.title)[:255]
        about.author = parts.safe(report.letterhead.issuer.replace("\n", " "))[:255]
        about.last_modified_by, about.comments, about.language = "Lan Tỏa", "", "vi-VN"
        about.subject = f"{report.period.code} · {report.upto}"
        # Word asks for a moment; the paper's own day makes the same paper the same file.
        about.created = about.modified = datetime(report.on.year, report.on.month, report.on.day)  # noqa: DTZ001
        about.revision = 1
