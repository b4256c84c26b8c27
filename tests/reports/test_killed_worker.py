"""A real worker killed outright while it makes a file: the next one makes it, once, and it is told once."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.workers import WITHIN, Place, a_place

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory, kept_database: str) -> Iterator[Place]:
    yield from a_place(tmp_path_factory, kept_database)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_file_is_made_once_and_told_once_whenever_its_worker_is_killed(place: Place, form: str) -> None:
    place.run("tests.reports.working", "ask", form)

    def stage() -> tuple[str, int]:
        ((stage, attempts),) = place.rows("SELECT stage, attempts FROM reports_making")
        return stage, attempts

    shots = ["drafting", "writing"] if form == "pdf" else ["drafting"]
    deadline = time.monotonic() + 3 * WITHIN
    while stage()[0] != "done" and time.monotonic() < deadline:
        worker = place.start("lantoa.cli", "worker")
        while worker.poll() is None and stage()[0] != "done" and time.monotonic() < deadline:
            # A shot that came too late for its stage goes at the next.
            if shots and stage() in [(one, 3 - len(shots) if form == "pdf" else 1) for one in (shots[0], "writing")]:
                place.kill(f"{stage()}")
                del shots[0]
                break
            time.sleep(0.002)
    log = (place.home / "log").read_text()[-3000:]
    assert not shots, log
    assert stage() == ("done", len(place.deaths) + 1), log
    # Another worker that begins finds nothing left to do.
    place.kill()
    place.start("lantoa.cli", "worker")
    time.sleep(3)
    ((size, kept),) = place.rows("SELECT size, length(content) FROM reports_making WHERE stage = 'done'")
    assert size == kept > 5_000
    assert place.rows("SELECT count(*) FROM notices_notice WHERE key LIKE 'report-file-%'") == [(1,)]
    assert place.rows("SELECT count(*) FROM history_event WHERE kind = 'report_file' AND verb = 'make'") == [(1,)]
