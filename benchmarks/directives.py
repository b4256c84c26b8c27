"""A directive to every commune of the country: sent, answered by all through the API, the board opened, reminders made.

Prints each beside the least that the same database could do: writing as many plain rows, one count over them. Needs no
database of its own: it makes one in a temporary folder. COMMUNES= takes fewer.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.units import spread, timed

PAGES = 40
KILLED_AFTER = (1.0, 2.5, 4.0)


def main() -> None:
    """Everything in one run."""
    communes = int(os.environ.get("COMMUNES", "0"))
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LANTOA_HOME": folder, "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
        import django

        django.setup()
        measure(Path(folder), communes)


def measure(home: Path, most: int) -> None:
    """The country, the directive, the answers, the pages, the reminders."""
    from lantoa.cli.migrate import bring_up_to_date
    from lantoa.common.scopes import everything
    from lantoa.directives import operations, queries
    from lantoa.directives.operations import Call, Header
    from lantoa.organisations import operations as organisations
    from lantoa.organisations import queries as units
    from lantoa.organisations.models import Unit

    bring_up_to_date()
    product, today = everything("đo"), date.today()  # noqa: DTZ011 - the day of the machine is as good as any
    organisations.load_vietnam(scope=product)
    country = units.country(today)
    assert country is not None
    chosen = [unit.pk for unit in units.named(today).filter(rank=3, dissolved_on__isnull=True).order_by("pk")]
    chosen = chosen[: most or None]
    header = Header("1-CT/TW", "Chỉ thị đo tốc độ", today, issuer_name="Ban Bí thư")
    paper, _new = operations.record_directive(scope=product, unit=country, header=header, today=today)

    keys = {}
    took = timed(lambda: keys.update(make_keys(chosen, today)))
    print(f"{len(chosen)} communes, an account and a key each    {took:6.1f} s")
    call = Call("chosen", units=chosen, expects="done", due_on=today)
    took = timed(lambda: operations.send(scope=product, directive=paper, sender=country, call=call, today=today))
    times = took / plain_rows(home, len(chosen))
    print(f"sent                                  {took:6.2f} s  ({times:.1f} × plain rows)")

    tell(home, len(chosen))
    asked = {one.unit_id: one.uuid for one in queries.addressees().filter(directive=paper)}
    middle, late = spread(lambda unit: answer(keys[unit], str(asked[unit]), today), chosen)
    counted = queries.counts_of([paper], today)[paper.pk]
    assert (counted.everyone, counted.answered) == (len(chosen), len(chosen)), counted
    many = counted.answered
    print(f"answered through the API by all       p50 {middle:6.1f} ms  p95 {late:6.1f} ms each; {many} counted")
    pages(paper, country, today)
    assert Unit.objects.filter(pk__in=chosen).count() == len(chosen)


def make_keys(chosen: list[int], today: date) -> dict[int, str]:
    """An account, a role and a key for each commune; gives the key of each."""
    from django.db import transaction
    from django.utils import timezone

    from lantoa.accounts.operations import make_account, make_key
    from lantoa.common.scopes import everything
    from lantoa.organisations import operations as organisations
    from lantoa.organisations.models import Unit

    product, found = everything("đo"), {}
    for unit in Unit.objects.filter(pk__in=chosen).iterator():
        with transaction.atomic():
            user = make_account(username=f"xa-{unit.pk}", full_name=f"Cán bộ {unit.pk}", password=None)
            grant = organisations.grant(scope=product, user=user, unit=unit, role="clerk", on=today - timedelta(days=9))
            made = make_key(scope=product, user=user, name="đo", limits={"grant": grant.pk}, at=timezone.now())
            found[unit.pk] = made.token
    return found


def plain_rows(home: Path, many: int) -> float:
    """Seconds for as many bare rows, one statement: the limit of a sending."""
    import sqlite3

    def write() -> None:
        plain = sqlite3.connect(home / "plain.sqlite3")
        plain.execute("create table t (id integer primary key, a integer, b text)")
        plain.executemany("insert into t (a, b) values (?, ?)", ((i, f"row {i}") for i in range(many)))
        plain.commit()

    return timed(write)


def tell(home: Path, many: int) -> None:
    """Everybody is told that it came and that today is the due day, by workers that are shot on the way: once each."""
    from lantoa.notices.models import Delivery, Notice

    # At noon, whatever the clock says: the rule lets nobody be reminded in the night.
    work = (
        "import django; django.setup(); from datetime import timedelta; from django.utils import timezone;"
        "from lantoa.directives import operations;"
        "noon = timezone.localtime().replace(hour=12); within = timedelta(seconds=45);"
        "operations.tell_sent(at=noon, within=within); operations.remind_stages(at=noon, within=within)"
    )
    took = 0.0
    for seconds in (*KILLED_AFTER, 0.0):
        began = time.perf_counter()
        worker = subprocess.Popen([sys.executable, "-W", "ignore", "-c", work], start_new_session=True)
        if seconds:
            time.sleep(seconds)
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        else:
            while not is_told(many):
                if worker.wait() and not is_told(many):
                    raise SystemExit("the worker failed")
                worker = subprocess.Popen([sys.executable, "-W", "ignore", "-c", work], start_new_session=True)
            worker.wait()
        took += time.perf_counter() - began
    keys = list(Notice.objects.filter(kind="directive").values_list("key", flat=True))
    deliveries = Delivery.objects.filter(notice__kind="directive", channel="in_product").count()
    assert len(keys) == len(set(keys)) == deliveries == 2 * many, (len(keys), len(set(keys)), deliveries)
    print(f"told and reminded, three workers shot: {took:6.1f} s, {deliveries} notices, each once")


def is_told(many: int) -> bool:
    """Whether everybody was told and reminded."""
    from lantoa.directives.models import Addressee

    return Addressee.objects.filter(told_at__isnull=False).exclude(reminded="").count() == many


def answer(token: str, uuid: str, today: date) -> None:
    """One commune answers."""
    from django.test import Client

    said = Client().post(
        f"/api/v1/van-ban/tra-loi/{uuid}/da-lam/",
        json.dumps({"done_on": today.isoformat(), "note": "Đã phổ biến"}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "Host": "localhost"},
    )
    assert said.status_code == 200, said.content


def pages(paper: Any, country: Any, today: date) -> None:
    """The pages of who sent it and of one province: how long each takes and how many queries."""
    from django.db import connection
    from django.test import Client

    from lantoa.accounts.operations import make_account
    from lantoa.common.scopes import everything
    from lantoa.config.memory import settle
    from lantoa.directives.models import Addressee
    from lantoa.organisations import operations as organisations
    from lantoa.organisations import queries as units

    user = make_account(username="trung-uong", full_name="Cán bộ Trung ương", password=None)
    organisations.grant(scope=everything("đo"), user=user, unit=country, role="adviser", on=today - timedelta(days=9))
    browser = Client(headers={"Host": "localhost"})
    browser.force_login(user)
    province = units.children(country.pk, "place", today).filter(rank=1).first()
    assert province is not None
    root = f"/van-ban/{paper.uuid}/"
    some = Addressee.objects.filter(directive=paper).order_by("pk").first()
    assert some is not None
    settle()  # as a server does
    with connection.cursor() as cursor:
        least = timed(
            lambda: cursor.execute("select stage, count(*) from directives_addressee group by stage").fetchall()
        )
    for name, address in (
        ("book of papers", "/van-ban/"),
        ("paper", root),
        ("board, country", root + "thuc-hien/"),
        ("board, a province", f"{root}thuc-hien/?don-vi={province.uuid}"),
        ("board, page 40", root + "thuc-hien/?trang=40"),
        ("board, one name", root + "thuc-hien/?q=an+binh"),
        ("who is missing", root + "thuc-hien/chua-tra-loi/"),
        ("sent below", "/van-ban/da-gui/"),
        ("one answer", f"/van-ban/tra-loi/{some.uuid}/"),
        ("Excel of the board", root + "thuc-hien/bang.xlsx"),
    ):
        seen: list[str] = []

        def note(execute: Any, sql: str, *said: Any, seen: list[str] = seen) -> Any:
            seen.append(sql)
            return execute(sql, *said)

        with connection.execute_wrapper(note):
            assert browser.get(address).status_code == 200, address
        middle, late = spread(browser.get, [address] * PAGES)
        times = late / least / 1000
        print(f"{name:22} {len(seen):3} queries  p50 {middle:6.1f} ms  p95 {late:6.1f} ms  ({times:.0f} × one count)")


if __name__ == "__main__":
    main()
