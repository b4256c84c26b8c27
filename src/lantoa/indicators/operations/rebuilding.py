"""Totals from nothing, added up in columns: what folding does step by step, for a large ledger at once.

The ledger is read before anything is written, so writers wait only while the rows go in. What was read holds for ever
(lines are never changed); where the tree or the regulation moved meanwhile, nothing is written and folding does it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import chain, islice
from typing import Any

from django.db import IntegrityError, connection, transaction

from lantoa.indicators import buckets, columns
from lantoa.indicators.models import Fact, Fold, FoldedUnit, Total
from lantoa.indicators.operations.period_totals import COLUMNS, tell_periods
from lantoa.indicators.queries import head
from lantoa.organisations import queries as organisations

ROWS_AT_ONCE = 5_000


def rebuild(line: str, tree: date | None) -> bool:
    """Adds the totals of a line and map up from columns where none are there, and the ledger is large enough for it.

    Whether it did; else nothing has changed.
    """
    if not columns.are_there() or _begun(line, tree) or Fact.objects.count() < columns.FROM_LINES:
        return False
    cuts, upto, restructured = buckets.cuts(), head(), organisations.last_restructuring()
    one = Fold(line=line, is_map=tree is not None, tree=tree, cuts=cuts, upto=upto, restructured=restructured, stamp=1)
    units = organisations.ever_above_others(line)
    try:
        rows = columns.rows(one, upto)
        first = list(islice(rows, 1))
    except OverflowError:  # the database says whether it is too much
        return False
    # Who else rebuilds at the same time comes first or last: one of the two finds that it is done.
    with suppress(IntegrityError), transaction.atomic():
        begun = Fold.objects.select_for_update().filter(line=line, is_map=one.is_map).first()
        now = buckets.cuts(), organisations.last_restructuring(), organisations.ever_above_others(line)
        if now != (cuts, restructured, units) or (begun and begun.upto):
            return False
        if begun:
            begun.delete()
        one.save()
        folded = (FoldedUnit(fold=one, unit_id=unit) for unit in sorted(units))
        FoldedUnit.objects.bulk_create(folded, batch_size=ROWS_AT_ONCE)
        _write(one, chain(first, rows))
        return True
    return False


def _begun(line: str, tree: date | None) -> bool:
    return Fold.objects.filter(line=line, is_map=tree is not None, upto__gt=0).exists()


def _write(one: Fold, rows: Iterator[tuple[Any, ...]]) -> None:
    table = connection.ops.quote_name(Total._meta.db_table)
    names = ("fold_id", *COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((one.pk, *row))
        else:
            insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
            while some := list(islice(rows, ROWS_AT_ONCE)):
                cursor.executemany(insert, [(one.pk, *row) for row in some])
        tell_periods(cursor, one, f"(SELECT {', '.join(COLUMNS)} FROM {table} WHERE fold_id = {one.pk:d}) kept")
