"""What a whole country costs: loading it, finding a unit by any name, a province's pages, figures on both maps.

Prints each beside the least that the same database could do: writing as many plain rows, a scan of the names, one sum
over the ledger. Needs no database of its own: it makes one in a temporary folder.
"""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.reading import best_of

SEARCHES = 400
FACTS = 2_000
ON = date(2026, 11, 25)


def timed(act: Callable[[], Any]) -> float:
    """Seconds."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def spread(act: Callable[[Any], object], each: Sequence[Any]) -> tuple[float, float]:
    """The median and the 95th percentile over all arguments, in milliseconds."""
    found = sorted(timed(partial(act, one)) * 1000 for one in each)
    return found[len(found) // 2], found[int(len(found) * 0.95)]


def written_plain(home: Path) -> float:
    """Seconds that SQLite takes for as many bare rows as the load makes, with an index on each: the limit of a load."""
    from django.apps import apps

    models = [model for model in apps.get_app_config("organisations").get_models() if model.objects.exists()]
    counts = [model.objects.count() for model in models]

    def write() -> None:
        plain = sqlite3.connect(home / "plain.sqlite3")
        for number, count in enumerate(counts):
            plain.execute(f"create table t{number} (id integer primary key, a integer, b text)")
            plain.execute(f"create index i{number} on t{number} (a)")
            plain.executemany(f"insert into t{number} (a, b) values (?, ?)", ((i, f"row {i}") for i in range(count)))
        plain.commit()

    return timed(write)


def search(names: list[str]) -> None:
    """Search by whole names, by their words without marks, by one word; beside one bare scan of the names."""
    from django.db import connection

    from lantoa.organisations import queries
    from lantoa.vietnamese.text import fold

    def find(words: str) -> None:
        list(queries.find(words, ON)[:20])

    def scan(words: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select unit_id from organisations_unitname where folded like %s limit 20", [f"%{words}%"])
            cursor.fetchall()

    chosen = random.Random(1).sample(names, SEARCHES)
    for said, each in (
        ("whole name", chosen),
        ("without marks", [fold(name) for name in chosen]),
        ("one word", [name.split()[-1] for name in chosen]),
    ):
        (middle, late), (_, least) = spread(find, each), spread(scan, [fold(one) for one in each])
        print(f"search, {said:14} p50 {middle:6.1f} ms  p95 {late:6.1f} ms  ({late / least:.0f} × one scan)")


def pages() -> None:
    """The page of a province's tree as a clerk of it opens it: queries and time, beside a page of the country."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from lantoa.accounts.operations import make_account
    from lantoa.common.scopes import everything
    from lantoa.organisations import operations, queries

    user = make_account(username="do", full_name="Người Đo", password=None)
    top = queries.country(ON)
    assert top is not None
    unit = queries.unit(str(top.uuid), ON)
    operations.grant(scope=everything("đo"), user=user, unit=unit, role="clerk", on=ON)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    (province,) = [one for one in queries.children(top.pk, "place", ON) if one.name.endswith("Ninh Bình")]
    for said, address in (
        ("list under Ninh Bình", f"{reverse('organisations:list')}?under={province.uuid}"),
        ("Ninh Bình itself", reverse("organisations:unit", args=[province.uuid])),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            took = timed(partial(client.get, address))
        print(f"page, {said:21} {took * 1000:6.0f} ms, {len(made)} queries")


def figures() -> None:
    """One indicator for all provinces, from an amount of each of many former communes, on both maps; beside one sum."""
    from django.db.models import Sum

    from lantoa.common.periods import Period
    from lantoa.common.quantities import Quantity
    from lantoa.common.scopes import everything
    from lantoa.indicators import operations, queries
    from lantoa.indicators.models import Fact
    from lantoa.organisations import queries as organisations
    from lantoa.organisations.models import Unit

    former = list(Unit.objects.filter(names__unit_class__code="commune", dissolved_on=date(2025, 7, 1))[:FACTS])
    indicator, year = queries.indicator("cau-xay-moi"), Period.parse("2024")
    for unit in former:
        operations.state(
            scope=everything("đo"), amount=operations.Amount(indicator, unit, year, Quantity.of(unit.pk % 9))
        )
    top = organisations.country(ON)
    assert top is not None
    provinces = [one.pk for one in organisations.children(top.pk, "place", ON)]
    least = best_of(3, lambda: Fact.objects.aggregate(Sum("low")))
    for said, tree in (("as it was", None), ("today's map", ON)):
        view = queries.View(year, tree=tree)
        took = best_of(3, partial(queries.figures, [indicator], provinces, view))
        print(f"{len(former):,} facts, 34 provinces, {said:11} {took * 1000:5.0f} ms ({took / least:.0f} × one sum)")


def main() -> None:
    """Everything, on SQLite, or on the database that LANTOA_DATABASE names (a new one)."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LANTOA_HOME": folder, "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
        import django

        django.setup()
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        from lantoa.cli.migrate import bring_up_to_date
        from lantoa.common.scopes import everything
        from lantoa.organisations import operations
        from lantoa.organisations.models import UnitName

        bring_up_to_date()
        took = timed(lambda: operations.load_vietnam(scope=everything("đo")))
        least = written_plain(Path(folder))
        print(f"the country loaded in {took:.1f} s  ({took / least:.0f} × as many bare rows)")
        names = sorted(set(UnitName.objects.values_list("name", flat=True)))
        search(names)
        pages()
        figures()


if __name__ == "__main__":
    main()
