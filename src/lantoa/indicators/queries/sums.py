"""Adding up in the database: sums of lines, from the totals and the lines beyond them.

Lines alike in exactness and wording know the same ends, so each such group is one quantity. A line taken back or
eliminated comes in with its sign, so groups cancel exactly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, TextField, Value

from lantoa.common.quantities import Exactness, Quantity, from_ends
from lantoa.indicators import buckets, rules
from lantoa.indicators.models import Fact, Fold, FoldedUnit, Indicator, PeriodTotal, Total
from lantoa.indicators.queries.addresses import View
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Restructuring
from lantoa.organisations.queries import Way
from lantoa.organisations.rules import WHOLE

# How often totals that change while they are read are read again, before every line is added up instead.
TRIES = 3
Key = tuple[int, int]
Group = tuple[str, str]
Row = tuple[Any, ...]
_EXACT = Exactness.EXACT.value
_COUNT = 4
_FEW = 8
_TELL = -1  # stands in the place of an indicator in the row that tells how the totals stand


class Sums:
    """Sums by indicator and unit, in groups of lines alike in exactness and wording.

    Thousands are read for one page, so rows are kept as they come and put together only when an amount is asked for.
    """

    __slots__ = ("_more", "_rows")

    def __init__(self) -> None:
        """Nothing added yet."""
        self._rows: dict[Key, Row] = {}
        self._more: dict[Key, list[Row]] = {}

    def add(self, rows: Iterable[Row]) -> None:
        """Rows of indicator, unit, exactness, wording, count, and the three sums."""
        first, more = self._rows, self._more
        for row in rows:
            key: Key = row[:2]
            if first.setdefault(key, row) is not row:
                more.setdefault(key, []).append(row)

    def __iter__(self) -> Iterator[Key]:
        """Those of which a line is left: what was taken back leaves nothing."""
        return (key for key in self._rows if key in self)

    def __contains__(self, key: Key) -> bool:
        """Whether a line is left there."""
        if key not in self._more:
            return bool(key in self._rows and self._rows[key][_COUNT])
        return any(count for count, *_ends in self._groups(key).values())

    def quantity(self, key: Key, decimals: int) -> Quantity | None:
        """What the lines there add up to; None where none is left."""
        left = [(group, sums) for group, (count, *sums) in self._groups(key).items() if count]
        if not left:
            return None
        # Added as integers: a page asks for thousands.
        value, low, high = (
            None if None in ends else rules.unscaled(int(sum(ends)), decimals)
            for ends in zip(*(ends for _, ends in left), strict=True)
        )
        return from_ends(value, low, high, {said for (exactness, said), _ in left if exactness != _EXACT})

    def told(self) -> tuple[Any, ...] | None:
        """What the row tells that says how the totals stood, taken out; None where it is missing: they were gone."""
        row = self._rows.pop((_TELL, _TELL), None)
        return row and row[_COUNT : _COUNT + 3]

    def _groups(self, key: Key) -> dict[Group, list[int | None]]:
        own: dict[Group, list[int | None]] = {}
        rows = (self._rows[key], *self._more.get(key, ())) if key in self._rows else ()
        for _indicator, _unit, exactness, said, *sums in rows:
            held = own.get((exactness, said))
            own[exactness, said] = sums if held is None else [_plus(a, b) for a, b in zip(held, sums, strict=True)]
        return own


def _plus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def signed(upto: int | None, after: int = 0) -> QuerySet[Fact]:
    """Every line of the ledger between two sequences, those that take away too."""
    lines = Fact.objects.filter(is_cumulative=False)
    if after:
        lines = lines.filter(seq__gt=after)
    return lines if upto is None else lines.filter(seq__lte=upto)


def pieces(way: Way) -> Q:
    """Rows annotated with their shares of which only a part counts there."""
    return Q() if way.tree is None else Q(share_from__gt=0) | Q(share_to__lt=WHOLE)


def whole_ones(lines: QuerySet[Fact], way: Way, divisible: Collection[int]) -> QuerySet[Fact]:
    """Without the parts of what may not be divided: that counts only where all of it does."""
    if way.tree is None:
        return lines
    share_from, share_to = way.shares()
    return lines.annotate(share_from=share_from, share_to=share_to).exclude(~Q(indicator__in=divisible) & pieces(way))


def grouped(lines: QuerySet[Fact], way: Way, sign: int = 1, by: tuple[str, ...] = ()) -> QuerySet[Any, Row]:
    """Lines narrowed by ``under`` or ``at`` as rows that Sums takes; ``sign`` −1 takes them away instead.

    ``by`` are further columns to group by, which follow the wording.
    """
    signs = F("sign") * Value(sign) if sign < 0 else F("sign")
    rows: QuerySet[Any, Row] = (
        lines.order_by()
        .values("indicator", way.top, "exactness", "said", *by)
        .annotate(
            n=Sum(signs),
            points=Sum(signs * way.part("value"), output_field=BigIntegerField()),
            lows=Sum(signs * way.part("low"), output_field=BigIntegerField()),
            highs=Sum(signs * way.part("high"), output_field=BigIntegerField()),
        )
        .values_list("indicator", way.top, "exactness", "said", *by, "n", "points", "lows", "highs")
    )
    return rows


def bucketed(fold: Fold, lines: QuerySet[Fact], units: Collection[int] | QuerySet[Any]) -> QuerySet[Any, Row]:
    """What lines come to under units of a fold, by the buckets in which they begin and end: the rows of Total."""
    way = Way(fold.line, fold.tree)
    divisible = [one.pk for one in Indicator.objects.all() if one.may_be_divided]
    first, last = (buckets.BucketStart(F(day), fold.cuts) for day in ("from_on", "to_on"))
    counted = whole_ones(lines.filter(way.under(units)).annotate(first=first, last=last), way, divisible)
    return grouped(counted, way, by=("first", "last"))


@dataclass(frozen=True, slots=True)
class Ready:
    """The totals that may be used in a view, and for which units they are complete; as they stood when asked."""

    fold: Fold
    units: frozenset[int]
    last_restructuring: int | None
    last_line: int


def sums_under(
    indicators: Collection[Indicator], units: Collection[int], view: View, *, directly_under: int | None = None
) -> Sums:
    """What the lines of indicators that add come to under each of many units, in a constant number of queries.

    ``directly_under``: of a unit that moved, only what was reported while it stood directly under another.
    """
    ids = [one.pk for one in indicators]
    divisible = [one.pk for one in indicators if one.may_be_divided]

    def live(lines: QuerySet[Fact], units_: Collection[int], sign: int = 1) -> QuerySet[Any, Row]:
        under = lines.filter(view.way.under(units_), view.inside, indicator__in=ids)
        counted = whole_ones(while_below(under, view, directly_under), view.way, divisible)
        return grouped(counted, view.way, sign)

    for _ in range(TRIES):
        ready = _ready(units, view, directly_under)
        if ready is None:
            break
        fold, parts = ready.fold, [_totals(ready, ids, view)]
        # Lines beyond the totals are added; those above the sequence of the address are taken away again.
        goes_beyond = view.upto is None or view.upto > fold.upto
        if goes_beyond and ready.last_line > fold.upto:
            parts.append(live(signed(view.upto, fold.upto), ready.units))
        elif view.upto is not None and view.upto < fold.upto:
            parts.append(live(signed(fold.upto, view.upto), ready.units, -1))
        if rest := [unit for unit in units if unit not in ready.units]:
            parts.append(live(signed(view.upto), rest))
        found = Sums()
        found.add(_bare(_now(fold).union(*parts, all=True)))
        told = found.told()
        if told is None or told[:2] != (fold.stamp, ready.last_restructuring):
            continue
        # Most often nothing lies beyond, and is not looked for; unless a line was written in this moment.
        if not goes_beyond or fold.upto < ready.last_line or fold.upto >= (told[2] or 0):
            return found
    found = Sums()
    found.add(live(signed(view.upto), units))
    return found


def _bare(rows: QuerySet[Any, Row]) -> list[Row]:
    """The rows as the database gives them: Django would look at each of tens of thousands of integers."""
    with connection.cursor() as cursor:
        cursor.execute(*rows.query.sql_with_params())
        found: list[Row] = cursor.fetchall()
    return found


def while_below(lines: QuerySet[Fact], view: View, directly_under: int | None) -> QuerySet[Fact]:
    """Of lines narrowed by ``under``: those of days on which the unit they count under stood directly under another."""
    if directly_under is None or view.tree is not None:
        return lines
    return lines.annotate(depth=F(view.way.depth)).filter(view.way.directly_under(directly_under))


_LAST = Subquery(Restructuring.objects.order_by("-id").values("id")[:1])
_LAST_LINE = Subquery(Fact.objects.order_by("-seq").values("seq")[:1])


def _ready(units: Collection[int], view: View, directly_under: int | None) -> Ready | None:
    folded = FoldedUnit.objects.filter(
        unit__in=units, fold__line=view.line, fold__is_map=view.tree is not None, fold__tree=view.tree
    )
    stirred = Restructuring.objects.filter(unit=OuterRef("unit"), line=view.line, id__gt=OuterRef("fold__restructured"))
    folded = folded.filter(~Exists(stirred))
    if directly_under is not None and view.tree is None:
        all_along = organisations.below_all_along(directly_under, view.line, view.period.from_on, view.period.to_on)
        folded = folded.filter(unit__in=all_along)
    # One statement for all of it: what stands in two may not belong together.
    asked = ("fold", "fold__cuts", "fold__upto", "fold__stamp")
    rows = list(folded.values_list("unit", *asked, _LAST, _LAST_LINE))
    if not rows or not buckets.is_whole(view.period, rows[0][2]):
        return None
    _unit, pk, cuts, upto, stamp, last, last_line = rows[0]
    fold = Fold(pk=pk, cuts=cuts, upto=upto, stamp=stamp)
    return Ready(fold, frozenset(row[0] for row in rows), last, last_line or 0)


def _totals(ready: Ready, indicators: Collection[int], view: View) -> QuerySet[Any, Row]:
    period, kind = view.period, ("indicator", "unit", "exactness", "said")
    if buckets.is_usual(period, ready.fold.cuts):
        rows = PeriodTotal.objects.filter(fold=ready.fold, first=period.from_on, last=period.to_on)
        rows = rows.filter(unit__in=ready.units).order_by()
        # SQLite would look for each indicator of each unit by itself, where to read on is quicker.
        one = F("indicator") if len(indicators) <= _FEW else F("indicator") + Value(0)
        rows = rows.alias(one=one).filter(one__in=indicators)
        return rows.values_list(*kind, "count", "value", "low", "high")
    held = Total.objects.filter(fold=ready.fold, unit__in=ready.units, indicator__in=indicators)
    held = held.filter(first__gte=period.from_on, first__lte=period.to_on, last__lte=period.to_on)
    ends = {"n": Sum("count"), "points": Sum("value"), "lows": Sum("low"), "highs": Sum("high")}
    summed: QuerySet[Any, Row] = held.order_by().values(*kind).annotate(**ends).values_list(*kind, *ends)
    return summed


def _now(fold: Fold) -> QuerySet[Any, Row]:
    """One row that tells how the totals stand in the very moment in which they are read."""
    number, nothing = BigIntegerField(), Value(None, output_field=BigIntegerField())
    here, no_word = Value(_TELL, number), Value("", TextField())
    told: dict[str, Any] = {"t1": here, "t2": here, "t3": no_word, "t4": no_word}
    told |= {"t5": F("stamp"), "t6": _LAST, "t7": _LAST_LINE, "t8": nothing}
    return Fold.objects.filter(pk=fold.pk).order_by().annotate(**told).values_list(*told)
