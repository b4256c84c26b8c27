"""Likely doubles as the worker found them, and what has to be looked at anew since: decisions/0022.

What an amount may be told in depends on itself, on the totals above it, on what was decided of these, on the tree and,
where it goes on about a practice, on what else does. So a few amounts are looked at anew whenever something happened;
of all others the table says the truth.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from lantoa.indicators.models import Double, DoubleSearch, Fact, LikelyDouble, LikelyHead
from lantoa.indicators.queries.double_ways import ADDS, LINE, beside, in_totals, left_out, of_same
from lantoa.indicators.queries.ledger import amounts
from lantoa.indicators.rules import doubles as rules
from lantoa.indicators.rules.doubles import Told
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import UnitAncestry

# Of more amounts than this the whole ledger is gone through instead: after a large load, until the worker comes round.
MOST = 20_000
STATEMENT = "statement"
Row = tuple[int, int, int | None]

# From the few to the many, in this order on both databases: without statistics SQLite would begin with the many.
# An amount that is a detail of totals inside the new one only stays theirs: nothing changes for it.
_UNDER = """
    SELECT DISTINCT o.seq FROM indicators_fact t
    CROSS JOIN organisations_unitancestry a
    CROSS JOIN indicators_fact o
    WHERE t.seq IN ({totals}) AND a.ancestor_id = t.unit_id AND a.line = %s
      AND o.indicator_id = t.indicator_id AND o.unit_id = a.descendant_id
      AND o.from_on <= t.to_on AND o.to_on >= t.from_on AND a.from_on <= o.to_on AND a.to_on >= o.to_on
      AND o.sign = 1 AND o.eliminates_id IS NULL AND NOT o.is_cumulative AND o.seq <> t.seq
      AND (NOT EXISTS (SELECT 1 FROM indicators_likelydouble k WHERE k.other_id = o.seq)
        OR EXISTS (
          SELECT 1 FROM indicators_likelydouble k JOIN indicators_fact m ON m.seq = k.head_id
          WHERE k.other_id = o.seq AND NOT (
            m.source_kind = 'statement' AND m.from_on <= o.from_on AND m.to_on >= o.to_on
            AND (k.depth > 0 OR o.source_kind <> 'statement' OR m.from_on < o.from_on OR m.to_on > o.to_on)
            AND m.from_on >= t.from_on AND m.to_on <= t.to_on
            AND (m.unit_id <> t.unit_id OR m.from_on > t.from_on OR m.to_on < t.to_on)
            AND EXISTS (
              SELECT 1 FROM organisations_unitancestry b WHERE b.descendant_id = m.unit_id AND b.line = %s
                AND b.ancestor_id = t.unit_id AND b.from_on <= m.to_on AND b.to_on >= m.to_on))))
"""


def stirred(since: DoubleSearch, *, upto: int | None = None, most: int | None = None) -> set[int] | None:
    """The amounts of which the table may not be right any more, up to a line of the ledger; None where they are more
    than so many. A constant number of queries, of what happened since then alone.
    """
    tail = Fact.objects.filter(seq__gt=since.upto)
    if upto is not None:
        tail = tail.filter(seq__lte=upto)
    back = "reversal_of"
    columns = ("seq", "sign", "eliminates", "source_kind", back, f"{back}__eliminates", f"{back}__source_kind")
    lines = list(tail.values_list(*columns)[: None if most is None else most + 1])
    if most is not None and len(lines) > most:
        return None
    found, totals = set[int](), set[int]()
    for seq, sign, eliminates, kind, taken, taken_eliminates, taken_kind in lines:
        if sign == 1 and eliminates is None:
            found.add(seq)
            # Those that were there from the beginning were found by the amounts below them.
            totals |= {seq} if kind == STATEMENT and seq > since.seen else set()
        elif taken is not None and taken_eliminates is None:
            found.add(taken)
            totals |= {taken} if taken_kind == STATEMENT else set()
    for kept, other, is_same, at, unit in unheeded().values_list("kept", "other", "is_same", "at", "other__unit"):
        found |= {kept, other}
        totals |= {other} if is_same and at == unit else set()
    found |= _of_practices({seq for seq in found if not since.upto < seq <= since.seen})
    for some in (_under(totals), _restructured(since, most)):
        if most is not None and len(found) + len(some) > most:
            return None
        found |= some
    return found


def unheeded() -> QuerySet[Double]:
    """The decisions that the table does not know as they stand."""
    return Double.objects.filter(is_heeded=False)


def candidates(others: Collection[int]) -> set[Row]:
    """What is kept of these amounts: head, other, how far below; now, from the lines.

    Of two units that tell of one practice, neither above the other, every pair (depth None): whether they are bodies of
    one place is asked when it is looked at, for units change their class and links without a word to the ledger.
    """
    if not others:
        return set()
    found = {
        row for way in (in_totals, of_same) for row in way(others=others).order_by().values_list("head", "pk", "depth")
    }
    known = {row[:2] for row in found}
    return found | {row for row in _of_two_units(others) if row[:2] not in known}


def _of_practices(found: Collection[int]) -> set[int]:
    """The amounts that go on about the same practices as these, on days in common."""
    days: dict[tuple[int, str], list[tuple[date, date]]] = {}
    for how, line, from_on, to_on in Fact.objects.filter(pk__in=found).values_list("indicator", *_DAYS):
        if line:
            days.setdefault((how, line), []).append((from_on, to_on))
    rows = _going_on_about({line for _, line in days}).values_list("indicator", *_DAYS, "pk")
    return {
        pk
        for how, line, from_on, to_on, pk in rows
        if any(first <= to_on and from_on <= last for first, last in days.get((how, line), ()))
    }


_DAYS = ("source_line", "from_on", "to_on")


def _going_on_about(practices: Collection[str]) -> QuerySet[Fact]:
    """Amounts that go on about these, asked so that they are found by these alone."""
    told = Fact.objects.filter(source_line__in=practices).exclude(source_line="").exclude(source_kind=STATEMENT)
    return told.order_by()


def _of_two_units(others: Collection[int]) -> Iterator[Row]:
    """Pairs of one practice that two units tell of."""
    practices = set(Fact.objects.filter(pk__in=others).values_list("source_line", flat=True)) - {""}
    told = _going_on_about(practices).filter(is_cumulative=False, sign=1)
    told = told.annotate(is_over=Exists(Fact.objects.filter(reversal_of=OuterRef("pk"))), is_left_out=left_out())
    columns = ("pk", "from_on", "to_on", "source_kind", "source_uuid", "source_line")
    asked = ("indicator", "unit", "eliminates", "is_over", "is_left_out", *columns)
    alike: dict[tuple[int, str], list[tuple[Told, int, bool]]] = {}
    for how, unit, eliminates, is_over, is_left_out, *row in told.values_list(*asked):
        if eliminates is None and not is_over:
            alike.setdefault((how, row[-1]), []).append((Told(*row), unit, is_left_out))
    for group in alike.values():
        for other, at, is_left_out in group:
            if other.seq in others and not is_left_out:
                for head, unit, _ in group:
                    if unit != at and rules.why(head, other, None):
                        yield head.seq, other.seq, None


def _under(totals: Collection[int]) -> set[int]:
    """The amounts under totals for which these matter."""
    if not totals:
        return set()
    with connection.cursor() as cursor:
        statement = _UNDER.format(totals=", ".join(str(int(total)) for total in sorted(totals)))
        cursor.execute(statement, [LINE, LINE])
        return {seq for (seq,) in cursor.fetchall()}


def _restructured(since: DoubleSearch, most: int | None) -> set[int]:
    """The amounts of units that stand elsewhere since then, in as far as another unit holds something else by it."""
    units = organisations.restructured_since(since.restructured, LINE, organisations.last_restructuring())
    if not units:
        return set()
    below = UnitAncestry.objects.filter(line=LINE, ancestor__in=units).values("descendant")
    told = amounts().filter(ADDS, unit__in=below).values_list("pk", flat=True)
    kept = LikelyDouble.objects.filter(head__unit__in=units).values_list("other", flat=True)
    limit = None if most is None else most + 1
    return {*told[:limit], *kept[:limit]}


@dataclass(frozen=True, slots=True)
class Found:
    """The likely doubles of this moment: rows of the table, without those of some amounts, and the rows of these."""

    anew: Collection[int]
    rows: Collection[Row]

    @property
    def kept(self) -> QuerySet[LikelyDouble]:
        """The rows of the table that are right."""
        return LikelyDouble.objects.exclude(other__in=self.anew)

    def heads(self) -> QuerySet[Fact]:
        """Amounts that stand, in which others may be told."""
        of_two_units = {head for head, _, depth in self.rows if depth is None}
        below = {head for head, _, depth in self.rows if depth is not None}
        anew = Fact.objects.filter(pk__in=of_two_units | below).values("pk")
        # From the few to the many: what else is asked of heads is asked of these alone.
        heads = Fact.objects.filter(pk__in=LikelyHead.objects.values("head").union(anew))
        kept = self.kept.filter(head=OuterRef("pk"))
        is_below = Q(Exists(kept.filter(depth__isnull=False))) | Q(pk__in=below)
        is_by_side = Q(Exists(kept.filter(depth=None))) | Q(pk__in=of_two_units)
        back = Fact.objects.filter(reversal_of=OuterRef("pk"))
        return heads.filter(is_below | is_by_side & Q(Exists(beside())), ~Exists(back))


def found() -> Found | None:
    """The likely doubles of this moment; None where too much happened since the worker looked, or it never did."""
    since = DoubleSearch.objects.first()
    anew = stirred(since, most=MOST) if since else None
    return None if anew is None else Found(anew, candidates(anew))
