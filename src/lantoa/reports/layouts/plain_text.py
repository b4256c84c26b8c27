"""A report as plain text: for a terminal, and for programs that read no Word."""

from __future__ import annotations

from lantoa.reports.rules import Cell, Heading, Line, Paragraph, Report, Table


def write(report: Report) -> str:
    """The whole report; the columns of a table stand apart by " | "."""
    head = report.letterhead
    lines = [line for line in (head.superior, head.issuer, head.number, head.place_and_date) if line]
    lines += ["", report.kind, report.abstract, ""]
    for block in report.body:
        if isinstance(block, Heading):
            lines += ["", block.text]
        elif isinstance(block, Paragraph):
            lines.append(_line(block.runs))
        else:
            lines += _table(block)
    sign = report.signature
    lines += ["", *(part for part in (sign.on_behalf, sign.title, sign.name) if part)]
    return "\n".join([*lines, "", "Nơi nhận:", *report.recipients, ""])


def _line(runs: Line) -> str:
    return "".join(str(run) for run in runs)


def _cell(cell: Cell) -> str:
    return "; ".join(_line(line) for line in cell)


def _table(table: Table) -> list[str]:
    rows = [" | ".join(_cell(cell) for cell in row.cells) for row in table.rows]
    return ["", f"[{table.caption}]", " | ".join(column.heading for column in table.columns), *rows, ""]
