"""A report as a Word file in the layout of Party papers. Sizes and margins come from the dated record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from lantoa.reports.layouts import docx_parts as parts
from lantoa.reports.layouts.docx_tables import add_table
from lantoa.reports.rules import Figured, Heading, Line, Paragraph, Report

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LEFT_CELL = 72  # millimetres; what is left of the text's width goes to the motto

Layout = Mapping[str, Any]


def write(report: Report, layout: Layout, *, public_url: str) -> bytes:
    """The Word file. ``layout`` is the value of the regulation "party-paper-format" that held on the report's day."""
    page = Page(report, layout, public_url)
    page.letterhead()
    page.title()
    page.body()
    page.foot()
    return parts.saved(page.document, report.on)


class Page:
    """One paper while it is being written."""

    def __init__(self, report: Report, layout: Layout, public_url: str) -> None:
        """An empty page with margins, fonts and the number in its head."""
        self.report, self.layout, self.public_url = report, layout, public_url
        self.document: WordFile = Document()
        self._set_up()
        self._style()
        self._describe()

    @property
    def width(self) -> float:
        """Millimetres between the margins."""
        margins = self.layout["margins"]
        return float(self.layout["page"]["width"] - margins["left"] - margins["right"])

    def letterhead(self) -> None:
        """Who writes on the left, the motto with place and date on the right, without lines."""
        head, layout = self.report.letterhead, self.layout
        widths: list[Length] = [Mm(LEFT_CELL), Mm(self.width - LEFT_CELL)]
        table = parts.plain_table(self.document, widths, 2)
        left, right = table.rows[0].cells
        if head.superior:
            self._line(left, head.superior, layout["superior"])
        self._line(left, head.issuer, layout["issuer"])
        self._line(left, "*", layout["number"])
        if head.is_party:
            motto = layout["motto"]
            line = self._line(right, motto["text"], motto)
            parts.line_below(line, width=self.width - LEFT_CELL, text=motto["text"], size=motto["size"])
        number, dated = table.rows[1].cells
        self._line(number, head.number.replace("Số", layout["number"]["word"], 1), layout["number"])
        self._line(dated, head.place_and_date, layout["place_and_date"])

    def title(self) -> None:
        """The kind of paper and what it is about."""
        kind = self._line(self.document, self.report.kind, self.layout["kind"])
        kind.paragraph_format.space_before = Pt(18)
        for text in self.report.abstract.split("\n"):
            self._line(self.document, text, self.layout["abstract"])
        self._line(self.document, "-----", {"size": self.layout["body"]["size"]}).paragraph_format.space_after = Pt(12)

    def body(self) -> None:
        """Headings, paragraphs and tables in their order."""
        for block in self.report.body:
            if isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, Paragraph):
                self._runs(self._paragraph(), block.runs)
            else:
                add_table(self.document, block, self.layout, self.width, self.public_url)

    def foot(self) -> None:
        """Recipients on the left, the signature on the right, never parted by a page's end."""
        gap = self.document.add_paragraph()
        # A signature alone on a page would be void: the last lines of the body go with it.
        for paragraph in (*self.document.paragraphs[-3:-1], gap):
            paragraph.paragraph_format.keep_with_next = True
        half = self.width / 2
        table = parts.plain_table(self.document, [Mm(half), Mm(half)], 1)
        parts.keep_row(table, 0, is_head=False)
        left, right = table.rows[0].cells
        sizes = self.layout["recipients"]
        head = self._line(left, "Nơi nhận:", {"size": sizes["head"], "underline": True})
        head.alignment = parts.LEFT
        for text in self.report.recipients:
            self._line(left, text, {"size": sizes["items"]}).alignment = parts.LEFT
        sign = self.report.signature
        for text, bold in ((sign.on_behalf, True), (sign.title, False)):
            if text:
                self._line(right, text, self.layout["signature"] | {"bold": bold})
        for _ in range(4):
            self._line(right, "", self.layout["signature"])
        self._line(right, sign.name, self.layout["signature"] | {"bold": True})

    def _heading(self, block: Heading) -> None:
        paragraph = self.document.add_paragraph(style=f"Heading {block.level}")
        paragraph.add_run(parts.safe(block.text))

    def _paragraph(self) -> WordParagraph:
        return self.document.add_paragraph(style="Body Text")

    def _runs(self, paragraph: WordParagraph, runs: Line) -> None:
        for run in runs:
            if isinstance(run, Figured):
                parts.link(paragraph, run.text, self.public_url + run.path)
            else:
                paragraph.add_run(parts.safe(str(run)))

    def _line(self, place: WordFile | _Cell, text: str, look: Mapping[str, Any]) -> WordParagraph:
        """A centred line of its own."""
        fresh = isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.paragraphs[0].runs
        paragraph = place.paragraphs[0] if fresh else place.add_paragraph()
        paragraph.alignment = parts.CENTRE
        run = paragraph.add_run(parts.safe(text))
        parts.set_font(run, self.layout["font"], look["size"])
        run.bold, run.italic = look.get("bold", False), look.get("italic", False)
        run.underline = look.get("underline", None)
        return paragraph

    def _set_up(self) -> None:
        section, page, margins = self.document.sections[0], self.layout["page"], self.layout["margins"]
        section.page_width, section.page_height = Mm(page["width"]), Mm(page["height"])
        section.top_margin, section.bottom_margin = Mm(margins["top"]), Mm(margins["bottom"])
        section.left_margin, section.right_margin = Mm(margins["left"]), Mm(margins["right"])
        section.header_distance = Mm(margins["top"] / 2)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = parts.CENTRE
        parts.set_font(parts.page_number(number), self.layout["font"], self.layout["body"]["size"])

    def _style(self) -> None:
        body = self.layout["body"]
        normal = self._styled("Normal", bold=None)
        normal.paragraph_format.space_after = Pt(0)
        text = self._styled("Body Text", bold=None)
        headings = [self._styled(f"Heading {level}", bold=True) for level in (1, 2)]
        for style in (text, *headings):
            look = style.paragraph_format
            look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(body["line"])
            look.first_line_indent, look.alignment = Mm(body["first_line"]), parts.JUSTIFY
            look.space_before, look.space_after = Pt(0), Pt(body["after"])
        for style in headings:
            style.paragraph_format.keep_with_next = True

    def _styled(self, name: str, *, bold: bool | None) -> Any:
        style: Any = self.document.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(self.layout["body"]["size"]), bold, None
        style.font.color.rgb = RGBColor(0, 0, 0)
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        fonts.attrib.clear()
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{kind}"), self.layout["font"])
        if name == "Normal":
            properties.append(parts.element("lang", val="vi-VN", eastAsia="vi-VN"))
        return style

    def _describe(self) -> None:
        about, report = self.document.core_properties, self.report
        about.title, about.author = parts.safe(report.title)[:255], parts.safe(report.letterhead.issuer)[:255]
        about.last_modified_by, about.comments, about.language = "Lan Tỏa", "", "vi-VN"
        about.subject = f"{report.period.code} · {report.upto}"
        # Word asks for a moment; the paper's own day makes the same paper the same file.
        about.created = about.modified = datetime(report.on.year, report.on.month, report.on.day)  # noqa: DTZ001
        about.revision = 1
