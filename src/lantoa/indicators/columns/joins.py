"""The same totals by one join over the closure of the tree, for engines that read Parquet: the peers of the slabs.

A folder holds what ``from_folder.write_ledger`` wrote. DuckDB answers in SQL; ibis says the same once for DuckDB and
Spark.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lantoa.indicators.columns.lines import OWN, SAME
from lantoa.organisations.rules import WHOLE

COLUMNS = ("indicator", "unit", "exactness", "said", "first", "last", "count", "value", "low", "high")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a folder was written for: a line of units, a map (None: as it was), the days on which buckets begin."""

    line: str
    tree: date | None
    cuts: tuple[int, ...]
    upto: int

    @classmethod
    def of(cls, folder: Path) -> Asked:
        """As the folder says."""
        said = json.loads((folder / "asked.json").read_text(encoding="utf-8"))
        tree = date.fromisoformat(said["tree"]) if said["tree"] else None
        return cls(said["line"], tree, tuple(said["cuts"]), said["upto"])

    def write(self, folder: Path) -> None:
        """Says it in the folder."""
        tree = self.tree.isoformat() if self.tree else None
        said = {"line": self.line, "tree": tree, "cuts": list(self.cuts), "upto": self.upto}
        (folder / "asked.json").write_text(json.dumps(said), encoding="utf-8")


def by_duckdb(folder: Path) -> Any:
    """The rows of the totals of a folder as an Arrow table, by one statement of DuckDB."""
    import duckdb

    with duckdb.connect() as connection:
        return connection.sql(sql(Asked.of(folder), folder)).to_arrow_table()


def sql(asked: Asked, folder: Path) -> str:
    """The statement."""

    def table(name: str) -> str:
        return f"read_parquet('{_quoted(folder / name)}.parquet')"

    def part(amount: str) -> str:
        if asked.tree is None:
            return amount
        upto = f"({amount} // {WHOLE}) * s.{{0}} + ({amount} % {WHOLE}) * s.{{0}} // {WHOLE}"
        return f"({upto.format('share_to')} - ({upto.format('share_from')}))"

    ends = {
        "value": f"CASE WHEN k.has_value THEN l.sign * {part('l.value')} END",
        **{
            end: f"CASE k.{end} WHEN {SAME} THEN l.sign * {part('l.value')}"
            f" WHEN {OWN} THEN l.sign * {part(f'l.{end}')} END"
            for end in ("low", "high")
        },
    }
    sums = ", ".join(f"CAST(sum({summed}) AS BIGINT) AS {end}" for end, summed in ends.items())
    day = "l.to_on" if asked.tree is None else f"DATE '{asked.tree}'"
    stands, where, who = "", "", "l.unit"
    if asked.tree is not None:
        stands = f" JOIN {table('stands')} s ON s.unit = l.unit AND l.to_on BETWEEN s.from_day AND s.to_day"
        stands += f" JOIN {table('indicators')} i ON i.indicator = l.indicator"
        where = f" WHERE i.is_divisible OR (s.share_from = 0 AND s.share_to = {WHOLE})"
        who = "s.counterpart"
    return (
        f"SELECT l.indicator, a.ancestor AS unit, k.exactness, k.said, {_bucket('l.from_on', asked.cuts)} AS first,"
        f" {_bucket('l.to_on', asked.cuts)} AS last, CAST(sum(l.sign) AS BIGINT) AS count, {sums}"
        f" FROM {table('lines')} l JOIN {table('kinds')} k ON k.kind = l.kind{stands}"
        f" JOIN {table('above')} a ON a.descendant = {who} AND {day} BETWEEN a.from_day AND a.to_day"
        f" JOIN {table('units')} u ON u.unit = a.ancestor{where}"
        " GROUP BY l.indicator, a.ancestor, k.exactness, k.said, first, last"
    )


def _bucket(day: str, cuts: Collection[int]) -> str:
    cases = " ".join(f"WHEN day({day}) >= {cut} THEN {cut - 1}" for cut in sorted(cuts, reverse=True))
    return f"(CAST(date_trunc('month', {day}) AS DATE) + CASE {cases} END)"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def by_ibis(folder: Path, engine: str) -> Any:
    """The same by one expression of ibis: on DuckDB ("ibis:duckdb"), or on the Spark cluster of this address.

    A cluster's workers must see the folder.
    """
    connection = _connected(engine)
    try:
        return connection.to_pyarrow(expression(connection, Asked.of(folder), folder))
    finally:
        connection.disconnect()


def _connected(engine: str) -> Any:
    import ibis

    if engine == "ibis:duckdb":
        return ibis.duckdb.connect()
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(engine).appName("lantoa")
    settings = {
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        # Sums that leave 64 bits fail, as they do everywhere else.
        "spark.sql.ansi.enabled": "true",
        # Days before 1900 are the days that they are.
        "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    return ibis.pyspark.connect(builder.getOrCreate())


def expression(connection: Any, asked: Asked, folder: Path) -> Any:
    """The join over the closure and the sums, in whatever language the engine speaks."""
    import ibis

    def table(name: str) -> Any:
        return connection.read_parquet(str(folder / f"{name}.parquet"), table_name=f"lantoa_{name}")

    lines, kinds, above, units = (table(name) for name in ("lines", "kinds", "above", "units"))
    kinds = kinds.rename(low_is="low", high_is="high")
    joined = lines.join(kinds, "kind")
    if asked.tree is not None:
        stands = table("stands").rename(stood="unit", fact_from="from_day", fact_to="to_day")
        joined = joined.join(
            stands,
            [joined.unit == stands.stood, joined.to_on >= stands.fact_from, joined.to_on <= stands.fact_to],
        )
        joined = joined.join(table("indicators"), "indicator")
        is_whole = (joined.share_from == 0) & (joined.share_to == WHOLE)
        joined = joined.filter(joined.is_divisible | is_whole)
        joined = joined.mutate(who=joined.counterpart, day=ibis.literal(asked.tree))
    else:
        joined = joined.mutate(who=joined.unit, day=joined.to_on)
    above = above.semi_join(units, above.ancestor == units.unit)
    joined = joined.join(
        above,
        [joined.who == above.descendant, joined.day >= above.from_day, joined.day <= above.to_day],
    )

    def whole_part(number: Any) -> Any:
        # Division of whole numbers is not the same everywhere: what is left over goes first, so the rest is exact.
        return ((number - number % WHOLE) / WHOLE).round().cast("int64")

    def part(amount: Any) -> Any:
        if asked.tree is None:
            return amount
        upto, before = (
            whole_part(amount) * share + whole_part(amount % WHOLE * share)
            for share in (joined.share_to, joined.share_from)
        )
        return upto - before

    def end(which: Any, own: Any) -> Any:
        same, other = (joined.sign * part(amount) for amount in (joined.value, own))
        return ibis.cases((which == SAME, same), (which == OWN, other), else_=ibis.null("int64"))

    def bucket(day: Any) -> Any:
        starts = [(day.day() >= cut, cut - 1) for cut in sorted(asked.cuts, reverse=True)]
        return (day.truncate("M").cast("date") + ibis.cases(*starts, else_=0).as_interval("D")).cast("date")

    has = joined.has_value
    joined = joined.mutate(
        first=bucket(joined.from_on),
        last=bucket(joined.to_on),
        signed_value=ibis.cases((has, joined.sign * part(joined.value)), else_=ibis.null("int64")),
        signed_low=end(joined.low_is, joined.low),
        signed_high=end(joined.high_is, joined.high),
    )
    grouped = joined.group_by("indicator", "ancestor", "exactness", "said", "first", "last").agg(
        count=joined.sign.sum().cast("int64"),
        value=joined.signed_value.sum().cast("int64"),
        low=joined.signed_low.sum().cast("int64"),
        high=joined.signed_high.sum().cast("int64"),
    )
    return grouped.rename(unit="ancestor").select(*COLUMNS)
