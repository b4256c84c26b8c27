"""What a table's cells are in a spreadsheet: numbers, and totals and percents that may be formulas. Plain Python.

A formula stands only where it gives the very number of the report; where it does not, the number stands with a remark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from lantoa.common.quantities import Exactness
from lantoa.reports.rules import Cell, Column, Figured, Table

NOT_THE_SUM = "Số cộng không bằng tổng các dòng trên (có dòng không cộng được)"


@dataclass(slots=True)
class Value:
    """A cell: its words, and the exact number when it is nothing but one; ``sums`` are rows, ``share`` two columns.

    ``sums``: the runs of rows (first, last) whose sum it is. ``share``: (part, whole) of which it is the percent.
    """

    text: str
    figure: Figured | None = None
    number: Decimal | None = None
    sums: tuple[tuple[int, int], ...] = ()
    share: tuple[int, int] | None = None


@dataclass(slots=True)
class Grid:
    """A table as values, with a remark for each row."""

    rows: list[list[Value]]
    totals: list[bool]
    remarks: list[str] = field(default_factory=list)


def grid(table: Table) -> Grid:
    """The table with its formulas found."""
    rows = [[_value(cell, column) for column, cell in cells] for _, cells in table.cells]
    made = Grid(rows, [row.is_total for row in table.rows])
    percents = _percents(made, len(table.columns))
    summed = [_sums(made, row, percents) for row, is_total in enumerate(made.totals) if is_total]
    wrong = {row for row, found in zip(_totals(made), summed, strict=True) if not found}
    made.remarks = ["; ".join(_remarks(cells, row in wrong)) for row, cells in enumerate(made.rows)]
    return made


def _totals(made: Grid) -> list[int]:
    return [row for row, is_total in enumerate(made.totals) if is_total]


def _value(cell: Cell, column: Column) -> Value:
    text = "\n".join("".join(str(run) for run in line) for line in cell)
    figures = [run for line in cell for run in line if isinstance(run, Figured)]
    figure = figures[0] if figures else None
    if figure is None:
        # Numbers of rows are numbers to whoever sorts by them.
        is_order = column.heading in ("TT", "STT") and text.isascii() and text.isdecimal() and len(text) < 7
        return Value(text, number=Decimal(text) if is_order else None)
    alone = len(cell) == 1 and text == figure.text
    exact = figure.quantity.exactness is Exactness.EXACT and not figure.why
    return Value(text, figure, figure.quantity.point if alone and exact else None)


def _sums(made: Grid, total: int, percents: set[int]) -> bool:
    """Finds what the numbers of a total row are the sums of; whether all of them are one."""
    above = max((row for row in _totals(made) if row < total), default=-1)
    section = [(above + 1, total - 1)] if above + 1 < total else []
    every = list(_stretches([row for row in range(total) if not made.totals[row]]))
    good = True
    for at, value in enumerate(made.rows[total]):
        if value.figure is None or at in percents:
            continue
        fitting = (runs for runs in (section, every) if runs and _adds_up(made, at, runs, value))
        value.sums = tuple(next(fitting, ()))
        good = good and bool(value.sums)
    return good


def _adds_up(made: Grid, at: int, runs: Sequence[tuple[int, int]], total: Value) -> bool:
    """Whether exact numbers of one unit add to the total; a missing one adds nothing, one that is not exact forbids."""
    parts = [made.rows[row][at] for first, last in runs for row in range(first, last + 1)]
    known = [part for part in parts if part.figure is not None]
    if total.number is None or total.figure is None or not known:
        return False
    if any(part.number is None or part.figure.unit != total.figure.unit for part in known if part.figure):
        return False
    return sum((part.number for part in known if part.number is not None), Decimal(0)) == total.number


def _stretches(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows that follow one another as (first, last)."""
    first = last = None
    for row in rows:
        if last is not None and first is not None and row != last + 1:
            yield first, last
            first = row
        first, last = row if first is None else first, row
    if first is not None and last is not None:
        yield first, last


def _percents(made: Grid, columns: int) -> set[int]:
    """Columns of percents; where two columns before explain every one of them, each becomes their share."""
    found = set()
    for at in range(columns):
        cells = [row[at] for row in made.rows if row[at].figure is not None]
        if not cells or any(cell.figure is None or cell.figure.unit != "%" for cell in cells):
            continue
        found.add(at)
        pairs = [pair for one, other in combinations(range(at), 2) for pair in ((other, one), (one, other))]
        # The nearest two columns first: plan and result stand right before their percent.
        for part, whole in sorted(pairs, key=lambda pair: -sum(pair)):
            if _explains(made, at, part, whole):
                for row in made.rows:
                    if row[at].number is not None:
                        row[at].share = part, whole
                break
    return found


def _explains(made: Grid, at: int, part: int, whole: int) -> bool:
    rows = [row for row in made.rows if row[at].number is not None]
    return len(rows) > 1 and all(_percent(row[part], row[whole], row[at]) == row[at].number for row in rows)


def _percent(part: Value, whole: Value, percent: Value) -> Decimal | None:
    if part.number is None or not whole.number or percent.number is None:
        return None
    if part.figure is None or whole.figure is None:
        return None  # the number of a row explains nothing
    return (part.number * 100 / whole.number).quantize(Decimal(1).scaleb(-decimals(percent.number)), ROUND_HALF_UP)


def decimals(number: Decimal) -> int:
    """How many decimals a number is written with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _remarks(cells: list[Value], is_wrong: bool) -> Iterator[str]:
    for value in cells:
        if value.figure is not None and value.figure.why:
            yield f"{value.figure.text}: người viết đã sửa, khác sổ số liệu. Lý do: {value.figure.why}"
    if is_wrong:
        yield NOT_THE_SUM
