"""What looking for likely doubles costs in a province: the list's first page and the desk's number, beside the same
asked of the lines alone. 170 communes whose branches report days and months, totals of the quarter by every commune,
totals of months, quarter and year by the province, practices that several amounts go on about.

Needs no database of its own: it makes one in a temporary folder, or uses the new one that LANTOA_DATABASE names.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any
from uuid import uuid4

from benchmarks.ledger import LINES, asked, indicators, province

PRACTICES, PAGE, COUNTED = 3_000, 20, 500


def lines(
    kinds: Sequence[Any], units: dict[str, Any], communes: Sequence[Any], branches: Sequence[int]
) -> Iterator[Any]:
    """Nine in ten lines are reported figures of branches, the others outcomes; then come the totals above them."""
    from django.utils import timezone

    from lantoa.common.periods import Period
    from lantoa.indicators.models import Fact

    dice, now = random.Random(1), timezone.now()
    practices = [str(uuid4()) for _ in range(PRACTICES)]

    def line(how: Any, unit: int, period: str, practice: str = "") -> Any:
        days, value, over = Period.parse(period), dice.randint(1, 10**6), dice.random() < 0.1
        return Fact(
            indicator=how,
            unit_id=unit,
            from_on=days.from_on,
            to_on=days.to_on,
            value=value,
            low=value,
            high=None if over else value,
            exactness="at_least" if over else "exact",
            said="trên" if over else "",
            source_kind="outcome" if practice else "statement",
            source_uuid=uuid4(),
            source_line=practice,
            source_label="đo",
            confirmed_at=now,
        )

    for n in range(LINES):
        month, day, one = dice.randint(7, 9), dice.randint(1, 28), dice.randrange(PRACTICES)
        if n % 10 == 9:
            yield line(dice.choice(kinds), branches[one % len(branches)], f"2026-{month:02}-{day:02}", practices[one])
        else:
            period = f"2026-{month:02}-{day:02}" if dice.random() < 0.5 else f"2026-{month:02}"
            yield line(dice.choice(kinds), dice.choice(branches), period)
    for how in kinds:
        yield from (line(how, commune.pk, "2026-Q3") for commune in communes)
        yield from (line(how, units["p"].pk, period) for period in ("2026-07", "2026-08", "2026-09", "2026-Q3", "2026"))


def write(rows: Iterator[Any]) -> None:
    """Into the ledger, without what operations check."""
    from lantoa.indicators.models import Fact

    while some := list(islice(rows, 10_000)):
        Fact.objects.bulk_create(some, batch_size=2_000)


def look(told: str, scope: Any, times: int) -> None:
    """The list's first page with its sums, and the number of the desk."""
    from lantoa.indicators import queries

    def number() -> int:
        return queries.likely_doubles(scope)[:COUNTED].count()

    def page() -> object:
        pks = list(queries.likely_doubles(scope).values_list("pk", flat=True)[:COUNTED])
        return queries.with_sums(queries.amounts_by_pk(pks[:PAGE]))

    (count, count_work), (first, first_work) = (least(one, times) for one in (number, page))
    print(
        f"{told:40} number {count:7.0f} ms (work {count_work:.0f})  page {first:7.0f} ms (work {first_work:.0f})  "
        f"{number()} cases",
        flush=True,
    )


def least(act: Callable[[], object], times: int) -> tuple[float, float]:
    """The least time and the least work of this process (without the server's), in milliseconds."""
    taken = []
    for _ in range(times):
        began, worked = time.perf_counter(), time.process_time()
        act()
        taken.append(((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000))
    return min(one for one, _ in taken), min(one for _, one in taken)


def main() -> None:
    """On SQLite, or on the database that LANTOA_DATABASE names (a new one)."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LANTOA_HOME": folder, "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
        import django

        django.setup()
        from django.db import connection

        from lantoa.cli.migrate import bring_up_to_date
        from lantoa.common.periods import Period
        from lantoa.common.quantities import Quantity
        from lantoa.common.scopes import Scope, everything
        from lantoa.indicators import operations
        from lantoa.indicators.models import LikelyDouble
        from lantoa.organisations import queries as organisations
        from lantoa.organisations.models import Unit

        bring_up_to_date()
        units, communes, branches = province()
        kinds = indicators()
        write(lines(kinds, units, communes, branches))
        if connection.vendor == "postgresql":
            asked("ANALYZE")
        below = frozenset(organisations.ever_below({units["p"].pk}, "place"))
        head = Scope(None, "đo", reach={"read": below})
        print(f"{connection.vendor}: {LINES:,} lines and their totals, {len(units):,} units", flush=True)
        look("province, from the lines", head, 1)
        began = time.perf_counter()
        operations.search_doubles()
        print(f"searched in {time.perf_counter() - began:.0f} s: {LikelyDouble.objects.count():,} pairs", flush=True)
        if connection.vendor == "postgresql":
            asked("ANALYZE")
        look("province, kept", head, 10)
        own = frozenset(organisations.ever_below({communes[3].pk}, "place"))
        look("one commune, kept", Scope(None, "đo", reach={"read": own}), 10)
        dice, all_ = random.Random(2), list(Unit.objects.filter(pk__in=branches))
        state = partial(operations.state, scope=everything("đo"))
        for n in range(200):
            amount = operations.Amount(kinds[n % 40], dice.choice(all_), Period.parse("2026-08"), Quantity.of(5))
            state(amount=amount)
        look("province, 200 lines of branches anew", head, 5)
        began = time.perf_counter()
        operations.search_doubles()
        print(f"taken in, in {(time.perf_counter() - began) * 1000:.0f} ms", flush=True)
        for how in kinds[:10]:
            state(amount=operations.Amount(how, units["p"], Period.parse("2026-H2"), Quantity.of(5)))
        look("province, 10 totals of its own anew", head, 2)


if __name__ == "__main__":
    main()
