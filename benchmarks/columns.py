"""Every total of Việt Nam from nothing: every unit × indicator × bucket, added up and written down.

Ours (lines dealt out by combination, slabs by preorder) beside the best of several SQLs of DuckDB on the same columns,
and beside the limit: reading the columns once and writing the result. Each runs in a process of its own, so that its
memory is its own; all results are compared row by row (a sum of hashes). Two settings: the units that the product keeps
totals of (those with others below them), and every unit.

SIZE=small is done within a minute; SIZE=0.1 is a tenth of the country. Results: docs/reference/performance.md.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import columns_data, columns_sql
from benchmarks.reading import best_of
from lantoa.indicators.columns import files, kernels, places
from lantoa.indicators.columns.dealing import Heaps
from lantoa.indicators.columns.lines import Lines

SIZE = {"full": 1.0, "small": 0.02}.get(os.environ.get("SIZE", "full")) or float(os.environ["SIZE"])
LINES = (1_000_000, 10_000_000, 60_000_000)
# The peers' SQLs are all tried on the second largest ledger, the best of them on the largest. Of a small country the
# first ledger would say nothing more.
SIZES = LINES if SIZE >= 0.1 else LINES[1:]
CUTS, THREADS, TIMES = (1, 15), 2, 3
WHOSE = {"kept": "units above others, as the product keeps them", "every": "every unit"}


def timed(act: Callable[[], object]) -> float:
    """Wall-clock seconds."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def work() -> float:
    """The processor seconds of this process so far, all threads: what other processes disturb least."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def wanted(above: places.Above, whose: str) -> Any:
    """The units whose totals are asked for, in order."""
    return np.unique(above.ancestor if whose == "every" else above.ancestor[above.depth == 1])


def ours(folder: Path, whose: str) -> dict[str, Any]:
    """From columns in memory, and from Parquet."""
    above = columns_data.read_above(folder)
    kinds = files.read_kinds(folder)
    lines = list(files.read_lines(folder))
    count = sum(len(some) for some in lines)
    out = folder / f"ours-{whose}"
    out.mkdir(exist_ok=True)
    steps: dict[str, float] = {}

    def run(some: Any, expected: int) -> int:
        began = time.perf_counter()
        found = places.as_it_was(above, wanted(above, whose))
        steps["numbering"] = time.perf_counter() - began
        heaps = Heaps(
            found,
            kinds,
            cuts=CUTS,
            divisible=range(1, columns_data.INDICATORS + 1),
            expected=expected,
            kernels=kernels.compiled(),
        )
        began = time.perf_counter()
        heaps.add_all(some)
        steps["dealing"] = time.perf_counter() - began
        began = time.perf_counter()
        rows = files.write_totals(out, heaps, THREADS)
        steps["rolling up and writing"] = time.perf_counter() - began
        return rows

    compiling = timed(lambda: run(lines[:1], len(lines[0])))
    before = peak()
    took, parts, rows, cpu = 1e9, dict(steps), 0, 1e9
    for _ in range(TIMES):
        began, worked = time.perf_counter(), work()
        rows = run(lines, count)
        cpu = min(cpu, work() - worked)
        if (now := time.perf_counter() - began) < took:
            took, parts = now, dict(steps)
    added = peak() - before
    reading = best_of(TIMES, lambda: scan(lines))
    bytes_each = float(np.mean([some.bytes_each for some in lines]))
    lines.clear()
    from_files = best_of(TIMES, lambda: run(files.read_lines(folder), count))
    tables = [files.read_totals(path) for path in sorted(out.glob("*.parquet"))]
    writing = best_of(TIMES, lambda: write_again(folder / "again", tables))
    return {
        "took": took,
        "cpu": cpu,
        "parts": parts,
        "rows": rows,
        "from_files": from_files,
        "limit": reading + writing,
        "reading": reading,
        "writing": writing,
        "compiling": compiling,
        "bytes": bytes_each,
        "added": added,
        "peak": peak(),
    }


def scan(lines: list[Lines]) -> None:
    """Every number of every column looked at once, by two threads."""

    def look(some: Lines) -> int:
        columns = (getattr(some, name) for name in some.__slots__)
        return sum(int(column.max()) for column in columns if column is not None)

    with ThreadPoolExecutor(THREADS) as pool:
        sum(pool.map(look, lines))


def write_again(folder: Path, tables: list[Any]) -> None:
    """A result that is there already, written by the same writer and as many threads."""
    folder.mkdir(exist_ok=True)

    def write(numbered: tuple[int, Any]) -> None:
        number, table = numbered
        with files.writer(folder / f"{number}.parquet", files.TOTALS) as into:
            into.write_table(table)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, enumerate(tables)))


def peer(folder: Path, whose: str, names: str) -> dict[str, Any]:
    """Several SQLs of DuckDB, from tables in memory; the best of them also from Parquet."""
    found: dict[str, float] = {}
    cpu: dict[str, float] = {}
    out = folder / f"peer-{whose}"
    with columns_sql.connected(folder, whose, THREADS) as connection:
        for name in names.split(",") if names else columns_sql.WAYS:
            statement = columns_sql.WAYS[name](CUTS)
            worked = work()
            found[name] = best_of(1, partial(columns_sql.write, connection, statement, out))
            cpu[name] = work() - worked
        best = min(found, key=lambda name: found[name])
        # The best of them gets as many tries as ours.
        again, worked = columns_sql.WAYS[best](CUTS), work()
        found[best] = min(found[best], best_of(TIMES - 1, partial(columns_sql.write, connection, again, out)))
        cpu[best] = min(cpu[best], (work() - worked) / (TIMES - 1))
    with columns_sql.connected(folder, whose, THREADS, is_loaded=False) as connection:
        statement = columns_sql.WAYS[best](CUTS)
        from_files = best_of(1, partial(columns_sql.write, connection, statement, out))
    return {"ways": found, "cpu": cpu, "best": best, "from_files": from_files, "peak": peak()}


def peak() -> float:
    """The most memory that this process ever held, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def apart(*words: object) -> dict[str, Any]:
    """One measurement in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.columns", *map(str, words)], stdout=subprocess.PIPE, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def measured(folder: Path, count: int, whose: str, ways: str) -> str:
    """Ours and the peer on one ledger; gives the best SQL's name."""
    own, other = apart("ours", folder, whose), apart("peer", folder, whose, ways)
    best = other["best"]
    theirs = other["ways"][best]
    columns_sql.compare(folder, whose)
    print(f"\n{count:,} lines, {WHOSE[whose]}: {own['rows']:,} rows, the same in both")
    parts = ", ".join(f"{name} {took:.2f}" for name, took in own["parts"].items())
    print(f"  ours                      {own['took']:7.2f} s  {own['cpu']:7.2f} s of work  ({parts})")
    for name, took in sorted(other["ways"].items(), key=lambda pair: pair[1]):
        cpu = other["cpu"][name]
        print(f"  {'DuckDB, ' + name:28}{took:6.2f} s  {cpu:7.2f} s of work  {took / own['took']:5.1f} × ours")
    print(
        f"  limit                     {own['limit']:7.2f} s"
        f"  (reading {own['reading']:.2f}, writing {own['writing']:.2f})"
    )
    print(
        f"  ours is {theirs / own['took']:.1f} × as fast as the best SQL"
        f" (by work {other['cpu'][best] / own['cpu']:.1f} ×), {own['took'] / own['limit']:.1f} × the limit"
    )
    print(
        f"  from Parquet              {own['from_files']:7.2f} s, DuckDB {other['from_files']:.2f} s"
        f" ({other['from_files'] / own['from_files']:.1f} ×)"
    )
    print(
        f"  memory at its highest {own['peak']:.1f} GB (columns {own['bytes'] * count / 1e9:.1f} GB of it, added by the"
        f" work {own['added']:.1f} GB), DuckDB {other['peak']:.1f} GB; compiling once {own['compiling']:.1f} s"
    )
    sys.stdout.flush()
    return str(best)


def main() -> None:
    """Every size, both settings."""
    load = os.getloadavg()[0]
    print(
        f"{datetime.now().astimezone():%d/%m/%Y %H:%M}  {platform.machine()}, {os.cpu_count()} processors,"
        f" load {load:.1f}; SIZE={SIZE:g}"
    )
    print(
        f"{round(columns_data.UNITS * SIZE):,} units, {columns_data.INDICATORS} indicators,"
        f" {columns_data.MONTHS} months"
    )
    best: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as room:
        for full in SIZES:
            count, folder = max(10_000, round(full * SIZE)), Path(room) / str(full)
            folder.mkdir()
            columns_data.write(folder, count, SIZE)
            size = (folder / "lines.parquet").stat().st_size / count
            print(f"\n{count:,} lines as Parquet: {size:.1f} bytes each")
            for whose in WHOSE:
                ways = best[whose] if full == LINES[-1] else {LINES[0]: "cascade", LINES[1]: ""}[full]
                best[whose] = measured(folder, count, whose, ways)
            for path in folder.rglob("*.parquet"):
                path.unlink()
        print(f"\nload {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        what, where, whose_, *more = sys.argv[1:]
        answer_ = ours(Path(where), whose_) if what == "ours" else peer(Path(where), whose_, *more)
        print(json.dumps(answer_))
    else:
        main()
