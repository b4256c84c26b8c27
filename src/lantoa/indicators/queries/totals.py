"""Sums of lines, read from the totals and the lines beyond them.

What every figure asks for is written as SQL: to put the statement together took longer than to answer it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, F, QuerySet, Sum, Value

from lantoa.indicators import buckets
from lantoa.indicators.models import Fact, Fold, Indicator, Total
from lantoa.indicators.queries.addresses import View
from lantoa.indicators.queries.among import among, listed
from lantoa.indicators.queries.sums import TELL, Moment, Row, Sums, grouped, signed, while_below, whole_ones
from lantoa.organisations import queries as organisations

# How often totals that change while they are read are read again, before every line is added up instead.
TRIES = 3
_FEW = 8
# A statement with its parameters, or a part of one.
Part = tuple[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Ready:
    """The totals that may be used in a view, and for which units they are complete; as they stood when asked."""

    fold: Fold
    units: frozenset[int]
    moment: Moment


@dataclass(frozen=True, slots=True)
class Asked:
    """Which sums are wanted. ``number`` is what stands for the unit in their keys, where one unit is asked about often.

    ``directly_under``: of a unit that moved, only what was reported while it stood directly under another. ``apart``:
    lines of each wording by themselves, which the totals of a usual period do not hold.
    """

    indicators: Collection[Indicator]
    units: Collection[int]
    view: View
    directly_under: int | None = None
    number: int | None = None
    apart: bool = False

    def live(self, lines: QuerySet[Fact], units: Collection[int], sign: int = 1) -> Part:
        """From lines of the ledger."""
        divisible = [one.pk for one in self.indicators if one.may_be_divided]
        under = _of_indicators(lines.filter(self.view.way.under(among(units)), self.view.inside), self.ids)
        counted = whole_ones(while_below(under, self.view, self.directly_under), self.view.way, divisible)
        return _part(grouped(counted, self.view.way, sign, key=self.key(self.view.way.top)))

    def of_period(self, ready: Ready) -> Part:
        """From the totals of the usual period that the view has."""
        unit = "unit_id" if self.number is None else f"{self.number:d}"
        # SQLite would look for each indicator by itself; where they are many, to read on is quicker.
        indicator = "indicator_id" if len(self.ids) <= _FEW else "indicator_id + 0"
        rows = _OF_PERIOD.format(unit=unit, indicator=indicator, ids=listed(self.ids), units=listed(ready.units))
        return rows, (ready.fold.pk, self.view.period.from_on, self.view.period.to_on)

    def of_buckets(self, ready: Ready) -> Part:
        """From the totals of the buckets that make up the view's period."""
        period = self.view.period
        held = Total.objects.filter(fold=ready.fold, unit__in=ready.units, indicator__in=self.ids)
        held = held.filter(first__gte=period.from_on, first__lte=period.to_on, last__lte=period.to_on)
        ends = {"n": Sum("count"), "points": Sum("value"), "lows": Sum("low"), "highs": Sum("high")}
        summed: QuerySet[Any, Row] = held.order_by().values("indicator", "unit", *_WORDING).annotate(**ends)
        return _part(summed.values_list("indicator", self.key("unit"), *_WORDING, *ends))

    @property
    def ids(self) -> list[int]:
        """Those of the indicators."""
        return [one.pk for one in self.indicators]

    def key(self, unit: str) -> str | Value:
        """The second part of the keys, given the path to the unit."""
        return unit if self.number is None else Value(self.number, BigIntegerField())


def sums_under(
    indicators: Collection[Indicator],
    units: Collection[int],
    view: View,
    *,
    directly_under: int | None = None,
    apart: bool = False,
) -> Sums:
    """What the lines of indicators that add come to under each of many units, in a constant number of queries.

    ``directly_under``: of a unit that moved, only what was reported while it stood directly under another. ``apart``:
    with each wording by itself.
    """
    return _added_up([Asked(indicators, units, view, directly_under, apart=apart)])


def sums_over(indicators: Collection[Indicator], unit: int, views: Sequence[View]) -> Sums:
    """The same under one unit in views that differ in their periods only; in the keys their numbers stand for the unit.

    As many queries for many as for one; each is a part of one statement, of which SQLite takes some hundred.
    """
    return _added_up([Asked(indicators, [unit], view, number=number) for number, view in enumerate(views)])


def _added_up(asked: Sequence[Asked]) -> Sums:
    """All of it, read in one moment. Those asked differ in their periods only."""
    view, units = asked[0].view, asked[0].units
    if not units or not asked[0].indicators:
        return Sums()
    for _ in range(TRIES):
        ready = _ready(asked)
        if ready is None:
            break
        fold, upto, before = ready.fold, ready.fold.upto, ready.moment
        # Lines beyond the totals are added; those above the sequence of the address are taken away again.
        goes_back = view.upto is not None and view.upto < upto
        has_more = not goes_back and before.last_line > upto
        # Which wording is gone once something is taken away, only totals that hold each wording apart can tell.
        may_be_usual = not goes_back and before.last_away <= upto
        rest = [unit for unit in units if unit not in ready.units]
        parts, has_usual = [], False
        for one in asked:
            if not buckets.is_whole(one.view.period, fold.cuts):
                parts.append(one.live(signed(view.upto), units))
                continue
            is_usual = may_be_usual and not one.apart and buckets.is_usual(one.view.period, fold.cuts)
            has_usual |= is_usual
            parts.append(one.of_period(ready) if is_usual else one.of_buckets(ready))
            if goes_back:
                parts.append(one.live(signed(upto, view.upto or 0), ready.units, -1))
            elif has_more:
                parts.append(one.live(signed(view.upto, upto), ready.units))
            if rest:
                parts.append(one.live(signed(view.upto), rest))
        found = Sums()
        found.add(_rows([(_NOW.format(fold=fold.pk), ()), *parts]))
        now = found.moment()
        if now is None or (now.stamp, now.restructured) != (before.stamp, before.restructured):
            continue
        # Most often nothing lies beyond, and is not looked for; unless a line was written in this moment.
        if goes_back or now.last_line <= upto or (has_more and not (has_usual and now.last_away > upto)):
            return found
    found = Sums()
    found.add(_rows([one.live(signed(view.upto), units) for one in asked]))
    return found


def _of_indicators(rows: QuerySet[Any, Any], indicators: Collection[int]) -> QuerySet[Any, Any]:
    """As ``of_period`` does it."""
    one = F("indicator") if len(indicators) <= _FEW else F("indicator") + Value(0)
    found: QuerySet[Any, Any] = rows.alias(one=one).filter(one__in=among(indicators))
    return found


def _part(rows: QuerySet[Any, Any]) -> Part:
    return rows.query.sql_with_params()


def _rows(parts: Iterable[Part], between: str = " UNION ALL ") -> list[Row]:
    """Its rows as the database gives them: Django would look at each of tens of thousands of integers."""
    texts, params = zip(*parts, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(between.join(texts), [one for some in params for one in some])
        found: list[Row] = cursor.fetchall()
    return found


_WORDING = ("exactness", "said")
_OF_PERIOD = """
    SELECT indicator_id, {unit}, exactness, said, count, value, low, high FROM indicators_periodtotal
    WHERE fold_id = %s AND first = %s AND last = %s AND unit_id IN ({units}) AND {indicator} IN ({ids})"""
# What tells a moment, in the order of Moment, but for the stamp.
_MOMENT = """
    (SELECT id FROM organisations_restructuring ORDER BY id DESC LIMIT 1),
    (SELECT seq FROM indicators_fact ORDER BY seq DESC LIMIT 1),
    (SELECT seq FROM indicators_fact WHERE sign = -1 ORDER BY seq DESC LIMIT 1)"""
# One row that tells how the totals stand in the very moment in which they are read.
_NOW = f"SELECT {TELL}, {TELL}, '', '', stamp, {_MOMENT} FROM indicators_fold WHERE id = {{fold:d}}"
# One statement for all of it: what stands in two may not belong together.
_READY = f"""
    SELECT folded.unit_id, fold.id, fold.cuts, fold.upto, fold.stamp, {_MOMENT}
    FROM indicators_foldedunit folded JOIN indicators_fold fold ON fold.id = folded.fold_id
    WHERE fold.line = %s AND {{tree}} AND folded.unit_id IN ({{units}}) AND NOT EXISTS (
        SELECT 1 FROM organisations_restructuring stirred
        WHERE stirred.unit_id = folded.unit_id AND stirred.line = fold.line AND stirred.id > fold.restructured)"""


def _ready(asked: Sequence[Asked]) -> Ready | None:
    view, directly_under = asked[0].view, asked[0].directly_under
    tree: Part = ("fold.tree IS NULL", ()) if view.tree is None else ("fold.tree = %s", (view.tree,))
    parts: list[Part] = [(_READY.format(tree=tree[0], units=listed(asked[0].units)), (view.line, *tree[1]))]
    if directly_under is not None and view.tree is None:
        all_along = organisations.below_all_along(directly_under, view.line, view.period.from_on, view.period.to_on)
        sql, params = _part(all_along)
        parts.append((f" AND folded.unit_id IN ({sql})", params))
    rows = _rows(parts, between="")
    if not rows:
        return None
    _unit, pk, cuts, upto, stamp, *moment = rows[0]
    fold = Fold(pk=pk, cuts=json.loads(cuts), upto=upto)
    if not any(buckets.is_whole(one.view.period, fold.cuts) for one in asked):
        return None
    return Ready(fold, frozenset(row[0] for row in rows), Moment(stamp, *(told or 0 for told in moment)))
