"""Many writers of the ledger at once: ``python -m tests.indicators.crowd``, on the database of the environment."""

from __future__ import annotations

import threading
from datetime import date
from uuid import uuid4

from lantoa.cli.django import start

WRITERS, EACH = 50, 3
TODAY = date(2026, 1, 1)


def main() -> None:
    """Fifty write, a worker folds, a reader looks; AssertionError where something was lost or an answer went back."""
    start()
    from django.db import connection

    from lantoa.common.periods import Period
    from lantoa.common.quantities import Quantity
    from lantoa.common.scopes import everything
    from lantoa.indicators import operations, queries
    from lantoa.indicators.models import Fact
    from lantoa.organisations import operations as organisations

    scope, on = everything("kiểm thử"), date(2000, 1, 1)
    top = organisations.found_unit(scope=scope, code="top", name="Tỉnh", unit_class="province", on=on)
    below = [
        organisations.found_unit(
            scope=scope, code=f"c{n}", name=f"Xã {n}", unit_class="commune", on=on, parents={"place": top}
        )
        for n in range(WRITERS)
    ]
    how, view = queries.indicator("cau-xay-moi"), queries.View(Period.parse("2024"))
    going, wrong = threading.Event(), list[str]()

    def write(n: int) -> None:
        amount = operations.Amount(how, below[n], Period.parse("2024-05"), Quantity.of(1))
        for _ in range(EACH):
            operations.post(scope=scope, amount=amount, source=operations.Source("test", uuid4(), "đông"))
        connection.close()

    def fold() -> None:
        while not going.wait(0.02):
            operations.fold(today=TODAY, lines=["place"])
        connection.close()

    def look() -> None:
        """What was told as settled stays as it was told; a figure never falls back."""
        told: dict[int, object] = {}
        latest = 0
        while not going.wait(0.01):
            end = queries.head()
            count = Fact.objects.filter(seq__lte=end).count()
            if told.setdefault(end, count) != count or any(
                Fact.objects.filter(seq__lte=seq).count() != known for seq, known in list(told.items())[-5:]
            ):
                wrong.append(f"what was settled at line {end} changed")
            found = queries.figure(how, top.pk, view).in_period
            now = int(found.point or 0) if found else 0
            if now < latest:
                wrong.append(f"a figure fell from {latest} to {now}")
            latest = now
        connection.close()

    writers = [threading.Thread(target=write, args=[n]) for n in range(WRITERS)]
    others = [threading.Thread(target=fold), threading.Thread(target=look)]
    for thread in (*others, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    going.set()
    for thread in others:
        thread.join()
    assert wrong == [], wrong[:3]
    for _ in range(2):
        assert queries.figure(how, top.pk, view).in_period == Quantity.of(WRITERS * EACH)
        operations.fold(today=TODAY)
    assert queries.head() == Fact.objects.order_by("-seq").values_list("seq", flat=True)[0]


if __name__ == "__main__":
    main()
