"""A table that whoever is above gave empty, filled in."""

from __future__ import annotations

from itertools import zip_longest

from lantoa.reports.drafting.values import before_of, figured, planned_of
from lantoa.reports.material import Material, pair_of
from lantoa.reports.outlines.columns import role_of
from lantoa.reports.rules import MISSING, Block, Cell, Column, Figured, Row, Table, cell
from lantoa.reports.rules.outlines import AskedTable, Fill, Section
from lantoa.reports.rules.prose import Token
from lantoa.vietnamese.text import fold

WIDTH = 165
# What a column asks of the indicator of its row, by what its heading wants.
_WHAT = {
    "measure": "unit",
    "planned": "plan",
    "before": "before",
    "cumulative": "cumulative",
    "share": "share",
    "done": "in_period",
    "total": "in_period",
}


def asked_table(section: Section, fill: Fill, told: Material) -> list[Block]:
    """The table of the section that the fill names, as the paper gave it, with what the registers know."""
    if fill.at >= len(section.tables):
        return []
    asked = section.tables[fill.at]
    by_row = asked.rows and not any(fill.by_columns(asked))
    rows = _by_row(asked, fill, told) if by_row else _by_unit(asked, fill, told)
    share = WIDTH // max(1, len(asked.columns))
    columns = tuple(Column(heading, share, centred=at != 1) for at, heading in enumerate(asked.columns))
    return [Table(asked.caption or section.heading, columns, tuple(rows))]


def _by_row(asked: AskedTable, fill: Fill, told: Material) -> list[Row]:
    """Each row names what it counts; the columns after its words say what of it."""
    meanings = [_WHAT.get(role_of(heading), "") for heading in asked.columns]
    if "in_period" not in meanings:
        # Where no heading says it, the first empty column is for the amount.
        named = max(len(row) for row in asked.rows)
        meanings = ["in_period" if at == named else what for at, what in enumerate(meanings)]
    rows = []
    for words, code in zip_longest(asked.rows, fill.by_rows(asked), fillvalue=""):
        said = tuple(words)
        cells = [
            cell(said[at]) if at < len(said) and said[at] else _value(code, what, told)
            for at, what in enumerate(meanings)
        ]
        rows.append(Row(tuple(cells)))
    return rows


def _by_unit(asked: AskedTable, fill: Fill, told: Material) -> list[Row]:
    """A row for each unit below; the columns name what is counted."""
    codes = [*fill.by_columns(asked), *[""] * len(asked.columns)]
    rows = []
    for order, unit in enumerate(told.children, start=1):
        cells: list[Cell] = []
        for at, heading in enumerate(asked.columns):
            if code := codes[at]:
                pair = pair_of(told.kinds.get(code), unit, told.found, told.view)
                cells.append(cell(pair.in_period or pair.cumulative))
            elif at == 0 and fold(heading) in ("tt", "stt"):
                cells.append(cell(f"{order}"))
            else:
                cells.append(cell(told.rows[unit.pk] if at <= 1 and not any(map(_is_named, cells)) else ""))
        rows.append(Row(tuple(cells)))
    return rows


def _is_named(one: Cell) -> bool:
    return any(
        not isinstance(run, Figured) and (said := str(run)) and not said.isdigit() for line in one for run in line
    )


def _value(code: str, what: str, told: Material) -> Cell:
    if not code or not what or code not in told.kinds:
        return cell("")
    if what == "unit":
        return cell(told.kinds[code].unit)
    if what == "before":
        return cell(before_of(code, told).in_period or "")
    if what in ("plan", "share"):
        plan, share = planned_of(code, told)
        return cell((plan if what == "plan" else share) or "")
    return cell(figured(Token(code, what), told) or MISSING)
