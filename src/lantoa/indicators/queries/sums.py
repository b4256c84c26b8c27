"""Adding up in the database: sums of lines.

Lines alike in exactness and wording know the same ends, so each such group is one quantity. A line taken back or
eliminated comes in with its sign, so groups cancel exactly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import reduce
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, F, Q, QuerySet, Sum, Value

from lantoa.common.quantities import Exactness, Quantity, from_ends
from lantoa.indicators import buckets, rules
from lantoa.indicators.models import Fact, Fold, Indicator, PeriodTotal
from lantoa.indicators.queries.addresses import View
from lantoa.organisations.queries import Way
from lantoa.organisations.rules import WHOLE

Key = tuple[int, int]
Group = tuple[str, str]
Row = tuple[Any, ...]
_EXACT = Exactness.EXACT.value
_COUNT = 4
TELL = -1  # stands in the place of an indicator in the row that tells how the totals stand


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

    def counts(self, key: Key) -> dict[Group, int]:
        """How many lines are left there by exactness and wording."""
        return {group: count for group, (count, *_) in self._groups(key).items() if count}

    def moment(self) -> Moment | None:
        """The moment in which the rows were read, taken out of them; None where it is missing: no totals were there."""
        row = self._rows.pop((TELL, TELL), None)
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


def grouped(
    lines: QuerySet[Fact], way: Way, sign: int = 1, by: tuple[str, ...] = (), key: str | Value | None = None
) -> QuerySet[Any, Row]:
    """Lines narrowed by ``under`` or ``at`` as rows that Sums takes; ``sign`` −1 takes them away instead.

    ``by`` are further columns to group by, which follow the wording; ``key`` is told in place of the unit.
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
        .values_list("indicator", key or way.top, "exactness", "said", *by, "n", "points", "lows", "highs")
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


def while_below(lines: QuerySet[Fact], view: View, directly_under: int | None) -> QuerySet[Fact]:
    """Of lines narrowed by ``under``: those of days on which the unit they count under stood directly under another."""
    if directly_under is None or view.tree is not None:
        return lines
    return lines.annotate(depth=F(view.way.depth)).filter(view.way.directly_under(directly_under))
