"""Which amounts are aimed at rather than done: by the sentence, the heading, the column, or the whole paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lantoa.reading.findings import Quantity
from lantoa.reading.sections import LONGEST_HEADING, Line, Sections
from lantoa.reading.source import Source
from lantoa.reading.tables import Tables
from lantoa.reading.titles import is_plan

_LEAST = frozenset(["tối thiểu", "ít nhất", "không dưới"])
_REACHED = frozenset(["đạt", "vượt", "thành", "với", "bằng", "hiện", "%", "được", "hơn", "tính"])


def with_targets(source: Source, quantities: Sequence[Quantity], tables: Tables) -> list[Quantity]:
    """The quantities with ``is_target``."""
    plan = is_plan(source.body)
    ahead: Sections[bool] = Sections(source, lambda line: _looks_ahead(source, line) or None)
    return [replace(quantity, is_target=_is_target(source, quantity, tables, ahead, plan)) for quantity in quantities]


def _is_target(source: Source, quantity: Quantity, tables: Tables, ahead: Sections[bool], plan: bool) -> bool:
    i = source.index(quantity.start)
    row = tables.row_at(i)
    role = row.role_at(i) if row else ""
    if role in {"target", "result"}:
        return role == "target"
    said = _said(source, quantity, i)
    return said if said is not None else plan or bool(ahead.held(i))


def _said(source: Source, quantity: Quantity, i: int) -> bool | None:
    """What the words before the amount in its sentence say: aimed at, done, or nothing. The last word counts."""
    said: bool | None = None
    must = False
    k = source.sentence_start(i)
    while k < i:
        match = source.match("aims", k)
        if match is None:
            must = must or source.key(k) == "phải"
            k += 1
            continue
        if match[1] == "done":
            said = False
        elif match[1] == "strong" or not _reached(source, k):
            said = True
        k += match[0]
    if said is None and must and quantity.qualifier in _LEAST:
        return True
    return said


def _reached(source: Source, k: int) -> bool:
    """ "đạt chỉ tiêu", "so với mục tiêu", "tính đến hết năm": words of reckoning before a word of aim."""
    return source.same_sentence(k - 1, k) and source.key(k - 1) in _REACHED


def _looks_ahead(source: Source, line: Line) -> bool:
    if line.end - line.words_at > LONGEST_HEADING:
        return False
    for k in range(line.words_at, line.end):
        match = source.match("aim_headings", k)
        if match is None:
            continue
        if match[1] == "done":
            return False
        if match[1] == "any" or k == line.words_at:
            return True
    return False
