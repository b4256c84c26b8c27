"""The ledger and its totals as Parquet files: written once, read by columns here and by any other program.

A folder holds ``lines.parquet`` and ``kinds.parquet``. Days are dates; what a kind does not know is 0, and an end that
is the value itself is not told again (lines.Kind).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lantoa.indicators.columns import rolling
from lantoa.indicators.columns.dealing import Heaps
from lantoa.indicators.columns.lines import Ints, Kind, Kinds, Lines
from lantoa.indicators.columns.places import Above, Stands
from lantoa.indicators.columns.totals import Late, Totals

_EPOCH = 719_163  # the ordinal of 1970-01-01, from which Parquet counts
# Small enough that what is read at once stays small, large enough that columns pack well.
ROWS_AT_ONCE = 1 << 20
# Amounts hardly repeat; everything else does.
_WORDS = ("indicator", "from_on", "to_on", "first", "last", "sign", "kind", "low", "high", "count")
LINES = pa.schema(
    [
        ("indicator", pa.int32()),
        ("unit", pa.int32()),
        ("from_on", pa.date32()),
        ("to_on", pa.date32()),
        ("sign", pa.int8()),
        ("kind", pa.int16()),
        ("value", pa.int64()),
        ("low", pa.int64()),
        ("high", pa.int64()),
    ]
)
TOTALS = pa.schema(
    [
        ("indicator", pa.int32()),
        ("unit", pa.int32()),
        ("kind", pa.int16()),
        ("first", pa.date32()),
        ("last", pa.date32()),
        ("count", pa.int64()),
        ("value", pa.int64()),
        ("low", pa.int64()),
        ("high", pa.int64()),
    ]
)


def dates(days: Any) -> pa.Array:
    """Ordinals as Parquet's days."""
    return pa.array((days - _EPOCH).astype(np.int32)).view(pa.date32())


def _end(end: Ints | None, length: int) -> Ints:
    return np.zeros(length, np.int64) if end is None else end


def writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """What writes such a file, packed as all of them are."""
    words = [name for name in schema.names if name in _WORDS]
    return pq.ParquetWriter(path, schema, compression="lz4", use_dictionary=words, write_statistics=False)


def write_lines(folder: Path, lines: Iterable[Lines], kinds: Kinds) -> int:
    """Writes the lines and their kinds; gives how many there are."""
    count = 0
    with writer(folder / "lines.parquet", LINES) as into:
        for some in lines:
            days = dates(some.from_day), dates(some.to_day)
            ends = _end(some.low, len(some)), _end(some.high, len(some))
            columns = [some.indicator, some.unit, *days, some.sign, some.kind, some.value, *ends]
            into.write_table(pa.table(columns, schema=LINES), row_group_size=ROWS_AT_ONCE)
            count += len(some)
    known = [dict(zip(Kind._fields, one, strict=True)) | {"kind": at} for at, one in enumerate(kinds.known)]
    pq.write_table(pa.Table.from_pylist(known, schema=KINDS), folder / "kinds.parquet")
    return count


KINDS = pa.schema(
    [
        ("kind", pa.int16()),
        ("exactness", pa.string()),
        ("said", pa.string()),
        ("has_value", pa.bool_()),
        ("low", pa.int8()),
        ("high", pa.int8()),
    ]
)


def read_kinds(folder: Path) -> Kinds:
    """The kinds of the lines of a folder."""
    rows = pq.read_table(folder / "kinds.parquet").sort_by("kind").to_pylist()
    return Kinds(Kind(*(row[name] for name in Kind._fields)) for row in rows)


def read_lines(folder: Path) -> Iterator[Lines]:
    """The lines of a folder, one group of rows at a time."""
    with pq.ParquetFile(folder / "lines.parquet") as file:
        for group in range(file.num_row_groups):
            table = file.read_row_group(group)

            def column(name: str, table: pa.Table = table) -> Any:
                chunks = table.column(name)
                if pa.types.is_date32(chunks.type):
                    chunks = chunks.cast(pa.int32())
                return chunks.to_numpy()

            low, high = (end if end.any() else None for end in (column("low"), column("high")))
            days = column("from_on") + np.int32(_EPOCH), column("to_on") + np.int32(_EPOCH)
            yield Lines(
                column("indicator"), column("unit"), *days, column("sign"), column("kind"), column("value"), low, high
            )


def write_totals(folder: Path, heaps: Heaps, threads: int = 2) -> int:
    """Rolls up what was dealt out and writes it, one file a thread; gives how many rows there are."""
    late, steps, lock = Late(heaps.places, heaps.kinds), rolling.steps(heaps), Lock()

    def next_step() -> Callable[[], Iterator[Totals]] | None:
        with lock:
            return next(steps, None)

    def work(number: int) -> int:
        count = 0
        with writer(folder / f"totals-{number}.parquet", TOTALS) as into:
            while step := next_step():
                for some in step():
                    with lock:
                        ready = late.without(some)
                    into.write_table(_table(ready))
                    count += len(ready)
        return count

    with ThreadPoolExecutor(threads) as pool:
        count = sum(pool.map(work, range(threads)))
    if len(rest := late.together()):
        with writer(folder / f"totals-{threads}.parquet", TOTALS) as into:
            into.write_table(_table(rest))
    return count + len(rest)


def _table(some: Totals) -> pa.Table:
    days = dates(some.first), dates(some.last)
    unit = some.unit.astype(np.int32)
    columns = [some.indicator, unit, some.kind, *days, some.count, some.value, some.low, some.high]
    return pa.table(columns, schema=TOTALS)


def write_tree(folder: Path, above: Above, stands: Stands | None = None) -> None:
    """Writes what is derived from the tree, for those who join it."""
    for name, rows in (("above", above), ("stands", stands)):
        if rows is not None:
            columns = {
                column: dates(getattr(rows, column)) if column.endswith("_day") else getattr(rows, column)
                for column in rows.__slots__
            }
            pq.write_table(pa.table(columns), folder / f"{name}.parquet")


def write_wanted(folder: Path, units: Collection[int], divisible: Mapping[int, bool]) -> None:
    """Writes for which units totals are wanted, and which indicators may be divided between places."""
    pq.write_table(pa.table({"unit": pa.array(units, pa.int64())}), folder / "units.parquet")
    columns = {
        "indicator": pa.array(list(divisible), pa.int32()),
        "is_divisible": pa.array(list(divisible.values()), pa.bool_()),
    }
    pq.write_table(pa.table(columns), folder / "indicators.parquet")


def read_above(folder: Path) -> Above:
    """The derived ancestry of a folder."""
    return Above(*_columns(folder / "above.parquet", Above.__slots__))


def read_stands(folder: Path) -> Stands:
    """The derived counterparts of a folder."""
    return Stands(*_columns(folder / "stands.parquet", Stands.__slots__))


def _columns(path: Path, names: Iterable[str]) -> list[Ints]:
    table = pq.read_table(path)
    found = []
    for name in names:
        column, past = table.column(name), 0
        if pa.types.is_date32(column.type):
            column, past = column.cast(pa.int32()), _EPOCH
        found.append(column.to_numpy().astype(np.int64) + past)
    return found


def read_wanted(folder: Path) -> tuple[Ints, list[int]]:
    """The units for which totals are wanted, in order, and the indicators that may be divided."""
    (units,) = _columns(folder / "units.parquet", ["unit"])
    indicators = pq.read_table(folder / "indicators.parquet").to_pylist()
    return units, [one["indicator"] for one in indicators if one["is_divisible"]]


def count_lines(folder: Path) -> int:
    """How many lines a folder holds."""
    return int(pq.read_metadata(folder / "lines.parquet").num_rows)


def read_totals(path: Path) -> pa.Table:
    """A file of totals as it is, for whatever reads Arrow."""
    return pq.read_table(path)
