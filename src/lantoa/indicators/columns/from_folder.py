"""The ledger as a folder of Parquet files, and its totals from there: by slabs, by DuckDB, or on a Spark cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lantoa.indicators import buckets
from lantoa.indicators.columns import files, joins, kernels, places, stored
from lantoa.indicators.columns.dealing import Heaps
from lantoa.indicators.columns.joins import Asked
from lantoa.indicators.columns.lines import OWN, SAME, Kinds
from lantoa.indicators.columns.rolling import totals
from lantoa.indicators.columns.totals import Totals
from lantoa.indicators.models import Indicator
from lantoa.organisations import queries as organisations

# Which engine adds up: slabs, duckdb, or the address of a Spark cluster (spark://host:7077).
ENGINE = "LANTOA_COLUMNS"
ROWS = pa.schema(
    [
        ("indicator", pa.int32()),
        ("unit", pa.int64()),
        ("exactness", pa.string()),
        ("said", pa.string()),
        ("first", pa.date32()),
        ("last", pa.date32()),
        ("count", pa.int64()),
        ("value", pa.int64()),
        ("low", pa.int64()),
        ("high", pa.int64()),
    ]
)


def write_ledger(folder: Path, line: str, tree: date | None, upto: int) -> int:
    """Writes all that the totals of a line and map are made of; gives how many lines of the ledger there are."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = Kinds()
    count = files.write_lines(folder, stored.lines(kinds, upto), kinds)
    files.write_tree(folder, stored.above(line), None if tree is None else stored.stands(line, tree))
    divisible = {one.pk: one.may_be_divided for one in Indicator.objects.all()}
    files.write_wanted(folder, sorted(organisations.ever_above_others(line)), divisible)
    Asked(line, tree, tuple(buckets.cuts()), upto).write(folder)
    return count


def add_up(folder: Path, into: Path, engine: str | None = None) -> int:
    """Writes the totals of a folder, in the columns of sums.bucketed; gives how many rows there are.

    ``engine`` else LANTOA_COLUMNS says who adds up; the rows are the same.
    """
    engine = engine or os.environ.get(ENGINE) or "slabs"
    if engine == "slabs":
        parts = by_slabs(folder)
    else:
        table = joins.by_duckdb(folder) if engine == "duckdb" else joins.by_ibis(folder, engine)
        parts = iter([table.select(ROWS.names).cast(ROWS)])
    count = 0
    with pq.ParquetWriter(into, ROWS, compression="lz4") as writer:
        for some in parts:
            writer.write_table(some)
            count += len(some)
    return count


def by_slabs(folder: Path) -> Iterator[Any]:
    """The rows of the totals of a folder, as Arrow tables."""
    asked, kinds, above = Asked.of(folder), files.read_kinds(folder), files.read_above(folder)
    units, divisible = files.read_wanted(folder)
    if asked.tree is None:
        found = places.as_it_was(above, units)
    else:
        found = places.on_the_map(above, files.read_stands(folder), units, asked.tree.toordinal())
    heaps = Heaps(
        found,
        kinds,
        cuts=asked.cuts,
        divisible=divisible,
        expected=files.count_lines(folder),
        kernels=kernels.compiled(),
    )
    heaps.add_all(files.read_lines(folder))
    return (_spelled(some, kinds) for some in totals(heaps))


def _spelled(some: Totals, kinds: Kinds) -> Any:
    """Columns of totals with their words, and null where an end is not known."""
    known = kinds.known

    def words(name: str) -> pa.Array:
        texts = pa.array([getattr(one, name) for one in known], pa.string())
        return texts.take(pa.array(some.kind))

    has_value = np.array([one.has_value for one in known])[some.kind]
    ends = [pa.array(some.value, mask=~has_value)]
    for name in ("low", "high"):
        how = np.array([getattr(one, name) for one in known])[some.kind]
        end = np.where(how == SAME, some.value, getattr(some, name))
        ends.append(pa.array(end, mask=(how != SAME) & (how != OWN)))
    days = files.dates(some.first), files.dates(some.last)
    columns = [some.indicator, some.unit, words("exactness"), words("said"), *days, some.count, *ends]
    return pa.table(columns, schema=ROWS)
