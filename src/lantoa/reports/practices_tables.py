"""The tables of the report on practices. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable

from lantoa.common.quantities import total
from lantoa.reports.gathered import CommendedLine, Counted, Gathered, IndicatorLine, OutcomeLine, Pair, PracticeLine
from lantoa.reports.letterhead import in_sentence
from lantoa.reports.rules import (
    MISSING,
    Block,
    Cell,
    Column,
    Line,
    Named,
    Paragraph,
    Row,
    Table,
    capitalised,
    cell,
    listed,
)
from lantoa.vietnamese.dates import write_date

ORDER = Column("TT", 9, centred=True)


def by_unit(told: Gathered) -> list[Block]:
    """Registrations by child unit; those without any are named below the table, not shown as rows of nothing."""
    having = [one for one in told.by_unit if one.any]
    lacking = [capitalised(one.name) for one in told.by_unit if not one.any]
    if not told.by_unit:
        return [Paragraph((f"Sổ đơn vị chưa ghi đơn vị nào trực thuộc {in_sentence(told.unit)} trong kỳ.",))]
    found: list[Block] = []
    if having:
        whole = Row((cell(""), cell("Tính chung"), *_both(told.registered)), is_total=True)
        columns = (ORDER, Column("Đơn vị", 76), *_BOTH)
        found.append(Table("Mô hình đăng ký theo đơn vị", columns, (*_counted(having), whole)))
        if not _adds_up(told.registered, having):
            joint = " và số của đơn vị cũ chưa chia được cho đơn vị nào bên dưới" if told.has_joint else ""
            found.append(Paragraph((f"Dòng tính chung gồm cả số ghi chung cho {in_sentence(told.unit)}{joint}.",)))
    if not having:
        found.append(Paragraph((f"Các đơn vị trực thuộc đều {MISSING} về mô hình đăng ký.",)))
    elif lacking:
        found.append(Paragraph((f"Các đơn vị {MISSING} về mô hình đăng ký: {listed(lacking)}.",)))
    return found


def _adds_up(whole: Counted, rows: Iterable[Counted]) -> bool:
    """Whether the rows explain the total: what was reported for the unit itself stands in no row."""
    parts = list(rows)
    for name in ("collective", "individual"):
        said = getattr(whole, name).in_period
        known = [part.quantity for row in parts if (part := getattr(row, name).in_period)]
        if said and (total(known) is None or total(known) != said.quantity):
            return False
    return True


def by_field(told: Gathered) -> list[Block]:
    """Registrations by field of work. A practice of two fields stands in both, so the rows do not add up."""
    having = any(one.any for one in told.by_field)
    if not having:
        return [Paragraph(("Các mô hình đăng ký trong kỳ chưa được xếp vào lĩnh vực nào.",))]
    columns = (ORDER, Column("Lĩnh vực", 76), *_BOTH)
    return [
        Table("Mô hình đăng ký theo lĩnh vực", columns, tuple(_counted(told.by_field))),
        Paragraph(("Một mô hình có thể thuộc nhiều lĩnh vực, nên không cộng các dòng của bảng này.",)),
    ]


_BOTH = (Column("Mô hình tập thể", 40, centred=True), Column("Mô hình cá nhân", 40, centred=True))


def _counted(rows: Iterable[Counted]) -> list[Row]:
    return [Row((cell(f"{at}"), cell(one.named), *_both(one))) for at, one in enumerate(rows, start=1)]


def _both(one: Counted) -> tuple[Cell, Cell]:
    return _either(one.collective), _either(one.individual)


def _either(pair: Pair) -> Cell:
    lines: list[Line] = [(pair.in_period,)] if pair.in_period else []
    if pair.cumulative:
        lines.append(("lũy kế ", pair.cumulative))
    return tuple(lines) or cell(MISSING)


def practices(told: Gathered) -> Table:
    """Each practice with what came of it; a joint amount is written at the first practice that shares it."""
    columns = (
        ORDER,
        Column("Tên mô hình", 34),
        Column("Đơn vị, cá nhân", 27),
        Column("Lĩnh vực", 24),
        Column("Từ khi nào", 23, centred=True),
        Column("Mô hình điểm", 13, centred=True),
        Column("Kết quả", 35),
    )
    order = {one.pk: at for at, one in enumerate(told.practices, start=1)}
    rows = [_practice(one, order) for one in told.practices]
    return Table("Mô hình và kết quả", columns, tuple(rows), told.practices_beyond)


def _practice(one: PracticeLine, order: dict[int, int]) -> Row:
    ended = f" (kết thúc {write_date(one.ended_on)})" if one.ended_on else ""
    outcomes = tuple(_outcome(outcome, one.pk, order) for outcome in one.outcomes)
    return Row(
        (
            cell(f"{order[one.pk]}"),
            cell(Named(one.name, one.path)),
            cell(capitalised(one.owner)),
            cell(listed(list(one.fields)) or "chưa xếp"),
            cell(write_date(one.started_on), ended),
            cell("Có" if one.pilot_from else ""),
            outcomes or cell(MISSING),
        )
    )


def _outcome(one: OutcomeLine, practice: int, order: dict[int, int]) -> Line:
    about = f" ({one.about})" if one.about else ""
    first = min((order[pk] for pk in one.practices if pk in order), default=order[practice])
    if first != order[practice]:
        return (f"- {one.indicator}{about}: chung với mô hình TT {first}, đã ghi ở đó",)
    cumulative = f"lũy kế {one.period.label()} " if one.is_cumulative else ""
    return (f"- {one.indicator}{about}: {cumulative}", one.figured, _shared(one, practice))


def _shared(one: OutcomeLine, practice: int) -> str:
    others = [f"“{name}”" for pk, name in zip(one.practices, one.names, strict=True) if pk != practice]
    return f" (chung với {listed(others)})" if others else ""


def commended(told: Gathered) -> list[Block]:
    """Each commendation that papers told; what was told of groups and people together stands over both columns."""
    if not told.commended:
        return []
    columns = (
        ORDER,
        Column("Hình thức, cấp khen", 34),
        Column("Đơn vị", 30),
        Column("Thời gian", 28, centred=True),
        Column("Tập thể", 22, centred=True),
        Column("Cá nhân", 20, centred=True),
        Column("Theo văn bản", 26),
    )
    rows = tuple(_commended(one, at) for at, one in enumerate(told.commended, start=1))
    return [Table("Danh sách khen thưởng", columns, rows, told.commended_beyond)]


def _commended(one: CommendedLine, at: int) -> Row:
    since = f"lũy kế {one.period.label()}" if one.is_cumulative else one.period.label()
    groups = [(one.collectives,)] if one.collectives else []
    people = [(one.individuals,)] if one.individuals else []
    together: list[Line] = [(one.unsplit, " (chưa tách)")] if one.unsplit else []
    cells = (cell(one.about or "Chưa rõ hình thức"), cell(one.unit), cell(since))
    return Row((cell(f"{at}"), *cells, (*groups, *together), tuple(people), cell(one.paper)))


def indicators(told: Gathered) -> Table:
    """Every indicator of the catalogue, what was not reported said so."""
    columns = (
        ORDER,
        Column("Chỉ tiêu", 72),
        Column("Trong kỳ", 42, centred=True),
        Column("Lũy kế (nếu có)", 42, centred=True),
    )
    rows = [
        Row((cell(f"{at}"), cell(line.name), cell(line.pair.in_period), _cumulative(line)))
        for at, line in enumerate(told.indicators, start=1)
    ]
    return Table("Số liệu tổng hợp", columns, tuple(rows))


def _cumulative(line: IndicatorLine) -> Cell:
    if line.pair.cumulative is None:
        return cell("")
    since = f" (từ {write_date(line.pair.since)})" if line.pair.since else ""
    return cell(line.pair.cumulative, since)
