"""What SQL does with the same columns: a join over the closure, a cascade level by level, a group-by for each level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SUMS = (
    "sum(sign)::BIGINT AS count, sum(sign * value)::BIGINT AS value, sum(sign * low)::BIGINT AS low,"
    " sum(sign * high)::BIGINT AS high"
)
_AGAIN = "sum(count)::BIGINT AS count, sum(value)::BIGINT AS value, sum(low)::BIGINT AS low, sum(high)::BIGINT AS high"
_LEVELS = 4  # country, province, commune, what is below


@contextmanager
def connected(folder: Path, whose: str, threads: int, *, is_loaded: bool = True) -> Iterator[Any]:
    """DuckDB with the lines (in memory, or to be read from Parquet) and what it may know of the tree beforehand.

    As ours does, lines of units that are not asked for go to the lowest unit above them that is.
    """
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"SET threads = {threads}; SET memory_limit = '9GB'; SET preserve_insertion_order = false")
        connection.execute(f"SET temp_directory = '{folder}/spilled'")
        kind = "TABLE" if is_loaded else "VIEW"
        connection.execute(f"CREATE {kind} lines AS FROM '{folder}/lines.parquet'")
        connection.execute(f"CREATE TABLE closure AS FROM '{folder}/above.parquet'")
        only = "" if whose == "every" else " WHERE depth = 1"
        connection.execute(f"CREATE TABLE wanted AS SELECT DISTINCT ancestor::INT AS unit FROM closure{only}")
        connection.execute(
            "CREATE TABLE above AS SELECT descendant::INT AS descendant, ancestor::INT AS ancestor, depth FROM closure"
            " JOIN wanted ON unit = ancestor"
        )
        connection.execute(
            "CREATE TABLE holder AS SELECT descendant AS unit, arg_min(ancestor, depth) AS holder FROM above GROUP BY 1"
        )
        # Of each unit asked for: its level, the unit above it, and the unit above it on each level.
        steps = ", ".join(
            f"max(CASE WHEN levels.level = {level} THEN ancestor END) AS up{level}" for level in range(_LEVELS)
        )
        connection.execute(
            "CREATE TABLE path AS"
            " WITH levels AS (SELECT descendant AS unit, max(depth) AS level FROM closure GROUP BY 1)"
            f" SELECT own.unit, own.level, max(CASE WHEN depth = 1 THEN ancestor END) AS parent, {steps} FROM above"
            " JOIN wanted ON wanted.unit = descendant JOIN levels own ON own.unit = descendant"
            " JOIN levels ON levels.unit = ancestor GROUP BY own.unit, own.level"
        )
        yield connection


def _bucket(day: str, cuts: Sequence[int]) -> str:
    cases = " ".join(f"WHEN day({day}) >= {cut} THEN {cut - 1}" for cut in sorted(cuts, reverse=True))
    return f"(date_trunc('month', {day})::DATE + CASE {cases} END)"


def _days(cuts: Sequence[int]) -> str:
    return f"{_bucket('from_on', cuts)} AS first, {_bucket('to_on', cuts)} AS last"


def closure(cuts: Sequence[int]) -> str:
    """Each line joined with all that stand above its unit."""
    return (
        f"SELECT indicator, ancestor AS unit, kind, {_days(cuts)}, {_SUMS} FROM lines JOIN above ON descendant = unit"
        " GROUP BY ALL"
    )


def _base(cuts: Sequence[int], *, late: bool) -> str:
    """What the lines of each lowest unit asked for come to; ``late``: by days first, by buckets after that."""
    if late:
        return (
            f"days AS (SELECT indicator, holder, kind, from_on, to_on, {_SUMS} FROM lines JOIN holder USING (unit)"
            f" GROUP BY ALL), base AS MATERIALIZED (SELECT indicator, holder AS unit, kind, {_days(cuts)}, {_AGAIN}"
            " FROM days GROUP BY ALL)"
        )
    return (
        f"base AS MATERIALIZED (SELECT indicator, holder AS unit, kind, {_days(cuts)}, {_SUMS} FROM lines"
        " JOIN holder USING (unit) GROUP BY ALL)"
    )


def closure_of_sums(cuts: Sequence[int]) -> str:
    """The closure joined with sums instead of lines."""
    return (
        f"WITH {_base(cuts, late=False)} SELECT indicator, ancestor AS unit, kind, first, last, {_AGAIN} FROM base"
        " JOIN above ON descendant = unit GROUP BY ALL"
    )


def cascade(cuts: Sequence[int], *, late: bool = False) -> str:
    """Level by level from below: each level is its own sums and those of the level below it."""
    steps = [_base(cuts, late=late)]
    columns = "indicator, kind, first, last, count, value, low, high"
    for level in reversed(range(_LEVELS)):
        own = f"SELECT unit, {columns} FROM base JOIN path USING (unit) WHERE level = {level}"
        below = (
            ""
            if level == _LEVELS - 1
            else f" UNION ALL SELECT parent AS unit, {columns} FROM level{level + 1} JOIN path USING (unit)"
        )
        rows = f"SELECT indicator, unit, kind, first, last, {_AGAIN} FROM ({own}{below}) GROUP BY ALL"
        steps.append(f"level{level} AS MATERIALIZED ({rows if below else own})")
    names = "indicator, unit, kind, first, last, count, value, low, high"
    return f"WITH {', '.join(steps)} " + " UNION ALL ".join(
        f"SELECT {names} FROM level{level}" for level in range(_LEVELS)
    )


def cascade_late(cuts: Sequence[int]) -> str:
    """The cascade whose first sums are by days."""
    return cascade(cuts, late=True)


def paths(cuts: Sequence[int]) -> str:
    """Each level by a group-by of its own, from sums that bear the unit above them on every level."""
    ups = ", ".join(f"up{level}" for level in range(_LEVELS))
    parts = " UNION ALL ".join(
        f"SELECT indicator, up{level} AS unit, kind, first, last, {_AGAIN} FROM wide"
        f" WHERE up{level} IS NOT NULL GROUP BY ALL"
        for level in range(_LEVELS)
    )
    return (
        f"WITH {_base(cuts, late=False)}, wide AS MATERIALIZED (SELECT base.*, {ups} FROM base JOIN path USING (unit))"
        f" {parts}"
    )


WAYS = {
    "closure join": closure,
    "closure join of sums": closure_of_sums,
    "cascade": cascade,
    "cascade by days first": cascade_late,
    "path columns": paths,
}


def write(connection: Any, statement: str, folder: Path) -> None:
    """The result as Parquet, a file a thread, as ours is."""
    connection.execute(
        f"COPY ({statement}) TO '{folder}' (FORMAT parquet, COMPRESSION lz4, PER_THREAD_OUTPUT true, OVERWRITE true)"
    )


def compare(folder: Path, whose: str) -> None:
    """AssertionError where the two results differ in any row."""
    import duckdb

    answers = []
    for who in ("ours", "peer"):
        with duckdb.connect() as connection:
            answers.append(
                connection.execute(
                    "SELECT count(*), sum(hash(indicator::INT, unit::INT, kind, first::DATE, last::DATE, count, value,"
                    f" low, high)::HUGEINT) FROM '{folder}/{who}-{whose}/*.parquet'"
                ).fetchone()
            )
    assert answers[0] == answers[1], f"the results differ: {answers}"
