"""Rows becoming totals of buckets, and these totals of the usual periods, within the database."""

from __future__ import annotations

from typing import Any

from django.db import connection

from lantoa.indicators import buckets
from lantoa.indicators.models import Fold, PeriodTotal, Total

ENDS = ("count", "value", "low", "high")
# Columns of totals, in the order in which rows of them are given everywhere, with their types on both databases.
COLUMNS = {
    **{"indicator_id": "bigint", "unit_id": "bigint", "exactness": "varchar(10)", "said": "varchar(40)"},
    **{"first": "date", "last": "date"},
    **dict.fromkeys(ENDS, "bigint"),
}
# The temporary tables of which periods hold which buckets, and of what is told anew.
_AROUND, _STIRRED = "periods_around", "period_totals_stirred"
_CELL = ("indicator_id", "unit_id", "first", "last")


def tell_periods(cursor: Any, one: Fold, rows: str) -> None:
    """Tells anew what totals come to in the usual periods that hold what rows by pairs of buckets were added to them.

    ``rows`` is a table, or what stands for one. All wordings of a period become one row.
    """
    cursor.execute(f"SELECT DISTINCT first, last FROM {rows}")
    around = [
        (first, last, period.from_on, period.to_on)
        for first, last in cursor.fetchall()
        for period in buckets.periods_around(first, last, one.cuts)
    ]
    empty_table(cursor, _AROUND, dict.fromkeys(("begins", "ends", "from_on", "to_on"), "date"))
    cursor.executemany(f"INSERT INTO {_AROUND} VALUES (%s, %s, %s, %s)", around)
    empty_table(cursor, _STIRRED, {name: COLUMNS[name] for name in _CELL})
    within = f"{rows} JOIN {_AROUND} ON begins = first AND ends = last"
    cursor.execute(f"INSERT INTO {_STIRRED} SELECT DISTINCT indicator_id, unit_id, from_on, to_on FROM {within}")
    kept, totals = (connection.ops.quote_name(model._meta.db_table) for model in (PeriodTotal, Total))
    same = " AND ".join(f"old.{name} = stirred.{name}" for name in _CELL)
    old = f"SELECT old.id FROM {_STIRRED} stirred JOIN {kept} old ON old.fold_id = {one.pk:d} AND {same}"
    cursor.execute(f"DELETE FROM {kept} WHERE id IN ({old})")
    cell = ", ".join(f"stirred.{name}" for name in _CELL)
    # Amounts of one wording know the same ends, so what was taken back leaves nothing of it.
    cursor.execute(
        f"INSERT INTO {kept} (fold_id, {', '.join(_CELL)}, exactness, said, {', '.join(ENDS)})"
        f" SELECT {one.pk:d}, {', '.join(_CELL)}, {_TOGETHER} FROM ("
        f"SELECT {cell}, exactness, said, {', '.join(f'sum(part.{end}) AS {end}' for end in ENDS)}"
        f" FROM {_STIRRED} stirred JOIN {totals} part ON part.fold_id = {one.pk:d}"
        " AND part.unit_id = stirred.unit_id AND part.indicator_id = stirred.indicator_id"
        " AND part.first BETWEEN stirred.first AND stirred.last AND part.last <= stirred.last"
        f" GROUP BY {cell}, exactness, said HAVING sum(part.count) <> 0) wordings GROUP BY {', '.join(_CELL)}"
    )


_INEXACT = "FILTER (WHERE exactness <> 'exact')"
_TOGETHER = ", ".join(
    [
        f"CASE WHEN min(exactness) = max(exactness) AND min(said) = max(said) THEN min(exactness)"
        f" ELSE '{PeriodTotal.SEVERAL}' END",
        f"CASE WHEN coalesce(min(said) {_INEXACT} = max(said) {_INEXACT}, true) THEN coalesce(min(said) {_INEXACT}, '')"
        f" ELSE '{PeriodTotal.MIXED}' END",
        "sum(count)",
        *(f"CASE WHEN count({end}) = count(*) THEN sum({end}) END" for end in ("value", "low", "high")),
    ]
)


def empty_table(cursor: Any, name: str, columns: dict[str, str]) -> None:
    """A temporary table, made once for a connection: PostgreSQL keeps a lock for each that a transaction makes."""
    typed = ", ".join(map(" ".join, columns.items()))
    cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS {name} ({typed})")
    cursor.execute(f"TRUNCATE {name}" if connection.vendor == "postgresql" else f"DELETE FROM {name}")


def add_totals(cursor: Any, one: Fold, rows: str) -> None:
    """Adds the rows of a statement to what stands there of their kind."""
    table = connection.ops.quote_name(Total._meta.db_table)
    added = ", ".join(f"{end} = {table}.{end} + excluded.{end}" for end in ENDS)
    cursor.execute(
        f"INSERT INTO {table} (fold_id, {', '.join(COLUMNS)}) SELECT {one.pk:d}, counted.* FROM ({rows}) counted"
        f" WHERE true ON CONFLICT (fold_id, unit_id, indicator_id, first, last, exactness, said) DO UPDATE SET {added}"
    )
