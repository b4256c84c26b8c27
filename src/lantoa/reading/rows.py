"""Practices listed in tables: a row gives the name, the owner, the kind, the field and the year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lantoa.reading.bodies import unit_at
from lantoa.reading.findings import Model
from lantoa.reading.names import name_end
from lantoa.reading.source import Source
from lantoa.reading.tables import Cell, Row, Tables
from lantoa.reading.tokens import NUMBER

RULE = "row of a table"
LONGEST_NAME = 40  # tokens; a longer cell describes the practice after naming it
LONGEST_OWNER = 16
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STATUS = frozenset(["điểm", "mới", "nhân", "duy", "tập", "cá", "mô", "đăng", "cũ", "tiếp"])
_KINDS = {("tập", "thể"): "tập thể", ("cá", "nhân"): "cá nhân"}


def models_of_rows(source: Source, tables: Tables) -> list[Model]:
    """A model for every row that names a practice, in order."""
    named = ((row, _name(source, row.cell("practice"))) for row in tables.practices())
    return [_model(source, row, name) for row, name in named if name is not None]


def _name(source: Source, cell: Cell | None) -> Cell | None:
    """The words of a cell that name the practice: those in quotes, else without number, "Mô hình" and remarks."""
    if cell is None:
        return None
    i = cell.start
    while i < cell.end and (source.tokens[i].kind == NUMBER or source.tokens[i].nfc in {".", ")", "-", "–", "+"}):
        i += 1
    if i > cell.start and source.tokens[i - 1].kind == NUMBER:
        i -= 1
    head = source.match("model_heads", i)
    i += head[0] if head else 0
    i += source.key(i) in {":", "điểm"} and head is not None
    if (quote := source.quote_at.get(i)) is not None and quote.closing < cell.end:
        return Cell(i + 1, quote.closing) if quote.words else None
    end = _name_end(source, i, cell.end)
    return Cell(i, end) if end - i >= 2 else None


def _name_end(source: Source, i: int, end: int) -> int:
    """Stops before a description, a remark in brackets and a last mark."""
    for k in range(i + 2, end):
        if source.tokens[k].nfc in {":", ";", "."} or not source.same_sentence(i, k):
            end = k
            break
        if source.tokens[k].nfc == "(" and (source.key(k + 1) in _STATUS or unit_at(source, k + 1)):
            end = k
            break
    while end > i and source.tokens[end - 1].nfc in {".", ",", ";", ":", "-", "–"}:
        end -= 1
    return min(end, i + LONGEST_NAME)


def _model(source: Source, row: Row, name: Cell) -> Model:
    start, end, surface = source.span(name.start, name.end)
    owner = owner_of_row(source, row)
    return Model(
        start=start,
        end=end,
        surface=surface,
        name=source.said(name.start, name.end),
        kind=_kind(source, row) or (owner[1] if owner else None) or row.group,
        owner=owner[0] if owner else None,
        field=_field(source, row, name),
        year=_year(source, row),
        certainty=0.85,
        rule=RULE,
    )


def owner_of_row(source: Source, row: Row) -> tuple[str, str | None] | None:
    """Who stands in the column of owners, and "tập thể" or "cá nhân" where the words tell."""
    cell = row.cell("owner")
    if cell is None or _kind_said(source, cell):
        return None
    if body := unit_at(source, cell.start):
        return source.said(cell.start, min(body.end, cell.end)), "tập thể"
    honorific = source.match("honorifics", cell.start)
    begin = cell.start + (honorific[0] if honorific else 0)
    end = min(name_end(source, begin), cell.end)
    if end - begin >= 2 and (honorific or (source.listed("surnames", begin) and _alone(source, cell, end))):
        return source.said(begin, end), "cá nhân"
    if cell.end - cell.start > LONGEST_OWNER or not source.is_capital(cell.start):
        return None
    return source.said(cell.start, cell.end), None


def _alone(source: Source, cell: Cell, end: int) -> bool:
    return end == cell.end or source.tokens[end].nfc in {",", "(", "-", "–", ";"}


def _kind_said(source: Source, cell: Cell) -> str | None:
    """ "Tập thể" or "Cá nhân" as the whole of a cell or of its first part."""
    after = cell.start + 2
    if after > cell.end or (after < cell.end and source.tokens[after].nfc not in {",", ";", "(", "-", "–", "."}):
        return None
    return _KINDS.get((source.key(cell.start), source.key(cell.start + 1)))


def _kind(source: Source, row: Row) -> str | None:
    for cell in row.cells:
        if said := _kind_said(source, cell):
            return said
    for role, kind in (("collective", "tập thể"), ("individual", "cá nhân")):
        cell = row.cell(role) or Cell(0, 0)
        if cell.end - cell.start == 1 and source.key(cell.start) in {"x", "1", "01"}:
            return kind
    return None


def _field(source: Source, row: Row, name: Cell) -> str | None:
    if (cell := row.cell("field")) is not None:
        said = source.said(cell.start, cell.end)
        return said if source.tokens[cell.start].shouted else said[:1].lower() + said[1:]
    return field_told(source, name.start, name.end)


def field_told(source: Source, i: int, j: int) -> str | None:
    """The field of life that a word of a name tells."""
    for k in range(i, j):
        proper = k > i and source.is_capital(k) and not source.tokens[k].shouted
        if not proper and (match := source.match("model_fields", k)):
            return match[1]
    return None


def _year(source: Source, row: Row) -> str | None:
    cell = row.cell("start")
    found = _YEAR.search(source.surface(cell.start, cell.end)) if cell else None
    return found[0] if found else None


def with_owners(source: Source, models: Sequence[Model], tables: Tables) -> list[Model]:
    """Models named in a row by other grammars take the owner from its column."""
    return [_with_owner(source, model, tables) for model in models]


def _with_owner(source: Source, model: Model, tables: Tables) -> Model:
    row = tables.row_at(source.index(model.start)) if model.owner is None else None
    owner = owner_of_row(source, row) if row else None
    return replace(model, owner=owner[0], kind=model.kind or owner[1]) if owner else model
