"""Real workers on a real database of their own, to be killed outright."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.databases import copy_of
from tests.notices.sink import Sink

WITHIN = 60.0
ROOT = Path(__file__).parents[1]


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
        self.run("tests.notices.working", *words)

    def run(self, module: str, *words: str) -> None:
        done = self.start(module, *words).wait(WITHIN)
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


def a_place(tmp_path_factory: pytest.TempPathFactory, kept_database: str) -> Iterator[Place]:
    """A home with a database of its own; its workers and its database go at the end."""
    home = tmp_path_factory.mktemp("home")
    with copy_of(kept_database, home) as database, Sink() as sink:
        found = Place(home, database, sink)
        yield found
        found.kill()
        for one in found.workers:
            one.wait(WITHIN)
