"""A province of 15,000 practices: the gallery with search and filters, ways worth copying, a lineage of 500.

Prints each beside the least that the same database could do: one scan of as many names, one walk over as many edges.
Needs no database of its own: it makes one in a temporary folder. PRACTICES= and KIN= change the sizes.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.units import spread, timed

PAGES = 40
PROVINCE, COMMUNES, BODIES = "tinh-do", 170, 5
FIRST = [
    "Đường hoa",
    "Biến rác",
    "Ngày thứ bảy",
    "Tiếng kẻng",
    "Chính quyền",
    "Vườn rau",
    "Hũ gạo",
    "Camera",
    "Tuyến hẻm",
]
SECOND = [
    "nông dân",
    "thành tiền",
    "vì dân",
    "học bài",
    "thân thiện",
    "sạch",
    "tình thương",
    "an ninh",
    "tự quản",
    "xanh",
]


def main() -> None:
    """Everything in one run."""
    many, kin = int(os.environ.get("PRACTICES", "15000")), int(os.environ.get("KIN", "500"))
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LANTOA_HOME": folder, "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
        import django

        django.setup()
        measure(Path(folder), many, kin)


def measure(home: Path, many: int, kin: int) -> None:
    """The province, its practices, the family; then each page."""
    from lantoa.cli.migrate import bring_up_to_date

    bring_up_to_date()
    today = date.today()  # noqa: DTZ011 - the day of the machine is as good as any
    owners = province(today)
    print(f"{len(owners)} owners, {many} practices: {timed(lambda: practices(owners, many, today)):.1f} s to write")
    root = family(kin, today)
    from lantoa.config.memory import settle

    settle()  # as a server does
    with_load(home)
    pages(owners, root, many, kin, today)


def with_load(home: Path) -> None:
    """Under which load of the machine was measured, and where the database lies."""
    one, five, _ = os.getloadavg()
    size = sum(path.stat().st_size for path in home.rglob("*.sqlite3*")) // 1_000_000
    print(f"load {one:.1f} (5 minutes: {five:.1f}) on {os.cpu_count()} processors; database {size} MB")


def province(today: date) -> list[Any]:
    """A province of so many communes, each with some bodies; gives those that own practices."""
    from lantoa.common.scopes import everything
    from lantoa.organisations import operations as organisations
    from lantoa.organisations.models import Unit

    product, since = everything("đo"), date(2000, 1, 1)
    country = organisations.found_unit(
        scope=product, code="vn", name="Việt Nam", unit_class="country", on=since, parents={}
    )
    top = organisations.found_unit(
        scope=product, code=PROVINCE, name="Tỉnh Đo", unit_class="province", on=since, parents={"place": country}
    )
    owners: list[Any] = []
    for number in range(COMMUNES):
        said = {"code": f"xa-{number}", "name": f"Xã số {number}", "unit_class": "commune" if number % 4 else "ward"}
        commune = organisations.found_unit(scope=product, on=since, parents={"place": top}, **said)
        owners.append(commune)
        for body in range(BODIES):
            owners.append(
                organisations.found_unit(
                    scope=product,
                    code=f"xa-{number}-{body}",
                    name=f"Đoàn thể {body} xã số {number}",
                    unit_class="mass_organisation",
                    on=since,
                    parents={"place": commune},
                )
            )
    assert Unit.objects.count() == len(owners) + 2, today
    return owners


def practices(owners: list[Any], many: int, today: date) -> None:
    """Rows as operations would write them, in bulk: two thirds run, half have an outcome, all are public."""
    from django.db import transaction
    from django.utils import timezone

    from lantoa.common.periods import Period
    from lantoa.common.quantities import Quantity
    from lantoa.common.scopes import everything
    from lantoa.indicators import queries as ledger
    from lantoa.indicators.operations import Amount
    from lantoa.practices import operations, queries
    from lantoa.practices.models import Practice, PracticeStage
    from lantoa.vietnamese.text import fold, sort_key

    chance = random.Random(7)
    fields, began = list(queries.fields()), today - timedelta(days=900)
    names = [f"{chance.choice(FIRST)} {chance.choice(SECOND)} {number}" for number in range(many)]
    rows = Practice.objects.bulk_create(
        Practice(
            name=name,
            folded=fold(name),
            sort_key=sort_key(name),
            kind="collective",
            owner_unit=chance.choice(owners),
            started_on=began,
            registered_at=timezone.now(),
        )
        for name in names
    )
    through = Practice.fields.through
    through.objects.bulk_create(through(practice=one, field=chance.choice(fields)) for one in rows)
    stages = []
    for one in rows:
        middle = began + timedelta(days=30)
        stages.append(PracticeStage(practice=one, track="life", stage="registered", from_on=began, to_on=middle))
        stage = "running" if chance.random() < 0.67 else "ended"
        stages.append(PracticeStage(practice=one, track="life", stage=stage, from_on=middle + timedelta(days=1)))
        stages.append(PracticeStage(practice=one, track="public", stage="public", from_on=middle))
    PracticeStage.objects.bulk_create(stages, batch_size=5000)
    # Every other one has a result, written as people write it: it stands in the ledger.
    product, indicator = everything("đo"), ledger.indicator("ho-so-dung-hen")
    with transaction.atomic():
        for one in rows[::2]:
            amount = Amount(indicator, one.owner_unit, Period(began, today), Quantity.of(12))
            operations.add_outcome(scope=product, result=operations.Result([one], amount))


def family(kin: int, today: date) -> Any:
    """A family of so many: each came from one of those before it, of other units."""
    from lantoa.practices.models import Practice, Replication

    chance = random.Random(11)
    rows = list(Practice.objects.order_by("pk").select_related("owner_unit")[:kin])
    Replication.objects.bulk_create(
        Replication(
            source=rows[chance.randrange(max(0, number - 40), number)],
            taker_unit=one.owner_unit,
            practice=one,
            way="asked",
            stage="started",
            begun_by=one.owner_unit,
            begun_on=today - timedelta(days=400),
            started_on=today - timedelta(days=400),
        )
        for number, one in enumerate(rows)
        if number
    )
    return rows[0]


def pages(owners: list[Any], root: Any, many: int, kin: int, today: date) -> None:
    """Each page by whoever opens it, beside one scan of the names and one walk over the edges."""
    from django.db import connection
    from django.test import Client

    from lantoa.accounts.operations import make_account
    from lantoa.common.scopes import everything
    from lantoa.organisations import operations as organisations

    user = make_account(username="xa", full_name="Cán bộ xã", password=None)
    organisations.grant(scope=everything("đo"), user=user, unit=owners[0], role="clerk", on=today - timedelta(days=9))
    staff, public = Client(headers={"Host": "localhost"}), Client(headers={"Host": "localhost"})
    staff.force_login(user)
    with connection.cursor() as cursor:
        scan = timed(lambda: cursor.execute("select id, folded, owner_unit_id from practices_practice").fetchall())
        walk = timed(lambda: cursor.execute("select source_id, practice_id from practices_replication").fetchall())
    print(f"least: {many} names {scan * 1000:.1f} ms, {kin} edges {walk * 1000:.2f} ms")
    for name, browser, address, wanted, least in (
        ("gallery", public, "/mo-hinh/", 150, scan),
        ("gallery, a word", public, "/mo-hinh/?q=rac+thanh+tien", 150, scan),
        ("gallery, word and field", public, "/mo-hinh/?q=vuon+rau&field=moi-truong", 150, scan),
        ("gallery, a year", public, f"/mo-hinh/?year={(today - timedelta(days=900)).year}", 150, scan),
        ("ways worth copying", staff, "/mo-hinh-dang-ky/dang-hoc/", 200, scan),
        ("ways, a word", staff, "/mo-hinh-dang-ky/dang-hoc/?q=rac+thai", 200, scan),
        ("ways, a field", staff, "/mo-hinh-dang-ky/dang-hoc/?field=moi-truong", 200, scan),
        (f"lineage of {kin}", staff, f"/mo-hinh-dang-ky/{root.uuid}/dong-ho/", 300, walk),
    ):
        seen: list[str] = []

        def note(execute: Any, sql: str, *said: Any, seen: list[str] = seen) -> Any:
            seen.append(sql)
            return execute(sql, *said)

        with connection.execute_wrapper(note):
            assert browser.get(address).status_code == 200, address
        begun = time.process_time()
        middle, late = spread(browser.get, [address] * PAGES)
        work = (time.process_time() - begun) * 1000 / PAGES
        times = late / least / 1000
        print(
            f"{name:24} {len(seen):3} queries  p50 {middle:6.1f} ms  p95 {late:6.1f} ms  work {work:6.1f} ms"
            f"  (wanted {wanted} ms; {times:.0f} × the least)"
        )


if __name__ == "__main__":
    main()
