"""Adding up in the database: sums of lines, from the totals and the lines beyond them.

Lines alike in exactness and wording know the same ends, so each such group is one quantity. A line taken back or
eliminated comes in with its sign, so groups cancel exactly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

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
        return bool(self._left(key))

    def quantity(self, key: Key, decimals: int) -> Quantity | None:
        """What the lines there add up to; None where none is left."""
        left = self._left(key)
        if not left:
            return None
        # Added as integers, and what is the same made once: a page asks for thousands.
        value, low, high = left[0][2:] if len(left) == 1 else map(_total, zip(*(row[2:] for row in left), strict=True))
        point, bottom = rules.unscaled(value, decimals), rules.unscaled(low, decimals)
        top = bottom if high == low else rules.unscaled(high, decimals)
        words = {said for exactness, said, *_ends in left if exactness != _EXACT}
        return from_ends(point, bottom, top, words | {""} if PeriodTotal.MIXED in words else words)

    def moment(self) -> Moment | None:
        """The moment in which the rows were read, taken out of them; None where it is missing: no totals were there."""
        row = self._rows.pop((_TELL, _TELL), None)
        return Moment(*(told or 0 for told in row[_COUNT:])) if row else None

    def _left(self, key: Key) -> list[Row]:
        """Exactness, wording and the three sums of what is left there."""
        if key in self._more:
            return [(*group, *sums) for group, (count, *sums) in self._groups(key).items() if count]
        row = self._rows.get(key)
        return [(*row[2:_COUNT], *row[_COUNT + 1 :])] if row and row[_COUNT] else []

    def _groups(self, key: Key) -> dict[Group, list[int | None]]:
        own: dict[Group, list[int | None]] = {}
        rows = (self._rows[key], *self._more.get(key, ())) if key in self._rows else ()
        for _indicator, _unit, exactness, said, *sums in rows:
            held = own.get((exactness, said))
            own[exactness, said] = sums if held is None else [_plus(a, b) for a, b in zip(held, sums, strict=True)]
        return own


def _plus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _total(ends: Iterable[int | None]) -> int | None:
    return reduce(_plus, ends)


def signed(upto: int | None, after: int = 0) -> QuerySet[Fact]:
    """Every line of the ledger between two sequences, those that take away too."""
    lines = Fact.objects.filter(is_cumulative=False)
    if after:
        lines = lines.filter(seq__gt=after)
        return lines if upto is None else lines.filter(seq__lte=upto)
    # SQLite would go through the ledger from its beginning, where units lead to few of its lines.
    return lines if upto is None else lines.alias(at=F("seq") + Value(0)).filter(at__lte=upto)


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


class Moment(NamedTuple):
    """How the ledger and its totals stood: sequences, the last of the lines that take something away among them."""

    stamp: int
    restructured: int
    last_line: int
    last_away: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The totals that may be used in a view, and for which units they are complete; as they stood when asked."""

    fold: Fold
    units: frozenset[int]
    moment: Moment


def sums_under(
    indicators: Collection[Indicator], units: Collection[int], view: View, *, directly_under: int | None = None
) -> Sums:
    """What the lines of indicators that add come to under each of many units, in a constant number of queries.

    ``directly_under``: of a unit that moved, only what was reported while it stood directly under another.
    """
    ids = [one.pk for one in indicators]
    divisible = [one.pk for one in indicators if one.may_be_divided]

    def live(lines: QuerySet[Fact], units_: Collection[int], sign: int = 1) -> QuerySet[Any, Row]:
        under = _of_indicators(lines.filter(view.way.under(units_), view.inside), ids)
        counted = whole_ones(while_below(under, view, directly_under), view.way, divisible)
        return grouped(counted, view.way, sign)

    for _ in range(TRIES):
        ready = _ready(units, view, directly_under)
        if ready is None:
            break
        fold, upto, before = ready.fold, ready.fold.upto, ready.moment
        # Lines beyond the totals are added; those above the sequence of the address are taken away again.
        goes_back = view.upto is not None and view.upto < upto
        has_more = not goes_back and before.last_line > upto
        # Which wording is gone once something is taken away, only totals that hold each wording apart can tell.
        is_whole = not goes_back and before.last_away <= upto and buckets.is_usual(view.period, fold.cuts)
        parts = [_of_period(ready, ids, view) if is_whole else _of_buckets(ready, ids, view)]
        if goes_back:
            parts.append(live(signed(upto, view.upto or 0), ready.units, -1))
        elif has_more:
            parts.append(live(signed(view.upto, upto), ready.units))
        if rest := [unit for unit in units if unit not in ready.units]:
            parts.append(live(signed(view.upto), rest))
        found = Sums()
        found.add(_bare(_now(fold).union(*parts, all=True)))
        now = found.moment()
        if now is None or (now.stamp, now.restructured) != (before.stamp, before.restructured):
            continue
        # Most often nothing lies beyond, and is not looked for; unless a line was written in this moment.
        if goes_back or now.last_line <= upto or (has_more and not (is_whole and now.last_away > upto)):
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


# What tells a moment, in the order of Moment, but for the stamp.
_MOMENT = {
    "restructured": Subquery(Restructuring.objects.order_by("-id").values("id")[:1]),
    "last_line": Subquery(Fact.objects.order_by("-seq").values("seq")[:1]),
    "last_away": Subquery(Fact.objects.filter(sign=-1).order_by("-seq").values("seq")[:1]),
}


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
    asked: tuple[Any, ...] = ("fold", "fold__cuts", "fold__upto", "fold__stamp", *_MOMENT.values())
    rows = list(folded.values_list("unit", *asked))
    if not rows or not buckets.is_whole(view.period, rows[0][2]):
        return None
    _unit, pk, cuts, upto, stamp, *moment = rows[0]
    fold = Fold(pk=pk, cuts=cuts, upto=upto)
    return Ready(fold, frozenset(row[0] for row in rows), Moment(stamp, *(told or 0 for told in moment)))


def _of_period(ready: Ready, indicators: Collection[int], view: View) -> QuerySet[Any, Row]:
    rows = PeriodTotal.objects.filter(fold=ready.fold, first=view.period.from_on, last=view.period.to_on)
    rows = rows.filter(unit__in=ready.units).order_by()
    return _of_indicators(rows, indicators).values_list(*_KIND, "count", "value", "low", "high")


def _of_indicators(rows: QuerySet[Any, Any], indicators: Collection[int]) -> QuerySet[Any, Any]:
    """SQLite would look for each indicator by itself; where they are many, to read on is quicker."""
    one = F("indicator") if len(indicators) <= _FEW else F("indicator") + Value(0)
    narrowed: QuerySet[Any, Any] = rows.alias(one=one).filter(one__in=indicators)
    return narrowed


def _of_buckets(ready: Ready, indicators: Collection[int], view: View) -> QuerySet[Any, Row]:
    held = Total.objects.filter(fold=ready.fold, unit__in=ready.units, indicator__in=indicators)
    held = held.filter(first__gte=view.period.from_on, first__lte=view.period.to_on, last__lte=view.period.to_on)
    ends = {"n": Sum("count"), "points": Sum("value"), "lows": Sum("low"), "highs": Sum("high")}
    summed: QuerySet[Any, Row] = held.order_by().values(*_KIND).annotate(**ends).values_list(*_KIND, *ends)
    return summed


_KIND = ("indicator", "unit", "exactness", "said")


def _now(fold: Fold) -> QuerySet[Any, Row]:
    """One row that tells how the totals stand in the very moment in which they are read."""
    number = BigIntegerField()
    here, no_word = Value(_TELL, number), Value("", TextField())
    told: dict[str, Any] = {"t1": here, "t2": here, "t3": no_word, "t4": no_word, "t5": F("stamp")}
    told |= {f"now_{name}": asked for name, asked in _MOMENT.items()}
    return Fold.objects.filter(pk=fold.pk).order_by().annotate(**told).values_list(*told)
