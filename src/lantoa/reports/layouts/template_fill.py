"""Fills a template with a report, within the limited process."""

from __future__ import annotations

import re
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from lantoa.reports.layouts import docx_parts as parts
from lantoa.reports.layouts import opened, word
from lantoa.reports.layouts import template_tags as tags
from lantoa.reports.layouts.docx_tables import add_table
from lantoa.reports.layouts.frame import HEADINGS
from lantoa.reports.layouts.template_names import BODY, FIGURES, by_code
from lantoa.reports.rules import MISSING, Report

# What stands where a number or the body will stand, until the tags are filled; no report holds such letters.
_BEGIN, _END = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_BEGIN}(.*?){_END}")
_TEXT, _HEADING = "Lan Tỏa", "Lan Tỏa Mục"


def work(data: bytes, *, report: Report, names: dict[str, str], public_url: str) -> bytes:
    """The Word file."""
    figures = by_code(report)
    template = tags.opened(data)
    said = {name: _unmarked(text) for name, text in names.items()}
    tags.filled(template, said | {BODY: _marked(BODY), FIGURES: _Figures(figures)})
    # Opened again: what the library filled in is plain XML to python-docx until it is read.
    filled = BytesIO()
    template.save(filled)
    document: WordFile = Document(filled)
    _link_numbers(document, {code: (figure.text, public_url + figure.path) for code, figure in figures.items()})
    _put_body(document, report, public_url)
    about = document.core_properties
    about.title, about.language = parts.safe(report.title)[:255], "vi-VN"
    return parts.saved(document, report.on)


class _Figures(dict[str, Any]):
    """What `so_lieu[…]` gives: a mark for a known number, words for one that the report does not hold."""

    def __getitem__(self, code: str) -> str:
        return _marked(code) if code in self else MISSING


def _marked(name: str) -> str:
    return f"{_BEGIN}{name}{_END}"


def _unmarked(text: str) -> str:
    return text.replace(_BEGIN, "").replace(_END, "")


def _link_numbers(document: WordFile, figures: dict[str, tuple[str, str]]) -> None:
    """Each mark of a number becomes a link in the look of its run."""
    for section in (None, *document.sections):
        stories = [document] if section is None else [section.header, section.first_page_header, section.footer]
        for story in stories:
            for one in list(story._element.iter(qn("w:t"))):
                said = one.text or ""
                if _BEGIN in said and said != _marked(BODY):
                    _split_run(story.part, one.getparent(), said, figures)


def _split_run(part: Any, run: Any, text: str, figures: dict[str, tuple[str, str]]) -> None:
    for at, said in enumerate(_MARK.split(text)):
        if not said:
            continue
        copied = deepcopy(run)
        for one in copied.findall(qn("w:t")):
            copied.remove(one)
        put, shown = copied, said
        if at % 2:
            shown, address = figures[said]
            put = parts.element("hyperlink")
            put.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            put.append(copied)
            copied.get_or_add_rPr().append(parts.element("u", val="dotted"))
        copied.text = shown
        run.addprevious(put)
    run.getparent().remove(run)


def _put_body(document: WordFile, report: Report, public_url: str) -> None:
    """The body where its tag stands, in the look of the tag's paragraph; the list of its numbers at the end."""
    body = document.element.body
    place = next(one for one in body.iter(qn("w:p")) if _marked(BODY) in "".join(one.itertext()))
    _styles(document, place)
    section = document.sections[0]
    sides = (section.left_margin or 0) + (section.right_margin or 0)
    width = Length((section.page_width or Mm(210)) - sides).mm
    before = len(body)
    word.write_body(document, report.body, width=width, public_url=public_url, styles=(_TEXT, _HEADING))
    for one in list(body)[before - 1 : -1]:
        place.addprevious(one)
    place.getparent().remove(place)
    table = opened.listed(report, public_url=public_url)
    if table is not None:
        title = document.add_paragraph(style=f"{_HEADING} 1")
        title.add_run(opened.TITLE)
        title.paragraph_format.page_break_before, title.alignment = True, parts.CENTRE
        title.paragraph_format.first_line_indent = Pt(0)
        add_table(document, table, width, public_url)


def _styles(document: WordFile, place: Any) -> None:
    """Styles made of the look of a paragraph, and what tables need when the template has none."""
    known = {style.name for style in document.styles}
    if "Table Grid" not in known:
        document.styles.element.append(deepcopy(Document().styles["Table Grid"].element))
    run = next(place.iter(qn("w:r")))
    for name, (bold, italic) in {
        _TEXT: (None, None),
        **{f"{_HEADING} {n}": look for n, look in HEADINGS.items()},
    }.items():
        style: Any = (
            document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        element = style.element
        for old in element.xpath("./w:pPr | ./w:rPr | ./w:basedOn"):
            element.remove(old)
        for look in (place.pPr, run.rPr):
            if look is not None:
                element.append(_bare(look))
        named = place.pPr.pStyle.val if place.pPr is not None and place.pPr.pStyle is not None else None
        style.base_style = next(
            (one for one in document.styles if one.style_id == named), document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        )
        if bold is not None:
            style.font.bold, style.font.italic = bold, italic
            style.paragraph_format.keep_with_next = True


def _bare(look: Any) -> Any:
    """Properties as a style holds them: without the name of a style, and without a section of their own."""
    copied = deepcopy(look)
    for name in ("pStyle", "rStyle", "rPr", "sectPr", "numPr", "pPrChange", "rPrChange"):
        for one in copied.findall(qn(f"w:{name}")):
            copied.remove(one)
    return copied
