"""What the registers put into a section: sentences that people may change, and tables that stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from lantoa.reports import practices_summary as summary
from lantoa.reports import practices_tables as tables
from lantoa.reports.drafting.asked_tables import asked_table
from lantoa.reports.drafting.doubts import doubts
from lantoa.reports.drafting.values import before_of, planned_of
from lantoa.reports.gathered import Pair
from lantoa.reports.material import Material, pair_of
from lantoa.reports.rules import MISSING, Block, Column, Heading, Paragraph, Row, Run, Table, cell, listed
from lantoa.reports.rules.outlines import Fill, Section

MOST_COLUMNS = 5
# Fills that are tables; the others are sentences.
TABLES = frozenset(
    {"figures", "by_unit", "registered_by_unit", "registered_by_field", "practices", "commended", "asked_table"}
)


def blocks_of(section: Section, fill: Fill, told: Material) -> list[Block]:
    """What one fill puts into a section; a figure that nobody reported is said to be missing."""
    if fill.kind == "asked_table":
        return asked_table(section, fill, told)
    return [block for block in _FILLS[fill.kind](fill, told) if not isinstance(block, Heading)]


def _sentences(fill: Fill, told: Material) -> list[Block]:
    """One item an indicator: its amount, how that stands to the plan and to the year before."""
    return [Paragraph(_sentence(code, told), is_item=True) for code in fill.indicators if code in told.kinds]


def _sentence(code: str, told: Material) -> tuple[Run, ...]:
    kind = told.kinds[code]
    pair = pair_of(kind, told.unit, told.found, told.view)
    runs: list[Run] = [f"- {kind.name}: ", pair.in_period or (MISSING if not pair.cumulative else "")]
    if pair.cumulative:
        runs += ["; " if pair.in_period else "", "lũy kế ", pair.cumulative]
    plan, share = planned_of(code, told)
    if plan:
        runs += [", đạt ", share, " kế hoạch (", plan, ")"] if share else ["; kế hoạch ", plan]
    if before := before_of(code, told).in_period:
        runs += ["; cùng kỳ năm trước ", before]
    return tuple(run for run in (*runs, ".") if run != "")


def _figures(fill: Fill, told: Material) -> list[Block]:
    """Amount, same period a year before, plan and what is reached of it. Without codes: whatever has any of them."""
    wanted = fill.indicators or [code for code in told.kinds if _is_known(code, told)]
    rows: list[Row] = []
    for code in wanted:
        kind = told.kinds.get(code)
        if kind is None:
            continue
        pair = pair_of(kind, told.unit, told.found, told.view)
        plan, share = planned_of(code, told)
        before = before_of(code, told).in_period
        cells = (cell(f"{len(rows) + 1}"), cell(kind.name), _amounts(pair), cell(before or ""))
        rows.append(Row((*cells, cell(plan or ""), cell(share or ""))))
    if not rows:
        return [Paragraph((f"Các chỉ tiêu trong kỳ đều {MISSING}.",))]
    columns = (
        tables.ORDER,
        Column("Chỉ tiêu", 54),
        Column("Trong kỳ", 34, centred=True),
        Column("Cùng kỳ năm trước", 26, centred=True),
        Column("Kế hoạch", 24, centred=True),
        Column("Đạt", 18, centred=True),
    )
    return [Table("Số liệu trong kỳ", columns, tuple(rows))]


def _is_known(code: str, told: Material) -> bool:
    return (
        pair_of(told.kinds[code], told.unit, told.found, told.view).any
        or before_of(code, told).any
        or planned_of(code, told)[0] is not None
    )


def _amounts(pair: Pair) -> tuple[tuple[Run, ...], ...]:
    lines: list[tuple[Run, ...]] = [(pair.in_period,)] if pair.in_period else []
    if pair.cumulative:
        lines.append(("lũy kế ", pair.cumulative))
    return tuple(lines) or cell(MISSING)


def _by_unit(fill: Fill, told: Material) -> list[Block]:
    """The units directly below, a row each; more indicators than a page is wide make more tables."""
    codes = [code for code in fill.indicators if code in told.kinds]
    return [_unit_table(codes[at : at + MOST_COLUMNS], told) for at in range(0, len(codes), MOST_COLUMNS)]


def _unit_table(codes: Sequence[str], told: Material) -> Table:
    width = 116 // len(codes)
    columns = (
        tables.ORDER,
        Column("Đơn vị", 40),
        *(Column(told.kinds[code].name, width, centred=True) for code in codes),
    )

    def amounts(unit: object) -> Iterable[tuple[tuple[Run, ...], ...]]:
        return (_amounts(pair_of(told.kinds[code], unit, told.found, told.view)) for code in codes)  # type: ignore[arg-type]

    rows = [
        Row((cell(f"{at}"), cell(told.rows[one.pk]), *amounts(one))) for at, one in enumerate(told.children, start=1)
    ]
    whole = Row((cell(""), cell("Tính chung"), *amounts(told.unit)), is_total=True)
    names = ", ".join(told.kinds[code].name.lower() for code in codes)
    return Table(f"Theo đơn vị: {names}", columns, (*rows, whole))


def _practices(_fill: Fill, told: Material) -> list[Block]:
    return summary.results(told.gathered)


def _opening(told: Material) -> list[Block]:
    """The sentence with which the report begins, and the themes that were in force."""
    found: list[Block] = [Paragraph((told.opening,))]
    if told.themes:
        found.append(Paragraph((f"Chuyên đề thực hiện trong kỳ: {listed([f'“{name}”' for name in told.themes])}.",)))
    return found


_FILLS: dict[str, Callable[[Fill, Material], list[Block]]] = {
    "sentence": _sentences,
    "figures": _figures,
    "by_unit": _by_unit,
    "registered": lambda _fill, told: summary.counts(told.gathered),
    "registered_by_unit": lambda _fill, told: tables.by_unit(told.gathered),
    "registered_by_field": lambda _fill, told: tables.by_field(told.gathered),
    "practices": _practices,
    "honours": lambda _fill, told: summary.honours(told.gathered),
    "commended": lambda _fill, told: tables.commended(told.gathered),
    "papers": lambda _fill, told: summary.issued(told.gathered),
    "coverage": lambda _fill, told: [*summary.coverage(told.gathered), *doubts(told)],
    "opening": lambda _fill, told: _opening(told),
}
