"""What a year report costs: written by itself from the registers, then as a Word file; of a commune and of a province.

Beside the least that the same file could cost: its rows written as plain text. The province is that of the ledger's
benchmark, with PRACTICES practices (15,000) of which half have an outcome.
"""

from __future__ import annotations

import os
import random
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from benchmarks import ledger

PRACTICES = int(os.environ.get("PRACTICES") or (300 if os.environ.get("SIZE") == "small" else 15_000))
TODAY, AT_ONCE = date(2026, 11, 25), 200
Made = TypeVar("Made")


def register(communes: int, branches: int) -> None:
    """Practices of the first branches of each commune, as people would register them."""
    from django.db import transaction

    from lantoa.common.periods import Period
    from lantoa.common.quantities import Quantity
    from lantoa.common.scopes import everything
    from lantoa.indicators import queries as figures
    from lantoa.indicators.operations import Amount
    from lantoa.organisations.models import Unit
    from lantoa.practices import operations, queries

    dice, scope, fields = random.Random(2), everything("đo"), list(queries.fields())
    kinds = [figures.indicator(code) for code in ("cau-xay-moi", "dat-hien", "ngay-cong")]
    codes = {f"b{n}-{m}" for n in range(communes) for m in range(branches)}
    owners = list(Unit.objects.filter(code__in=codes).order_by("code"))
    for start in range(0, PRACTICES, AT_ONCE):
        with transaction.atomic():
            for n in range(start, min(PRACTICES, start + AT_ONCE)):
                owner = dice.choice(owners)
                said = operations.Registration(
                    f"Mô hình thứ {n} của {owner.code}",
                    dice.choice(["collective", "collective", "individual"]),
                    owner,
                    date(2026, dice.randint(1, 9), dice.randint(1, 28)),
                    fields=[dice.choice(fields)],
                )
                practice = operations.register(scope=scope, registration=said)
                if dice.random() < 0.5:
                    amount = Amount(
                        dice.choice(kinds), owner, Period.parse("2026-Q3"), Quantity.of(dice.randint(1, 90))
                    )
                    operations.add_outcome(scope=scope, result=operations.Result([practice], amount))


def begun(code: str) -> Any:
    """The year report that a unit asks of itself."""
    from lantoa.common.scopes import everything
    from lantoa.organisations import queries as organisations
    from lantoa.organisations.models import Unit
    from lantoa.reports import operations, queries

    scope = everything("đo")
    asking = operations.Asking(
        asker=Unit.objects.get(code=code),
        name="Báo cáo năm",
        about="kết quả năm",
        due_days=10,
        from_on=date(2026, 1, 1),
        cadences=["year"],
        reporters="own",
    )
    of = operations.ask_for(scope=scope, asking=asking)
    stretch = queries.stretch_of(of, "2026")
    assert stretch is not None
    unit = organisations.unit(code, TODAY)
    return operations.start(scope=scope, of=of, unit=unit, stretch=stretch, today=TODAY).uuid


def taken(act: Callable[[], Made]) -> tuple[float, Made]:
    """Seconds, and what was made."""
    began = time.perf_counter()
    made = act()
    return time.perf_counter() - began, made


def measure(what: str, code: str) -> None:
    """One report: drafted, as Word, beside its plain text."""
    from lantoa.reports import outgoing, queries

    uuid = begun(code)

    def paper() -> Any:
        found = queries.report(uuid)
        assert found is not None
        return queries.written(found, TODAY).paper

    paper()
    drafted, written = taken(paper)
    word, data = taken(lambda: outgoing.written(written, "docx"))
    least, _text = taken(lambda: outgoing.written(written, "txt"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = f"{len(data) / 1024:,.0f} KB, {sum(1 for _ in written.figures()):,} figures"
    print(
        f"{what}: drafted in {drafted:.2f} s, Word in {word:.2f} s ({size}; as plain text {least:.2f} s), {peak:.0f} MB"
    )


def main() -> None:
    """On SQLite, or on the new database that LANTOA_DATABASE names."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LANTOA_HOME": folder, "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
        import django

        django.setup()
        from lantoa.cli.migrate import bring_up_to_date
        from lantoa.indicators import operations

        bring_up_to_date()
        _units, _communes, branches = ledger.province()
        ledger.ledger(ledger.indicators(), branches, ledger.LINES)
        register(ledger.COMMUNES, 5)
        operations.fold(today=TODAY, lines=["place"])
        print(f"{ledger.LINES:,} lines, {PRACTICES:,} practices, {ledger.COMMUNES} communes")
        measure(f"a commune of {ledger.BRANCHES} units", "c3")
        measure(f"a province of {ledger.COMMUNES} communes", "p")


if __name__ == "__main__":
    main()
