"""A report as one page of HTML in the same millimetres and points, for a program that prints it. Plain Python."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from html import escape

from lantoa.reports.layouts import docx_tables, opened
from lantoa.reports.layouts.docx_parts import safe
from lantoa.reports.layouts.frame import HEADINGS, Frame, Said
from lantoa.reports.rules import Figured, Heading, Line, Paragraph, Report, Table

# Debian's Liberation Serif lacks Vietnamese letters; Tinos has the very widths of Times New Roman, and all of them.
FONTS = 'Tinos, "Times New Roman", serif'
SINGLE = 1.149  # how high Times New Roman's own line is, of its size


def write(report: Report, frame: Frame, *, public_url: str) -> str:
    """The whole page. It names no file and no picture, so whoever prints it need not fetch anything."""
    parts = (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">',
        *_about(report),
        f"<style>{_style(frame)}</style></head><body>",
        *_head(frame),
        *_body(report, public_url),
        *_foot(frame),
        *_where_numbers_open(report, public_url),
        "</body></html>",
    )
    return "".join(parts)


def _text(text: str) -> str:
    return escape(unicodedata.normalize("NFC", safe(text)))


def _about(report: Report) -> Iterator[str]:
    yield f"<title>{_text(report.title)}</title>"
    said = {
        "author": report.letterhead.issuer.replace("\n", " "),
        "description": f"{report.period.code} · {report.upto}",
        "generator": "Lan Tỏa",
        "dcterms.created": report.on.isoformat(),
        "dcterms.modified": report.on.isoformat(),
    }
    for name, content in said.items():
        yield f'<meta name="{name}" content="{_text(content)}">'


def _style(frame: Frame) -> str:
    sheet, text = frame.sheet, frame.text
    line = f"{text.line}pt" if text.is_exact else f"{text.line * SINGLE:.4f}"
    levels = "".join(
        f"h{level} {{ font-weight: {'bold' if bold else 'normal'}; font-style: {'italic' if italic else 'normal'} }}"
        for level, (bold, italic) in HEADINGS.items()
    )
    return f"""
@page {{ size: {sheet.width}mm {sheet.height}mm;
  margin: {sheet.top}mm {sheet.right}mm {sheet.bottom}mm {sheet.left}mm;
  @top-center {{ content: counter(page); font: {sheet.number}pt {FONTS};
    vertical-align: top; padding-top: {sheet.top / 2}mm }} }}
@page :first {{ @top-center {{ content: none }} }}
html {{ font: {text.size}pt/{SINGLE} {FONTS}; font-variant-ligatures: none; overflow-wrap: anywhere }}
body, p, h1, h2, h3, h4 {{ margin: 0 }}
p.text, h1, h2, h3, h4 {{ font-size: {text.size}pt; line-height: {line}; text-indent: {text.first_line}mm;
  margin-bottom: {text.after}pt; text-align: justify; orphans: 2; widows: 2 }}
h1, h2, h3, h4 {{ break-after: avoid }}
{levels}
a {{ color: inherit; text-decoration: underline dotted 0.6pt }}
.line {{ text-align: center; white-space: pre-wrap }}
.rule {{ height: 0.75pt; margin: 1pt auto 2.25pt; background: #000 }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed }}
td, th {{ padding: 0; vertical-align: top }}
.rows {{ margin-bottom: 8pt; font-size: {docx_tables.SIZE}pt }}
.rows td, .rows th {{ border: 0.5pt solid #000; padding: 1.5pt {docx_tables.SIDE}mm }}
.rows tr {{ break-inside: avoid }}
.rows tr.long {{ break-inside: auto }}
.rows .total {{ font-weight: bold }}
.rows th, .rows .middle {{ text-align: center }}
.rows p {{ margin: 0 }}
.foot {{ margin-top: {text.size * SINGLE:.2f}pt; break-inside: avoid; break-before: avoid }}
.recipients .line {{ text-align: left }}
.opened {{ break-before: page; font-weight: bold; margin-bottom: 6pt }}
.opened + table td:last-child {{ word-break: break-all }}
"""


def _lines(lines: tuple[Said, ...]) -> Iterator[str]:
    for said in lines:
        look = {
            "font-size": f"{said.size}pt",
            "font-weight": "bold" if said.bold else "",
            "font-style": "italic" if said.italic else "",
            "text-decoration": "underline" if said.underline else "",
            "margin-top": f"{said.before}pt" if said.before else "",
            "margin-bottom": f"{said.after}pt" if said.after and not said.rule else "",
        }
        style = ";".join(f"{name}:{value}" for name, value in look.items() if value)
        yield f'<p class="line" style="{style}">{_text(said.text) or "&#160;"}</p>'
        if said.rule:
            below = f";margin-bottom:{said.after}pt" if said.after else ""
            yield f'<div class="rule" style="width:{said.rule_length:.2f}mm{below}"></div>'


def _head(frame: Frame) -> Iterator[str]:
    yield f'<table><col style="width:{frame.left_cell}mm"><col style="width:{frame.right_cell}mm">'
    for row in ((frame.left, frame.right), (frame.number, frame.dated)):
        yield "<tr>"
        for lines in row:
            yield from ("<td>", *_lines(lines), "</td>")
        yield "</tr>"
    yield "</table>"
    yield from _lines(frame.title)


def _body(report: Report, public_url: str) -> Iterator[str]:
    for block in report.body:
        if isinstance(block, Heading):
            yield f"<h{block.level}>{_text(block.text)}</h{block.level}>"
        elif isinstance(block, Paragraph):
            yield f'<p class="text">{_runs(block.runs, public_url)}</p>'
        else:
            yield from _table(block, public_url)


def _runs(line: Line, public_url: str) -> str:
    return "".join(
        f'<a href="{_text(public_url + run.path)}">{_text(run.text)}</a>'
        if isinstance(run, Figured)
        else _text(str(run))
        for run in line
    )


def _table(table: Table, public_url: str) -> Iterator[str]:
    shares = sum(column.share for column in table.columns)
    yield '<table class="rows">'
    yield from (f'<col style="width:{column.share / shares:.4%}">' for column in table.columns)
    yield "<thead><tr>"
    yield from (f"<th>{_text(column.heading)}</th>" for column in table.columns)
    yield "</tr></thead><tbody>"
    for row, cells in table.cells:
        is_long = max(len(cell) for cell in row.cells) > docx_tables.MOST_KEPT
        classes = " ".join(name for name, holds in (("total", row.is_total), ("long", is_long)) if holds)
        yield f'<tr class="{classes}">'
        for column, cell in cells:
            lines = "".join(f"<p>{_runs(line, public_url)}</p>" for line in cell)
            middle = "middle" if column.centred else ""
            yield f'<td class="{middle}">{lines}</td>'
        yield "</tr>"
    yield "</tbody></table>"


def _foot(frame: Frame) -> Iterator[str]:
    yield from ('<table class="foot"><tr><td class="recipients">', *_lines(frame.recipients), "</td><td>")
    yield from (*_lines(frame.signature), "</td></tr></table>")


def _where_numbers_open(report: Report, public_url: str) -> Iterator[str]:
    table = opened.listed(report, public_url=public_url)
    if table is not None:
        yield f'<p class="line opened">{opened.TITLE}</p>'
        yield from _table(table, public_url)
