"""Totals of buckets becoming totals of the usual periods, within the database."""

from __future__ import annotations

from typing import Any

from django.db import connection

from lantoa.indicators import buckets
from lantoa.indicators.models import Added, Fold, PeriodTotal

ENDS = ("count", "value", "low", "high")
# Columns of totals, in the order in which rows of them are given everywhere, with their types on both databases.
COLUMNS = {
    **{"indicator_id": "bigint", "unit_id": "bigint", "exactness": "varchar(10)", "said": "varchar(40)"},
    **{"first": "date", "last": "date"},
    **dict.fromkeys(ENDS, "bigint"),
}
# The temporary table of which periods hold which buckets.
_AROUND = "periods_around"


def add_to_periods(cursor: Any, one: Fold, rows: str) -> None:
    """Adds rows by pairs of buckets, a table or what stands for one, to the periods that hold both."""
    cursor.execute(f"SELECT DISTINCT first, last FROM {rows}")
    around = [
        (first, last, period.from_on, period.to_on)
        for first, last in cursor.fetchall()
        for period in buckets.periods_around(first, last, one.cuts)
    ]
    empty_table(cursor, _AROUND, dict.fromkeys(("begins", "ends", "from_on", "to_on"), "date"))
    cursor.executemany(f"INSERT INTO {_AROUND} VALUES (%s, %s, %s, %s)", around)
    kind = "indicator_id, unit_id, exactness, said, from_on, to_on"
    ends = ", ".join(f"sum({end})" for end in ENDS)
    within = f"{rows} JOIN {_AROUND} ON begins = first AND ends = last"
    add_rows(cursor, PeriodTotal, one, f"SELECT {kind}, {ends} FROM {within} GROUP BY {kind}")


def empty_table(cursor: Any, name: str, columns: dict[str, str]) -> None:
    """A temporary table, made once for a connection: PostgreSQL keeps a lock for each that a transaction makes."""
    typed = ", ".join(map(" ".join, columns.items()))
    cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS {name} ({typed})")
    cursor.execute(f"TRUNCATE {name}" if connection.vendor == "postgresql" else f"DELETE FROM {name}")


def add_rows(cursor: Any, model: type[Added], one: Fold, rows: str) -> None:
    """Adds the rows of a statement to what stands there of their kind."""
    table = connection.ops.quote_name(model._meta.db_table)
    added = ", ".join(f"{end} = {table}.{end} + excluded.{end}" for end in ENDS)
    cursor.execute(
        f"INSERT INTO {table} (fold_id, {', '.join(COLUMNS)}) SELECT {one.pk:d}, counted.* FROM ({rows}) counted"
        f" WHERE true ON CONFLICT (fold_id, unit_id, indicator_id, first, last, exactness, said) DO UPDATE SET {added}"
    )
