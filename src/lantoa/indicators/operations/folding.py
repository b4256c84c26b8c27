"""Keeping the totals of the ledger: done in the background, while figures stay right at every moment.

A figure takes the totals of its unit up to the fold's sequence and adds the lines beyond. So folding changes nothing
that anyone sees; it keeps the tail short. Each step is one transaction: killed in the middle, it leaves what was there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from lantoa.indicators import buckets
from lantoa.indicators.models import Added, Fact, Fold, FoldedUnit, PeriodTotal, Total
from lantoa.indicators.queries import head, sums
from lantoa.organisations import queries as organisations
from lantoa.organisations.rules import LINES

# Lines of the ledger that one step takes in, so that no transaction lasts long.
AT_ONCE = 50_000
UNITS_AT_ONCE = 500
_KEPT = (FoldedUnit, Total, PeriodTotal)
_ENDS = ("count", "value", "low", "high")
_COLUMNS = {
    **{"indicator_id": "bigint", "unit_id": "bigint", "exactness": "varchar(10)", "said": "varchar(40)"},
    **{"first": "date", "last": "date"},
    **dict.fromkeys(_ENDS, "bigint"),
}
# Temporary tables of one step: what is added, and which periods hold which buckets.
_NEW, _AROUND = "new_totals", "periods_around"


def fold(*, today: date, lines: Iterable[str] = tuple(LINES), most: int = AT_ONCE) -> int:
    """Brings the totals of both maps up to the ledger's end; gives how many steps that took.

    Today's map is that of ``today``: on another day only those units are added up anew at which others count then.
    """
    steps = 0
    for line in lines:
        for tree in (None, today):
            while _step(line, tree, most):
                steps += 1
    return steps


def forget_totals() -> None:
    """Throws all totals away; figures are added up from the lines until they are folded anew."""
    Fold.objects.all().delete()


@transaction.atomic
def _step(line: str, tree: date | None, most: int) -> bool:
    """One step of one line and map; whether it did anything."""
    cuts, end, restructured = buckets.cuts(), head(), organisations.last_restructuring()
    one = Fold.objects.select_for_update().filter(line=line, is_map=tree is not None).first()
    if one is None or one.cuts != cuts:
        _begin(one, line, tree, cuts, restructured)
        return True
    stale = organisations.restructured_since(one.restructured, line, restructured)
    if tree and one.tree and one.tree != tree:
        stale |= organisations.remapped(line, one.tree, tree)
    upto = min(end, one.upto + most)
    if (upto, restructured, tree) == (one.upto, one.restructured, one.tree):
        return False
    for rows in (model.objects.filter(fold=one) for model in _KEPT):
        organisations.in_chunks(rows, "unit", stale, _delete)
    one.tree, one.restructured = tree, restructured
    if upto > one.upto:
        _take_in(one, sums.signed(upto, one.upto), one.units.values("unit"))
        one.upto = upto
    for some in _chunks(_missing(one) if stale else ()):
        _take_in(one, sums.signed(upto), some)
        FoldedUnit.objects.bulk_create(FoldedUnit(fold=one, unit_id=unit) for unit in some)
    one.stamp += 1
    one.save()
    return True


def _begin(old: Fold | None, line: str, tree: date | None, cuts: list[int], restructured: int) -> None:
    """Nothing is folded yet, for all units alike: what follows is taken in step by step."""
    if old:
        old.delete()
    one = Fold.objects.create(
        line=line, is_map=tree is not None, tree=tree, cuts=cuts, restructured=restructured, stamp=1
    )
    units = sorted(organisations.ever_above_others(line))
    FoldedUnit.objects.bulk_create((FoldedUnit(fold=one, unit_id=unit) for unit in units), batch_size=5_000)


def _missing(one: Fold) -> set[int]:
    """The units above others that have no totals: forgotten ones, and those under which the first was founded."""
    return organisations.ever_above_others(one.line) - set(one.units.values_list("unit", flat=True))


def _take_in(one: Fold, lines: QuerySet[Fact], units: Collection[int] | QuerySet[Any]) -> None:
    """Adds lines of the ledger to the totals of units, within the database: by buckets, and by the usual periods."""
    rows, params = sums.bucketed(one, lines, units).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {_NEW} ({', '.join(map(' '.join, _COLUMNS.items()))})")
        cursor.execute(f"INSERT INTO {_NEW} SELECT counted.* FROM ({rows}) counted", params)
        cursor.execute(f"SELECT DISTINCT first, last FROM {_NEW}")
        around = [
            (first, last, period.from_on, period.to_on)
            for first, last in cursor.fetchall()
            for period in buckets.periods_around(first, last, one.cuts)
        ]
        cursor.execute(f"CREATE TEMPORARY TABLE {_AROUND} (begins date, ends date, from_on date, to_on date)")
        cursor.executemany(f"INSERT INTO {_AROUND} VALUES (%s, %s, %s, %s)", around)
        _add(cursor, Total, one, f"SELECT * FROM {_NEW}")
        kind = "indicator_id, unit_id, exactness, said, from_on, to_on"
        ends = ", ".join(f"sum({end})" for end in _ENDS)
        within = f"{_NEW} JOIN {_AROUND} ON begins = first AND ends = last"
        _add(cursor, PeriodTotal, one, f"SELECT {kind}, {ends} FROM {within} GROUP BY {kind}")
        for table in (_NEW, _AROUND):
            cursor.execute(f"DROP TABLE {table}")


def _add(cursor: Any, model: type[Added], one: Fold, rows: str) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    added = ", ".join(f"{end} = {table}.{end} + excluded.{end}" for end in _ENDS)
    cursor.execute(
        f"INSERT INTO {table} (fold_id, {', '.join(_COLUMNS)}) SELECT {one.pk:d}, counted.* FROM ({rows}) counted"
        f" WHERE true ON CONFLICT (fold_id, unit_id, indicator_id, first, last, exactness, said) DO UPDATE SET {added}"
    )


def _delete(rows: QuerySet[Any]) -> None:
    rows.delete()


def _chunks(units: Collection[int]) -> Iterable[list[int]]:
    ordered = sorted(units)
    return (ordered[at : at + UNITS_AT_ONCE] for at in range(0, len(ordered), UNITS_AT_ONCE))
