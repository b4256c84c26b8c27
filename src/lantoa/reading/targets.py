"""Which amounts are aimed at rather than done: by the sentence, the heading, the column, or the whole paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lantoa.reading.findings import Date, Quantity
from lantoa.reading.sections import LONGEST_HEADING, Line, Sections
from lantoa.reading.source import Source
from lantoa.reading.tables import Tables
from lantoa.reading.titles import is_plan

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
NEAR = 14  # tokens between a weak word of aim and its amount
_LEAST = frozenset(["tối thiểu", "ít nhất", "không dưới"])
_REACHED = frozenset(
    ["đạt", "vượt", "thành", "với", "bằng", "hiện", "%", "được", "hơn", "tính", "nhằm", "vì", "các", "những", "nhiều"]
)


@dataclass(frozen=True, slots=True)
class _Paper:
    """What holds for a whole paper: is it a plan, of which year, and what stands under which heading."""

    source: Source
    tables: Tables
    ahead: Sections[bool]
    plan: bool
    year: int


def with_targets(
    source: Source, quantities: Sequence[Quantity], tables: Tables, dates: Sequence[Date]
) -> list[Quantity]:
    """The quantities with ``is_target``; the first whole date is taken for that of the paper."""
    year = next((int(date.value[:4]) for date in dates if _DAY.fullmatch(date.value)), 0)
    ahead: Sections[bool] = Sections(source, lambda line: _looks_ahead(source, line) or None)
    paper = _Paper(source, tables, ahead, is_plan(source.body), year)
    return [replace(quantity, is_target=_is_target(paper, quantity)) for quantity in quantities]


def _is_target(paper: _Paper, quantity: Quantity) -> bool:
    i = paper.source.index(quantity.start)
    row = paper.tables.row_at(i)
    role = row.role_at(i) if row else ""
    if role in {"target", "result"}:
        return role == "target"
    said = _said(paper, quantity, i)
    return said if said is not None else paper.plan or bool(paper.ahead.held(i))


def _said(paper: _Paper, quantity: Quantity, i: int) -> bool | None:
    """What the words before the amount in its sentence say: aimed at, done, or nothing. The last word counts."""
    source, said, must = paper.source, None, False
    k = source.sentence_start(i)
    while k < i:
        match = source.match("aims", k)
        if match is None:
            must = must or source.key(k) == "phải"
            k += 1
            continue
        if match[1] == "done":
            said = False
        elif match[1] == "strong" or (match[1] == "weak" and i - k <= NEAR and not _reached(source, k)):
            said = not _over(source, k + match[0], paper.year)
        k += match[0]
    return True if said is None and must and quantity.qualifier in _LEAST else said


def _over(source: Source, k: int, year: int) -> bool:
    """Whether the year after "đến hết năm" lies before that of the paper."""
    return (
        source.key(k - 1) == "năm" and source.is_number(k) and source.key(k).isdecimal() and int(source.key(k)) < year
    )


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
