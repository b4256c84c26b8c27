"""How the product's own database grows with its ledger: every total from nothing, bytes a line, figures over time.

The province of benchmarks.ledger, whose lines lie in two years. Steps are added to one another: STEPS=100000,1000000.
Needs no database of its own: it makes one in a temporary folder (SQLite).
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.ledger import INDICATORS, TODAY, asked, indicators, ledger, province, spread
from benchmarks.reading import best_of

STEPS = [int(step) for step in (os.environ.get("STEPS") or "100000,1000000").split(",")]
MONTHS = 24


def size(home: Path) -> int:
    """Bytes of the database, with what is not yet written back into it."""
    asked("PRAGMA wal_checkpoint(TRUNCATE)")
    return sum(file.stat().st_size for file in home.rglob("*.sqlite3*"))


def rebuilt(tree: date | None) -> float:
    """Seconds until the totals of one map are there again from nothing, added up in columns."""
    from lantoa.indicators.operations.rebuilding import rebuild

    began = time.perf_counter()
    assert rebuild("place", tree)
    return time.perf_counter() - began


def looked_at(kind: Any, unit: Any) -> tuple[float, float]:
    """The figures of twelve months and five years at once, and one after the other: medians in milliseconds."""
    from lantoa.common.periods import Period
    from lantoa.indicators import queries
    from lantoa.indicators.rules import stretches

    view = queries.View(Period.year(2026))
    periods = [*stretches.inside(view.period), *stretches.years_up_to(view.period)]

    def one_by_one() -> None:
        for period in periods:
            queries.figure(kind, unit.pk, replace(view, period=period))

    at_once, _ = spread(lambda: queries.figures_over([kind], unit.pk, periods, view), 10)
    return at_once, spread(one_by_one, 5)[0]


def main() -> None:
    """Every step."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ |= {"LANTOA_HOME": folder, "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
        import django

        django.setup()
        from lantoa.cli.migrate import bring_up_to_date
        from lantoa.indicators import columns, operations
        from lantoa.indicators.models import PeriodTotal, Total

        bring_up_to_date()
        columns.FROM_LINES = 0
        units, _communes, branches = province()
        kinds = indicators()
        empty, before = size(home), 0
        print(f"SQLite, {len(units):,} units, {INDICATORS} indicators, {MONTHS} months")
        for number, lines in enumerate(STEPS):
            wrote = best_of(1, partial(ledger, kinds, branches, lines - before, MONTHS, number))
            operations.forget_totals()
            asked("VACUUM")
            bare, began = size(home), time.process_time()
            then, now = rebuilt(None), rebuilt(TODAY)
            work = time.process_time() - began
            at_once, one_by_one = looked_at(kinds[0], units["p"])
            kept = size(home) - bare
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{lines:,} lines ({lines - before:,} written in {wrote:.0f} s), {(bare - empty) / lines:.0f} bytes "
                "each\n"
                f"  every total: as it was {then:.1f} s, today's map {now:.1f} s; work of both {work:.1f} s\n"
                f"  {Total.objects.count():,} totals, {PeriodTotal.objects.count():,} of periods: {kept / lines:.0f} "
                f"bytes a line; memory at its highest {peak:.0f} MB\n"
                f"  17 periods of the province {at_once:.0f} ms at once, {one_by_one:.0f} ms one by one",
                flush=True,
            )
            before = lines


if __name__ == "__main__":
    main()
