"""A report as one page of HTML in the same millimetres and points, for a program that prints it. Plain Python."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lantoa.reports.layouts import docx_tables, opened
from lantoa.reports.layouts.docx_parts import safe
from lantoa.reports.layouts.frame import HEADINGS, Frame, Said
from lantoa.reports.rules import Figured, Heading, Line, Paragraph, Report, Table

# Debian's Liberation Serif lacks Vietnamese letters; Tinos has the very widths of Times New Roman, and all of them.
FONTS = 'Tinos, "Times New Roman", serif'
SINGLE = 1.149  # how high Times New Roman's own line is, of its size


@dataclass(frozen=True, slots=True)
class Unit:
    """What is never begun on one page and named on another: a block, or a row of the table that ``table`` opens."""

    html: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class Sheets:
    """A paper before it is laid out: what stands in front of its body, and the body unit by unit."""

    head: str
    units: tuple[Unit, ...]


def sheets(report: Report, frame: Frame, *, public_url: str) -> Sheets:
    """The whole paper. It names no file and no picture, so whoever prints it need not fetch anything."""
    head = ('<!doctype html><html lang="vi"><head><meta charset="utf-8">', *_about(report), f"<style>{_style(frame)}")
    units = (
        Unit("".join(_head(frame))),
        *_body(report, public_url),
        Unit("".join(_foot(frame))),
        *_where_numbers_open(report, public_url),
    )
    return Sheets("".join(head), units)


def write(report: Report, frame: Frame, *, public_url: str) -> str:
    """All of it as one page of HTML."""
    return composed(sheets(report, frame, public_url=public_url))


def composed(whole: Sheets, at: int = 0, until: int | None = None, *, page: int = 1, is_named: bool = False) -> str:
    """The units from one to another as a page of HTML whose sheets are numbered from ``page`` on.

    ``is_named``: each bears its number ("u12"), so that one can see on which sheet it came to stand.
    """
    numbered = f"@page :first {{ counter-reset: page {page}; @top-center {{ content: counter(page) }} }}"
    parts = [whole.head, numbered if page > 1 else "", "</style></head><body>"]
    table = ""
    for order, unit in enumerate(whole.units[at:until], start=at):
        if unit.table != table:
            parts += [_CLOSED if table else "", unit.table]
            table = unit.table
        name = f' id="u{order}"' if is_named else ""
        if unit.table:
            parts.append(unit.html.replace("<tr", f"<tr{name}", 1))
        else:
            parts.append(f"<div{name}>{unit.html}</div>" if name else unit.html)
    parts += [_CLOSED if table else "", "</body></html>"]
    return "".join(parts)


_CLOSED = "</tbody></table>"


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
.foot {{ margin-top: {text.size * SINGLE:.2f}pt; break-inside: avoid; break-before: avoid }}
.recipients .line {{ text-align: left }}
.opened {{ break-before: page; font-weight: bold; margin-bottom: 6pt }}
.addresses td:last-child {{ word-break: break-all }}
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


def _body(report: Report, public_url: str) -> Iterator[Unit]:
    for block in report.body:
        if isinstance(block, Heading):
            yield Unit(f"<h{block.level}>{_text(block.text)}</h{block.level}>")
        elif isinstance(block, Paragraph):
            yield Unit(f'<p class="text">{_runs(block.runs, public_url)}</p>')
        else:
            yield from _table(block, public_url)


def _runs(line: Line, public_url: str) -> str:
    return "".join(
        f'<a href="{_text(public_url + run.path)}">{_text(run.text)}</a>'
        if isinstance(run, Figured)
        else _text(str(run))
        for run in line
    )


def _table(table: Table, public_url: str, look: str = "rows") -> Iterator[Unit]:
    shares = sum(column.share for column in table.columns)
    columns = "".join(f'<col style="width:{column.share / shares:.4%}">' for column in table.columns)
    headings = "".join(f"<th>{_text(column.heading)}</th>" for column in table.columns)
    # Two tables that follow one another stay two.
    opened_ = f'<table class="{look}" title="{_text(table.caption)}">{columns}<thead><tr>{headings}</tr></thead><tbody>'
    for row, cells in table.cells:
        is_long = max(len(cell) for cell in row.cells) > docx_tables.MOST_KEPT
        classes = " ".join(name for name, holds in (("total", row.is_total), ("long", is_long)) if holds)
        html = [f'<tr class="{classes}">']
        for column, cell in cells:
            # Lines apart by a break: a paragraph each would be laid out as one more box.
            lines = "<br>".join(_runs(line, public_url) for line in cell)
            html.append(f'<td class="middle">{lines}</td>' if column.centred else f"<td>{lines}</td>")
        yield Unit("".join((*html, "</tr>")), opened_)


def _foot(frame: Frame) -> Iterator[str]:
    yield from ('<table class="foot"><tr><td class="recipients">', *_lines(frame.recipients), "</td><td>")
    yield from (*_lines(frame.signature), "</td></tr></table>")


def _where_numbers_open(report: Report, public_url: str) -> Iterator[Unit]:
    table = opened.listed(report, public_url=public_url)
    if table is not None:
        yield Unit(f'<p class="line opened">{opened.TITLE}</p>')
        yield from _table(table, public_url, "rows addresses")
