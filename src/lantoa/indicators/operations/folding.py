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
from lantoa.indicators.models import Fact, Fold, FoldedUnit, PeriodTotal, Total
from lantoa.indicators.operations.period_totals import COLUMNS, add_totals, empty_table, tell_periods
from lantoa.indicators.operations.rebuilding import rebuild
from lantoa.indicators.queries import head, sums
from lantoa.organisations import queries as organisations
from lantoa.organisations.rules import LINES

# Lines of the ledger that one step takes in, so that no transaction lasts long.
AT_ONCE = 50_000
UNITS_AT_ONCE = 500
_KEPT = (FoldedUnit, Total, PeriodTotal)
# The temporary table of one step: what is added.
_NEW = "new_totals"


def fold(*, today: date, lines: Iterable[str] = tuple(LINES), most: int = AT_ONCE) -> int:
    """Brings the totals of both maps up to the ledger's end; gives how many steps that took.

    Today's map is that of ``today``: on another day only those units are added up anew at which others count then.
    """
    steps = 0
    for line in lines:
        for tree in (None, today):
            steps += rebuild(line, tree)
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
        empty_table(cursor, _NEW, COLUMNS)
        cursor.execute(f"INSERT INTO {_NEW} SELECT counted.* FROM ({rows}) counted", params)
        add_totals(cursor, one, f"SELECT * FROM {_NEW}")
        tell_periods(cursor, one, _NEW)


def _delete(rows: QuerySet[Any]) -> None:
    rows.delete()


def _chunks(units: Collection[int]) -> Iterable[list[int]]:
    ordered = sorted(units)
    return (ordered[at : at + UNITS_AT_ONCE] for at in range(0, len(ordered), UNITS_AT_ONCE))
