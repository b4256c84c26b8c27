"""Bare figures in the cells of a table: the head of the column, or the words of the row, say what they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lantoa.reading.amounts import Amount, amount_at
from lantoa.reading.bodies import unit_at
from lantoa.reading.findings import Finding, Quantity
from lantoa.reading.source import Source
from lantoa.reading.spans import Stretches
from lantoa.reading.tables import TOTALS, Cell, Row, Tables

_COUNTLESS = frozenset(
    ["number", "practice", "owner", "kind", "field", "start", "deadline", "collective", "individual", "measure"]
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit, what a figure is multiplied by, and the words that say both."""

    unit: str
    scale: Decimal
    said: str


def quantities_of_cells(source: Source, tables: Tables, taken: Iterable[Finding]) -> Iterator[Quantity]:
    """An amount for every cell that holds only figures of which head or row tell the unit; totals are left out."""
    closed = Stretches.of(taken)
    for row in tables.rows:
        if row.is_total or not row.heads:
            continue
        label = _label(source, row)
        told = _unit(source, label) if label else None
        for cell, role, head in zip(row.cells, row.roles, row.heads, strict=False):
            if cell.empty or role in _COUNTLESS or source.key(head.start) in TOTALS:
                continue
            unit = _unit(source, head) or (told if label and label.start < cell.start else None)
            if unit and (quantity := _quantity(source, cell, unit, label)) and not closed.touch(*_at(quantity)):
                yield quantity


def _at(quantity: Quantity) -> tuple[int, int]:
    return quantity.start, quantity.end


def _label(source: Source, row: Row) -> Cell | None:
    """The first cell of a row that has words."""
    return next((cell for cell in row.cells if not cell.empty and source.is_word(cell.start)), None)


def _unit(source: Source, cell: Cell) -> _Unit | None:
    """ "Kinh phí (triệu đồng)", "Số hộ", "Ngày công": the unit that the words of a head or a row tell."""
    for k in range(cell.start, cell.end):
        if source.key(k) == "(":
            return _measure(source, k + 1, cell)
    i = cell.start + (source.key(cell.start) == "số")
    named = unit_at(source, cell.start) is not None
    if named or i >= cell.end:
        return None
    measure = source.match("measures", i)
    noun = measure if measure and i + measure[0] == cell.end else source.match("counted_nouns", i)
    return _Unit(noun[1], Decimal(1), source.said(cell.start, cell.end)) if noun else None


def _measure(source: Source, i: int, cell: Cell) -> _Unit | None:
    """The unit in brackets from token ``i``; it must fill them."""
    said = source.said(cell.start, i - 1)
    scale, j = Decimal(1), i
    while (match := source.match("scales", j)) and j < cell.end:
        scale, j = scale * Decimal(match[1]), j + match[0]
    if source.key(j) == "%":
        return _Unit("%", Decimal(1), said) if source.key(j + 1) == ")" else None
    for name in ("money", "measures", "counted_nouns"):
        match = source.match(name, j)
        if match and source.key(j + match[0]) == ")":
            return _Unit(match[1], scale, said)
    return None


def _quantity(source: Source, cell: Cell, unit: _Unit, label: Cell | None) -> Quantity | None:
    qualifier = source.match("qualifiers", cell.start)
    i = cell.start + (qualifier[0] if qualifier else 0)
    amount = amount_at(source, i) if i < cell.end else None
    if amount is None or amount.end != cell.end or amount.scaled or amount.rule not in {"figures", "range"}:
        return None
    start, end, surface = source.span(cell.start, cell.end)
    low, value, high = (_times(number, unit.scale) for number in (amount.low, amount.value, amount.high))
    row = source.said(label.start, label.end) if label else ""
    return Quantity(
        start=start,
        end=end,
        surface=surface,
        value=value,
        low=low,
        high=high,
        unit=unit.unit,
        qualifier=source.said(cell.start, i).lower() if qualifier else None,
        measures=row if row.startswith(unit.said) else f"{unit.said}: {row}".strip(": "),
        certainty=_certainty(amount),
        rule="cell with its unit at the head",
    )


def _certainty(amount: Amount) -> float:
    return 0.5 if amount.ambiguous else 0.75


def _times(number: Decimal | None, scale: Decimal) -> Decimal | None:
    return None if number is None else number * scale
