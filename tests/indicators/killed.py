"""Folding that is killed: ``python -m tests.indicators.killed write|fold|look``, on the database of the environment."""

from __future__ import annotations

import sys
from datetime import date
from uuid import uuid4

from lantoa.cli.django import start

TODAY, COMMUNES, LINES = date(2026, 1, 1), 12, 240


def main(act: str) -> None:
    """Writes the lines; folds them, each by itself; or says whether all figures are what the lines add up to."""
    start()
    {"write": write, "fold": fold, "look": look}[act]()


def write() -> None:
    from lantoa.common.periods import Period
    from lantoa.common.quantities import Quantity
    from lantoa.common.scopes import everything
    from lantoa.indicators import operations, queries
    from lantoa.organisations import operations as organisations

    scope, on = everything("kiểm thử"), date(2000, 1, 1)
    top = organisations.found_unit(scope=scope, code="top", name="Tỉnh", unit_class="province", on=on)
    below = [
        organisations.found_unit(
            scope=scope, code=f"c{n}", name=f"Xã {n}", unit_class="commune", on=on, parents={"place": top}
        )
        for n in range(COMMUNES)
    ]
    how, source = queries.indicator("cau-xay-moi"), operations.Source("test", uuid4(), "Bài kiểm thử")
    for n in range(LINES):
        days = Period.parse(f"2024-{n % 12 + 1:02}")
        amount = operations.Amount(how, (top, *below)[n % (COMMUNES + 1)], days, Quantity.of(n))
        operations.post(scope=scope, amount=amount, source=source)


def fold() -> None:
    from lantoa.indicators import operations

    operations.fold(today=TODAY, lines=["place"], most=1)


def look() -> None:
    from django.utils import timezone

    from lantoa.common.checks import Look
    from lantoa.common.periods import Period
    from lantoa.indicators import checks, operations, queries
    from lantoa.indicators.models import Fold
    from lantoa.organisations.models import Unit

    how, units = queries.indicator("cau-xay-moi"), list(Unit.objects.values_list("pk", flat=True))
    views = [
        queries.View(Period.parse(period), tree=tree)
        for period in ("2024", "2024-Q2", "2024-03..2024-04", "2024-02")
        for tree in (None, TODAY)
    ]

    def every() -> list[object]:
        return [dict(queries.figures([how], units, view)) for view in views]

    held = {one.is_map: one.upto for one in Fold.objects.all()}
    told, broken = every(), list(checks.totals.run(Look(timezone.now())))
    operations.forget_totals()
    assert told[0]
    assert told == every(), held
    assert broken == [], broken[:3]


if __name__ == "__main__":
    main(sys.argv[1])
