"""Real workers on a real database, killed outright: every notice comes exactly once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest

from tests.notices.sink import Sink

WITHIN = 60.0
ROOT = Path(__file__).parents[2]


@dataclass
class Place:
    """A home with a database of its own, a mail server, and the processes that work there."""

    home: Path
    database: str
    sink: Sink
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    deaths: list[str] = field(default_factory=list)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("LANTOA_", "DJANGO_"))}
        environment |= {
            "LANTOA_HOME": str(self.home),
            "LANTOA_EMAIL_URL": f"smtp://127.0.0.1:{self.sink.port}",
            "DJANGO_SETTINGS_MODULE": "tests.notices.worker_settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        if self.database:
            environment["LANTOA_DATABASE"] = self.database
        command = (sys.executable, "-W", "ignore", "-m", *command)
        with (self.home / "log").open("ab") as log:
            begun = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        self.workers.append(begun)
        return begun

    def do(self, *words: str) -> None:
        done = self.start("tests.notices.working", *words).wait(WITHIN)
        assert done == 0, (self.home / "log").read_text()[-3000:]

    def kill(self, why: str = "") -> None:
        """SIGKILL to every process of the workers, children included."""
        for one in self.workers:
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGKILL)
        self.deaths.append(why)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        if self.database:
            import psycopg

            with psycopg.connect(self.database) as connection:
                return connection.execute(sql).fetchall()
        import sqlite3

        with closing(sqlite3.connect(self.home / "lantoa.sqlite3", timeout=20)) as connection:
            return connection.execute(sql).fetchall()

    def stages(self, prefix: str) -> dict[str, str]:
        """The stage of every e-mail whose key begins so, by Message-ID."""
        found = self.rows(
            "SELECT d.uuid, coalesce((SELECT s.stage FROM notices_step s WHERE s.delivery_id = d.id"
            " ORDER BY s.number DESC LIMIT 1), 'waiting')"
            " FROM notices_delivery d JOIN notices_notice n ON n.id = d.notice_id"
            f" WHERE d.channel = 'email' AND n.key LIKE '{prefix}:%'"
        )
        return {f"<{UUID(str(uuid))}@localhost>": stage for uuid, stage in found}

    def is_done(self, prefix: str) -> bool:
        return not {"waiting", "handed_over"} & set(self.stages(prefix).values())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    home, database = tmp_path_factory.mktemp("home"), os.environ.get("LANTOA_DATABASE", "")
    own = f"lantoa_{uuid4().hex}"
    if database:
        _on_server(database, f"CREATE DATABASE {own}")
    with Sink() as sink:
        found = Place(home, urlsplit(database)._replace(path=f"/{own}").geturl() if database else "", sink)
        found.do("prepare")
        yield found
        found.kill()
        for one in found.workers:
            one.wait(WITHIN)
    if database:
        _on_server(database, f"DROP DATABASE {own} WITH (FORCE)")


def _on_server(database: str, sql: str) -> None:
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(sql)


def test_workers_that_are_killed_midway_send_everything_once(place: Place) -> None:
    place.do("make", "kill", "120")
    before, place.deaths[:] = sum(place.sink.counts().values()), []
    # At which step of the conversation about which message the worker is shot.
    shots = {
        ("rcpt", before + 7),
        ("data", before + 30),
        ("rcpt", before + 31),
        ("dot", before + 61),
        ("data", before + 90),
    }

    def watch(what: str, accepted: int) -> None:
        if (what, accepted) in shots:
            shots.discard((what, accepted))
            place.kill(what)

    place.sink.watch = watch
    deadline = time.monotonic() + WITHIN
    while not place.is_done("kill") and time.monotonic() < deadline:
        worker = place.start("lantoa.cli", "worker")
        while worker.poll() is None and not place.is_done("kill") and time.monotonic() < deadline:
            time.sleep(0.1)
    place.kill()
    place.sink.watch = None
    assert sorted(place.deaths[:-1]) == ["data", "data", "dot", "rcpt", "rcpt"], (place.home / "log").read_text()[
        -3000:
    ]

    stages, counts = place.stages("kill"), place.sink.counts()
    assert len(stages) == 120
    assert {name: counts[name] for name in stages} == dict.fromkeys(stages, 1)
    # The one that was shot with the text in the server's hands: it arrived, and nobody here can know.
    assert sorted(set(stages.values())) == ["accepted", "uncertain"]
    assert list(stages.values()).count("uncertain") == 1
    in_product = place.rows(
        "SELECT n.key, count(*) FROM notices_delivery d JOIN notices_notice n ON n.id = d.notice_id"
        " WHERE d.channel = 'in_product' AND n.key LIKE 'kill:%' GROUP BY n.key"
    )
    assert dict(in_product) == {f"kill:{number}": 1 for number in range(120)}


def test_two_processes_make_and_four_send_the_same_and_nothing_comes_twice(place: Place) -> None:
    place.sink.watch = None
    makers = [place.start("tests.notices.working", "make", "four", "60") for _ in range(2)]
    assert [one.wait(WITHIN) for one in makers] == [0, 0], (place.home / "log").read_text()[-3000:]
    four = [place.start("tests.notices.working", "send") for _ in range(4)]
    assert [one.wait(WITHIN) for one in four] == [0, 0, 0, 0], (place.home / "log").read_text()[-3000:]
    stages, counts = place.stages("four"), place.sink.counts()
    assert len(stages) == 60
    assert set(stages.values()) == {"accepted"}
    assert {name: counts[name] for name in stages} == dict.fromkeys(stages, 1)
