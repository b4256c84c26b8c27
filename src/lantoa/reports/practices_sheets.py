"""The report on practices as sheets of rows: a number in its own column, what stands before it in another."""

from __future__ import annotations

from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators.rules import WORDS
from lantoa.reports.gathered import Gathered, IndicatorLine, OutcomeLine, PracticeLine
from lantoa.reports.layouts.workbook import Cell, Column, Link, Sheet
from lantoa.reports.letterhead import in_sentence
from lantoa.reports.rules import MISSING, Figured, capitalised, listed, map_said

OPEN = "Mở số liệu"
AMOUNT = (Column("Mức", 10), Column("Giá trị", 13), Column("Đến", 8))


def sheets(told: Gathered, *, public_url: str) -> list[Sheet]:
    """ "Mô hình": one row an outcome, a joint one once; "Số liệu": one row an indicator; "Khen thưởng", where papers
    told of any: one row an amount."""
    of = (
        f"{told.period.label()} – {in_sentence(told.unit)} (đến dòng {told.upto} của sổ số liệu). {map_said(told.tree)}"
    )
    found = [
        Sheet("Mô hình", f"Mô hình và kết quả {of}", _PRACTICES, _practice_rows(told, public_url)),
        Sheet("Số liệu", f"Số liệu tổng hợp {of}", _INDICATORS, _indicator_rows(told, public_url)),
    ]
    if told.commended:
        found.append(Sheet("Khen thưởng", f"Danh sách khen thưởng {of}", _COMMENDED, _commended_rows(told, public_url)))
    return found


_PRACTICES = (
    Column("TT", 5),
    Column("Tên mô hình", 24),
    Column("Hình thức", 8),
    Column("Đơn vị", 17),
    Column("Cá nhân, nhóm", 13),
    Column("Lĩnh vực", 18),
    Column("Từ ngày", 10),
    Column("Kết thúc", 10),
    Column("Mô hình điểm từ", 10),
    Column("Kết quả", 18),
    *AMOUNT,
    Column("Đơn vị tính", 9),
    Column("Kỳ của kết quả", 10),
    Column("Lũy kế", 6),
    Column("Chung với", 15),
    Column("Nơi ghi nhận", 10),
)
_INDICATORS = (
    Column("TT", 5),
    Column("Chỉ tiêu", 40),
    Column("Đơn vị tính", 14),
    *(Column(f"Trong kỳ: {one.heading.lower()}", one.width) for one in AMOUNT),
    *(Column(f"Lũy kế: {one.heading.lower()}", one.width) for one in AMOUNT),
    Column("Lũy kế từ ngày", 12),
    Column("Nơi ghi nhận", 11),
)

_COMMENDED = (
    Column("TT", 5),
    Column("Hình thức, cấp khen", 30),
    Column("Đơn vị", 24),
    Column("Kỳ", 16),
    Column("Lũy kế", 7),
    Column("Đối tượng", 18),
    *AMOUNT,
    Column("Theo văn bản", 34),
    Column("Nơi ghi nhận", 11),
)


def amount(figured: Figured | None) -> tuple[Cell, Cell, Cell]:
    """What stands before the number, the number, and the far end of a range; a missing one has no number."""
    if figured is None:
        return MISSING, None, None
    said: Quantity = figured.quantity
    word = "" if said.exactness is Exactness.EXACT else said.said or WORDS[said.exactness]
    if said.point is not None:
        return word, said.point, None
    if said.low is not None:
        return ("từ" if said.high is not None else "trên"), said.low, said.high
    return ("không quá", said.high, None) if said.high is not None else ("có nhưng không rõ số", None, None)


def _practice_rows(told: Gathered, public_url: str) -> list[list[Cell]]:
    order = {one.pk: at for at, one in enumerate(told.practices, start=1)}
    rows = []
    for one in told.practices:
        for outcome in one.outcomes or (None,):
            rows.append([*_practice(one, order[one.pk]), *_outcome(outcome, one, order, public_url)])
    return rows


def _practice(one: PracticeLine, at: int) -> list[Cell]:
    return [
        at,
        one.name,
        "Tập thể" if one.is_collective else "Cá nhân",
        capitalised(one.unit),
        ", ".join(part for part in (one.person, one.group) if part),
        listed(list(one.fields)),
        one.started_on,
        one.ended_on,
        one.pilot_from,
    ]


def _outcome(one: OutcomeLine | None, practice: PracticeLine, order: dict[int, int], public_url: str) -> list[Cell]:
    if one is None:
        return ["", *amount(None), "", "", "", "", ""]
    named = f"{one.indicator} ({one.about})" if one.about else one.indicator
    others = [name for pk, name in zip(one.practices, one.names, strict=True) if pk != practice.pk]
    first = min((order[pk] for pk in one.practices if pk in order), default=order[practice.pk])
    said: tuple[Cell, ...] = amount(one.figured)
    if first != order[practice.pk]:
        # The amount stands once, so that a sum over the column is right.
        said = (f"đã ghi ở TT {first}", None, None)
    return [
        named,
        *said,
        one.figured.unit,
        capitalised(one.period.label()),
        "x" if one.is_cumulative else "",
        listed(others),
        Link(public_url + one.figured.path, OPEN),
    ]


def _commended_rows(told: Gathered, public_url: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for at, one in enumerate(told.commended, start=1):
        of: list[Cell] = [at, one.about, one.unit, capitalised(one.period.label()), "x" if one.is_cumulative else ""]
        for whom, said in (
            ("Tập thể", one.collectives),
            ("Cá nhân", one.individuals),
            ("Tập thể, cá nhân (chưa tách)", one.unsplit),
        ):
            if said:
                rows.append([*of, whom, *amount(said), one.paper, Link(public_url + said.path, OPEN)])
    return rows


def _indicator_rows(told: Gathered, public_url: str) -> list[list[Cell]]:
    return [_indicator(line, at, public_url) for at, line in enumerate(told.indicators, start=1)]


def _indicator(line: IndicatorLine, at: int, public_url: str) -> list[Cell]:
    pair = line.pair
    known = pair.in_period or pair.cumulative
    cumulative: tuple[Cell, ...] = amount(pair.cumulative) if pair.cumulative else ("", None, None)
    opens = Link(public_url + known.path, OPEN) if known else ""
    return [at, line.name, line.unit, *amount(pair.in_period), *cumulative, pair.since, opens]
