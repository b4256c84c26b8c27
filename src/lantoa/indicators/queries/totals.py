"""Sums of lines, read from the totals and the lines beyond them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Exists, F, OuterRef, QuerySet, Subquery, Sum, TextField, Value

from lantoa.indicators import buckets
from lantoa.indicators.models import Fact, Fold, FoldedUnit, Indicator, PeriodTotal, Total
from lantoa.indicators.queries.addresses import View
from lantoa.indicators.queries.sums import TELL, Moment, Row, Sums, grouped, signed, while_below, whole_ones
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Restructuring

# How often totals that change while they are read are read again, before every line is added up instead.
TRIES = 3
_FEW = 8


@dataclass(frozen=True, slots=True)
class Ready:
    """The totals that may be used in a view, and for which units they are complete; as they stood when asked."""

    fold: Fold
    units: frozenset[int]
    moment: Moment


@dataclass(frozen=True, slots=True)
class Asked:
    """Which sums are wanted. ``number`` is what stands for the unit in their keys, where one unit is asked about often.

    ``directly_under``: of a unit that moved, only what was reported while it stood directly under another.
    """

    indicators: Collection[Indicator]
    units: Collection[int]
    view: View
    directly_under: int | None = None
    number: int | None = None

    def live(self, lines: QuerySet[Fact], units: Collection[int], sign: int = 1) -> QuerySet[Any, Row]:
        """From lines of the ledger."""
        divisible = [one.pk for one in self.indicators if one.may_be_divided]
        under = _of_indicators(lines.filter(self.view.way.under(units), self.view.inside), self.ids)
        counted = whole_ones(while_below(under, self.view, self.directly_under), self.view.way, divisible)
        return grouped(counted, self.view.way, sign, key=self.key(self.view.way.top))

    def of_period(self, ready: Ready) -> QuerySet[Any, Row]:
        """From the totals of the usual period that the view has."""
        period = self.view.period
        rows = PeriodTotal.objects.filter(fold=ready.fold, first=period.from_on, last=period.to_on)
        rows = _of_indicators(rows.filter(unit__in=ready.units).order_by(), self.ids)
        return rows.values_list("indicator", self.key("unit"), *_WORDING, "count", "value", "low", "high")

    def of_buckets(self, ready: Ready) -> QuerySet[Any, Row]:
        """From the totals of the buckets that make up the view's period."""
        period = self.view.period
        held = Total.objects.filter(fold=ready.fold, unit__in=ready.units, indicator__in=self.ids)
        held = held.filter(first__gte=period.from_on, first__lte=period.to_on, last__lte=period.to_on)
        ends = {"n": Sum("count"), "points": Sum("value"), "lows": Sum("low"), "highs": Sum("high")}
        summed: QuerySet[Any, Row] = held.order_by().values("indicator", "unit", *_WORDING).annotate(**ends)
        return summed.values_list("indicator", self.key("unit"), *_WORDING, *ends)

    @property
    def ids(self) -> list[int]:
        """Those of the indicators."""
        return [one.pk for one in self.indicators]

    def key(self, unit: str) -> str | Value:
        """The second part of the keys, given the path to the unit."""
        return unit if self.number is None else Value(self.number, BigIntegerField())


def sums_under(
    indicators: Collection[Indicator], units: Collection[int], view: View, *, directly_under: int | None = None
) -> Sums:
    """What the lines of indicators that add come to under each of many units, in a constant number of queries.

    ``directly_under``: of a unit that moved, only what was reported while it stood directly under another.
    """
    return _added_up([Asked(indicators, units, view, directly_under)])


def sums_over(indicators: Collection[Indicator], unit: int, views: Sequence[View]) -> Sums:
    """The same under one unit in views that differ in their periods only; in the keys their numbers stand for the unit.

    As many queries for many as for one; each is a part of one statement, of which SQLite takes some hundred.
    """
    return _added_up([Asked(indicators, [unit], view, number=number) for number, view in enumerate(views)])


def _added_up(asked: Sequence[Asked]) -> Sums:
    """All of it, read in one moment. Those asked differ in their periods only."""
    view, units = asked[0].view, asked[0].units
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
            is_usual = may_be_usual and buckets.is_usual(one.view.period, fold.cuts)
            has_usual |= is_usual
            parts.append(one.of_period(ready) if is_usual else one.of_buckets(ready))
            if goes_back:
                parts.append(one.live(signed(upto, view.upto or 0), ready.units, -1))
            elif has_more:
                parts.append(one.live(signed(view.upto, upto), ready.units))
            if rest:
                parts.append(one.live(signed(view.upto), rest))
        found = Sums()
        found.add(_bare(_now(fold).union(*parts, all=True)))
        now = found.moment()
        if now is None or (now.stamp, now.restructured) != (before.stamp, before.restructured):
            continue
        # Most often nothing lies beyond, and is not looked for; unless a line was written in this moment.
        if goes_back or now.last_line <= upto or (has_more and not (has_usual and now.last_away > upto)):
            return found
    found = Sums()
    first, *more = (one.live(signed(view.upto), units) for one in asked)
    found.add(first.union(*more, all=True) if more else first)
    return found


def _of_indicators(rows: QuerySet[Any, Any], indicators: Collection[int]) -> QuerySet[Any, Any]:
    """SQLite would look for each indicator by itself; where they are many, to read on is quicker."""
    one = F("indicator") if len(indicators) <= _FEW else F("indicator") + Value(0)
    found: QuerySet[Any, Any] = rows.alias(one=one).filter(one__in=indicators)
    return found


def _bare(rows: QuerySet[Any, Row]) -> list[Row]:
    """The rows as the database gives them: Django would look at each of tens of thousands of integers."""
    with connection.cursor() as cursor:
        cursor.execute(*rows.query.sql_with_params())
        found: list[Row] = cursor.fetchall()
    return found


# What tells a moment, in the order of Moment, but for the stamp.
_MOMENT = {
    "restructured": Subquery(Restructuring.objects.order_by("-id").values("id")[:1]),
    "last_line": Subquery(Fact.objects.order_by("-seq").values("seq")[:1]),
    "last_away": Subquery(Fact.objects.filter(sign=-1).order_by("-seq").values("seq")[:1]),
}


def _ready(asked: Sequence[Asked]) -> Ready | None:
    view, directly_under = asked[0].view, asked[0].directly_under
    folded = FoldedUnit.objects.filter(
        unit__in=asked[0].units, fold__line=view.line, fold__is_map=view.tree is not None, fold__tree=view.tree
    )
    stirred = Restructuring.objects.filter(unit=OuterRef("unit"), line=view.line, id__gt=OuterRef("fold__restructured"))
    folded = folded.filter(~Exists(stirred))
    if directly_under is not None and view.tree is None:
        all_along = organisations.below_all_along(directly_under, view.line, view.period.from_on, view.period.to_on)
        folded = folded.filter(unit__in=all_along)
    # One statement for all of it: what stands in two may not belong together.
    columns: tuple[Any, ...] = ("fold", "fold__cuts", "fold__upto", "fold__stamp", *_MOMENT.values())
    rows = list(folded.values_list("unit", *columns))
    if not rows or not any(buckets.is_whole(one.view.period, rows[0][2]) for one in asked):
        return None
    _unit, pk, cuts, upto, stamp, *moment = rows[0]
    fold = Fold(pk=pk, cuts=cuts, upto=upto)
    return Ready(fold, frozenset(row[0] for row in rows), Moment(stamp, *(told or 0 for told in moment)))


_WORDING = ("exactness", "said")


def _now(fold: Fold) -> QuerySet[Any, Row]:
    """One row that tells how the totals stand in the very moment in which they are read."""
    number = BigIntegerField()
    here, no_word = Value(TELL, number), Value("", TextField())
    told: dict[str, Any] = {"t1": here, "t2": here, "t3": no_word, "t4": no_word, "t5": F("stamp")}
    told |= {f"now_{name}": asked for name, asked in _MOMENT.items()}
    return Fold.objects.filter(pk=fold.pk).order_by().annotate(**told).values_list(*told)
