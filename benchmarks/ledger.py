"""What a ledger of a province costs: figures by commune, a new line until all is right, many writers, a merger.

Each beside how others do it (a join over a closure table, a scheduled rebuild, saving each ancestor in turn, ancestors'
rows updated by each writer) and beside the least that the same database could do. The province is of Việt Nam's size:
170 communes, 8,160 branches; the ledger is its share of a quarter at 60 million lines in two years. Needs no database
of its own: it makes one in a temporary folder, or uses the new one that LANTOA_DATABASE names.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from math import ceil
from typing import Any
from uuid import uuid4

from benchmarks.reading import best_of

COMMUNES, BRANCHES, INDICATORS = 170, 48, 40
IS_SMALL = os.environ.get("SIZE") == "small"
LINES = int(os.environ.get("LINES") or (10_000 if IS_SMALL else 220_000))
TODAY, QUARTER = date(2026, 11, 25), "2026-Q3"
REPEATS, WRITERS, EACH = 30 if IS_SMALL else 300, 50, 4


def spread(act: Callable[[], object], times: int = REPEATS) -> tuple[float, float]:
    """The median and the 99th percentile (the worst of fewer than a hundred) once it is warm, in milliseconds."""
    found = []
    act()
    for _ in range(times):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    found.sort()
    return found[len(found) // 2], found[ceil(len(found) * 0.99) - 1]


def province() -> tuple[Any, list[Any], list[int]]:
    """The country, its one province's communes and all branches."""
    from lantoa.organisations.models import Unit, UnitClass, UnitName, UnitParent
    from lantoa.organisations.operations.deriving import derive
    from lantoa.vietnamese.text import fold, sort_key

    on = date(2000, 1, 1)
    made: list[tuple[str, str, str | None]] = [("vn", "country", None), ("p", "province", "vn")]
    made += [(f"c{n}", "commune", "p") for n in range(COMMUNES)]
    made += [(f"b{n}-{m}", "branch", f"c{n}") for n in range(COMMUNES) for m in range(BRANCHES)]
    Unit.objects.bulk_create([Unit(code=code, founded_on=on) for code, _, _ in made], batch_size=5_000)
    units = {unit.code: unit for unit in Unit.objects.all()}
    kinds = {kind.code: kind for kind in UnitClass.objects.all()}
    branch = kinds.get("branch") or next(kind for kind in kinds.values() if not kind.is_place)
    UnitName.objects.bulk_create(
        (
            UnitName(
                unit=units[code],
                unit_class=kinds.get(kind, branch),
                name=code,
                folded=fold(code),
                sort_key=sort_key(code),
                from_on=on,
            )
            for code, kind, _ in made
        ),
        batch_size=5_000,
    )
    UnitParent.objects.bulk_create(
        (UnitParent(unit=units[c], parent=units[p], line="place", from_on=on) for c, _, p in made if p),
        batch_size=5_000,
    )
    derive([unit.pk for unit in units.values()])
    communes = [units[f"c{n}"] for n in range(COMMUNES)]
    return units, communes, [units[code].pk for code, kind, _ in made if kind == "branch"]


def indicators() -> list[Any]:
    """Forty that add."""
    from lantoa.indicators.models import Indicator

    Indicator.objects.bulk_create(
        Indicator(code=f"do-{n}", name=f"Chỉ tiêu {n}", name_en=f"Indicator {n}", unit="cái") for n in range(INDICATORS)
    )
    return list(Indicator.objects.filter(code__startswith="do-"))


def ledger(kinds: Sequence[Any], branches: Sequence[int], lines: int, months: int = 3, seed: int = 1) -> None:
    """Lines of single days and whole months until the quarter's end, one in ten with a bound."""
    from django.utils import timezone

    from lantoa.common.periods import Period
    from lantoa.indicators.models import Fact

    dice, now, source = random.Random(seed), timezone.now(), uuid4()

    def line() -> Fact:
        year, month = divmod(2026 * 12 + 8 - dice.randint(0, months - 1), 12)
        day = f"{year}-{month + 1:02}"
        days = Period.parse(f"{day}-{dice.randint(1, 28):02}" if dice.random() < 0.5 else day)
        value, over = dice.randint(1, 10**6), dice.random() < 0.1
        return Fact(
            indicator=dice.choice(kinds),
            unit_id=dice.choice(branches),
            from_on=days.from_on,
            to_on=days.to_on,
            value=value,
            low=value,
            high=None if over else value,
            exactness="at_least" if over else "exact",
            said="trên" if over else "",
            source_kind="measure",
            source_uuid=source,
            source_label="đo",
            confirmed_at=now,
        )

    for start in range(0, lines, 10_000):
        Fact.objects.bulk_create([line() for _ in range(min(10_000, lines - start))], batch_size=2_000)


def asked(sql: str, params: Sequence[Any] = ()) -> list[Any]:
    """Rows of a bare statement."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


_CLOSURE = """
    SELECT a.ancestor_id, f.indicator_id, sum(f.value) AS points, sum(f.low) AS lows, sum(f.high) AS highs,
      count(*) AS n
    FROM indicators_fact f JOIN organisations_unitancestry a ON a.descendant_id = f.unit_id AND a.line = 'place'
      AND a.from_on <= f.to_on AND a.to_on >= f.to_on
    WHERE f.from_on >= '2026-07-01' AND f.to_on <= '2026-09-30' AND f.to_on >= '2026-07-01'{where}
    GROUP BY a.ancestor_id, f.indicator_id, f.exactness
"""


def by_commune(kinds: Sequence[Any], communes: Sequence[Any]) -> None:
    """One province, one quarter, forty indicators, by child unit."""
    from lantoa.common.periods import Period
    from lantoa.indicators import queries

    ids = [one.pk for one in communes]
    closure = partial(asked, _CLOSURE.format(where=f" AND a.ancestor_id IN ({', '.join(map(str, ids))})"))
    asked("CREATE TABLE plain AS " + _CLOSURE.format(where=""))
    rows = f"SELECT * FROM plain WHERE ancestor_id IN ({', '.join(map(str, ids))})"
    least, _ = spread(partial(asked, rows), 10)
    peer, _ = spread(closure, 5)
    for said, tree in (("as it was", None), ("today's map", TODAY)):
        view = queries.View(Period.parse(QUARTER), tree=tree)
        # As the server does once it stands (config/wsgi.py).
        gc.freeze()
        middle, late = spread(partial(queries.figures, kinds, ids, view))
        every, _ = spread(lambda view=view: list(queries.figures(kinds, ids, view).values()), 10)
        print(
            f"by commune, {said:11} p50 {middle:6.1f} ms  p99 {late:6.1f} ms  with every amount made {every:.0f} ms  "
            f"(closure join {peer:.0f} ms, {peer / middle:.1f} ×; reading its rows {least:.1f} ms)"
        )


def one_line(kinds: Sequence[Any], units: dict[str, Any]) -> None:
    """A new line until every ancestor's figure is right on both maps."""
    from django.db import transaction

    from lantoa.common.periods import Period
    from lantoa.common.quantities import Quantity
    from lantoa.common.scopes import everything
    from lantoa.indicators import operations

    amount = operations.Amount(kinds[0], units["b0-0"], Period.parse("2026-08"), Quantity.of(1))
    source = operations.Source("measure", uuid4(), "đo")
    ours, late = spread(lambda: operations.post(scope=everything("đo"), amount=amount, source=source))
    above = [units[code].pk for code in ("b0-0", "c0", "p", "vn")]
    kind = kinds[0].pk
    again = _CLOSURE.format(where=f" AND f.indicator_id = {kind} AND a.ancestor_id IN ({', '.join(map(str, above))})")
    anew, _ = spread(partial(asked, again), 5)
    rebuilt = best_of(1, partial(asked, "CREATE TABLE rebuilt AS " + _CLOSURE.format(where="")))
    asked("CREATE TABLE held (unit_id bigint, indicator_id bigint, value bigint, PRIMARY KEY (unit_id, indicator_id))")
    asked(
        "INSERT INTO held SELECT ancestor_id, f.indicator_id, sum(value) FROM indicators_fact f"
        " JOIN organisations_unitancestry a ON a.descendant_id = f.unit_id AND a.line = 'place' GROUP BY 1, 2"
    )

    @transaction.atomic
    def each_in_turn() -> None:
        for unit in above:
            asked(
                "UPDATE held SET value = (SELECT coalesce(sum(h.value), 0) FROM held h JOIN organisations_unitparent p"
                " ON p.unit_id = h.unit_id AND p.line = 'place' WHERE p.parent_id = held.unit_id"
                " AND h.indicator_id = held.indicator_id) WHERE unit_id = %s AND indicator_id = %s",
                [unit, kind],
            )

    turn, _ = spread(each_in_turn, 20)
    print(
        f"one new line until both maps are right: p50 {ours:.1f} ms, p99 {late:.1f} ms  (adding its ancestors up anew "
        f"{anew:.0f} ms; saving each in turn {turn:.1f} ms beside the insert; a rebuild {rebuilt * 1000:.0f} ms)"
    )


def many_writers(kinds: Sequence[Any], units: dict[str, Any]) -> None:
    """Fifty writers at once, beside the same who each update the rows of the shared ancestors."""
    from django.db import connection

    from lantoa.common.periods import Period
    from lantoa.common.quantities import Quantity
    from lantoa.common.scopes import everything
    from lantoa.indicators import operations
    from lantoa.indicators.models import Fact

    def write(n: int, *, shared: bool) -> None:
        from django.db import transaction

        source = operations.Source("measure", uuid4(), "đo")
        amount = operations.Amount(kinds[0], units[f"b{n}-0"], Period.parse("2026-08"), Quantity.of(1))
        for _ in range(EACH):
            with transaction.atomic():
                operations.post(scope=everything("đo"), amount=amount, source=source)
                for code in ("vn", "p", f"c{n}") if shared else ():
                    ids = [units[code].pk, kinds[0].pk]
                    asked("UPDATE held SET value = value + 1 WHERE unit_id = %s AND indicator_id = %s", ids)
        connection.close()

    rates = {}
    for shared in (False, True):
        before = Fact.objects.count()
        threads = [threading.Thread(target=partial(write, n, shared=shared)) for n in range(WRITERS)]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rates[shared] = WRITERS * EACH / (time.perf_counter() - began)
        assert Fact.objects.count() - before == WRITERS * EACH, "a line was lost"
    print(
        f"{WRITERS} writers at once: {rates[False]:.0f} lines/s, none lost  "
        f"(updating shared ancestors {rates[True]:.0f} lines/s: {rates[False] / rates[True]:.2f} ×)"
    )


def merger(kinds: Sequence[Any], communes: Sequence[Any]) -> None:
    """Ten communes become one; figures are right at once, totals when they are folded."""
    from lantoa.common.periods import Period
    from lantoa.common.scopes import everything
    from lantoa.indicators import operations, queries
    from lantoa.organisations import operations as organisations
    from lantoa.organisations.models import Unit

    ten = list(communes[:10])
    view = queries.View(Period.parse(QUARTER), tree=TODAY)
    before = queries.figures(kinds, [one.pk for one in ten], view)
    began = time.perf_counter()
    order, new = organisations.Order("NQ", date(2026, 10, 1)), organisations.NewUnit("moi", "Xã Mới", "commune")
    organisations.merge(scope=everything("đo"), order=order, units=ten, into=new)
    merged = time.perf_counter() - began
    unit = Unit.objects.get(code="moi").pk
    live, _ = spread(partial(queries.figures, kinds, [unit], view), 3)
    folded = best_of(1, partial(operations.fold, today=TODAY, lines=["place"]))
    after = queries.figures(kinds, [unit], view)
    for one in kinds:
        points = [f.in_period.point for (kind, _), f in before.items() if kind == one.pk and f.in_period]
        assert after[one.pk, unit].in_period.point == sum(points), one.code  # type: ignore[union-attr]
    print(
        f"ten communes merged in {merged:.2f} s; the new one's {INDICATORS} figures are right at once ({live:.0f} ms "
        f"from the lines), totals again {folded:.2f} s later"
    )


def main() -> None:
    """Everything, on SQLite, or on the database that LANTOA_DATABASE names (a new one)."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LANTOA_HOME": folder, "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
        import django

        django.setup()
        from django.db import connection

        from lantoa.cli.migrate import bring_up_to_date
        from lantoa.indicators import operations
        from lantoa.indicators.models import Total

        bring_up_to_date()
        units, communes, branches = province()
        kinds = indicators()
        ledger(kinds, branches, LINES)
        if connection.vendor == "postgresql":
            asked("ANALYZE")
        took = best_of(1, partial(operations.fold, today=TODAY, lines=["place"]))
        print(f"{connection.vendor}: {LINES:,} lines, {len(units):,} units, {INDICATORS} indicators, one quarter")
        print(f"folded in {took:.1f} s on both maps: {Total.objects.count():,} totals, {LINES / took:,.0f} lines/s")
        if connection.vendor == "postgresql":
            # As its own autovacuum does within a minute: until then an index alone does not answer.
            asked("VACUUM ANALYZE")
        by_commune(kinds, communes)
        one_line(kinds, units)
        many_writers(kinds, units)
        merger(kinds, communes)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory at its highest {peak:.0f} MB")


if __name__ == "__main__":
    main()
