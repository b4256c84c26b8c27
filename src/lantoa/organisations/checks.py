"""What `lantoa doctor` asks of the tree: dated names and parents without gaps, and what is derived from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from lantoa.common.checks import Break, Look, check
from lantoa.organisations import queries, rules
from lantoa.organisations.models import Unit, UnitName, UnitParent
from lantoa.organisations.rules import Span

UNITS_AT_ONCE = 500
_DAY = timedelta(days=1)


@check("Đơn vị: tên gọi và cấp trên qua các thời kỳ")
def spans(look: Look) -> Iterator[Break]:
    """On each of its days a unit has one name, and on a line at most one parent."""
    look.expect(Unit.objects.count())
    for units in _chunks():
        own = queries.own_days(units)
        codes = _codes(units)
        names = UnitName.objects.filter(unit__in=units).order_by("unit", "from_on", "pk")
        links = UnitParent.objects.filter(unit__in=units).order_by("unit", "line", "from_on", "pk")
        by_unit = {unit: list(rows) for unit, rows in groupby(names.iterator(), lambda one: one.unit_id)}
        for unit in units:
            look.see()
            # A unit that was founded by mistake keeps its name and never stood.
            if own[unit].from_on <= own[unit].to_on:
                yield from _names(codes[unit], by_unit.get(unit, []), own[unit])
        for (unit, line), rows in groupby(links.iterator(), lambda one: (one.unit_id, one.line)):
            yield from _parents(codes[unit], line, list(rows))


def _names(code: str, rows: Sequence[UnitName], own: Span) -> Iterator[Break]:
    if not rows:
        yield Break("Đơn vị không có tên.", code)
        return
    for what, _ in _broken("tên", rows):
        yield Break(what, code)
    if rows[0].from_on > own.from_on:
        yield Break(f"Đơn vị không có tên trong những ngày đầu, trước {rows[0].from_on:%d/%m/%Y}.", code)
    last = rows[-1].to_on
    if last is not None and last < own.to_on:
        yield Break(f"Đơn vị còn tồn tại nhưng không có tên sau ngày {last:%d/%m/%Y}.", code)


def _parents(code: str, line: str, rows: Sequence[UnitParent]) -> Iterator[Break]:
    where = f"{code}, tuyến {rules.LINES.get(line, line)}"
    for what, is_gap in _broken("cấp trên", rows):
        # Every unit has a place at all times; it may leave another line and come back to it.
        yield Break(what, where, is_remark=is_gap and line != "place")


def _broken(what: str, rows: Iterable[Any]) -> Iterator[tuple[str, bool]]:
    """Where two spans share a day, or leave days without any (True)."""
    for one, other in pairwise(rows):
        if one.to_on is None or one.to_on >= other.from_on:
            yield f"Có hai {what} trong cùng một ngày ({other.from_on:%d/%m/%Y}).", False
        elif one.to_on + _DAY < other.from_on:
            gap = f"từ {one.to_on + _DAY:%d/%m/%Y} đến {other.from_on - _DAY:%d/%m/%Y}"
            yield f"Không có {what} {gap}.", True


@check("Đơn vị: cây dẫn xuất (các cấp trên của mỗi đơn vị)")
def ancestry(look: Look) -> Iterator[Break]:
    """The stored ancestors of each unit are those of its parents, one step further.

    Where that holds of every unit it holds of the whole tree, and no unit stands above itself on any day.
    """
    look.expect(Unit.objects.count() * len(rules.LINES))
    for units in _chunks():
        codes = _codes(units)
        for line, name in rules.LINES.items():
            links = queries.links_of(units, line)
            concerned = {*units, *(parent for spans_ in links.values() for parent, _ in spans_)}
            stored = queries.ancestry_of(concerned, line)
            above = {unit: stored.get(unit, []) for unit in concerned}
            look.see(len(units))
            for unit in units:
                where = f"{codes[unit]}, tuyến {name}"
                try:
                    derived = rules.ancestors(unit, links.get(unit, ()), above)
                except ValueError:
                    yield Break("Đơn vị đứng dưới chính đơn vị trực thuộc của nó.", where)
                    continue
                if sorted(derived, key=_order) != sorted(above[unit], key=_order):
                    yield Break("Các cấp trên đã lưu khác với các cấp trên tính từ quan hệ trực thuộc.", where)


@check("Đơn vị: đơn vị kế tục trên bản đồ từng ngày")
def counterparts(look: Look) -> Iterator[Break]:
    """The stored counterparts of each unit are those that the successions give."""
    look.expect(Unit.objects.count())
    lineage = queries.lineage()
    for units in _chunks():
        codes, own, stored = _codes(units), queries.own_days(units), queries.counterparts_of(units)
        kin = {other for unit in units for other in lineage.kin(unit)[0]}
        above = {line: queries.ancestry_of(kin, line) for line in rules.LINES}
        for unit in units:
            look.see()
            given = rules.stands(unit, own[unit], lineage, partial(_above, above))
            if set(given) != set(stored.get(unit, ())):
                yield Break("Đơn vị kế tục đã lưu khác với các thay đổi (sáp nhập, chia tách) đã ghi.", codes[unit])


def _above(stored: Mapping[str, Mapping[int, list[rules.Ancestor]]], unit: int, line: str) -> list[rules.Ancestor]:
    return stored[line].get(unit, [])


def _order(one: rules.Ancestor) -> tuple[int, int, date]:
    return one.unit, one.depth, one.span.from_on


def _chunks() -> Iterator[list[int]]:
    """The ids of all units, so many at a time."""
    last = 0
    while ids := list(Unit.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:UNITS_AT_ONCE]):
        yield ids
        last = ids[-1]


def _codes(units: Iterable[int]) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=units).values_list("pk", "code"))
