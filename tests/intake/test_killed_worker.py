"""A real worker on a real database, killed outright in the middle of a batch: every paper is read once, none lost."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.workers import WITHIN, Place, a_place

pytestmark = pytest.mark.django_db
PAPERS = 40


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, kept_database: str) -> Iterator[Place]:
    yield from a_place(tmp_path_factory, kept_database)


def test_a_batch_goes_on_where_a_killed_worker_stopped(place: Place) -> None:
    assert place.start("tests.intake.working", "bring", str(PAPERS)).wait(WITHIN) == 0, log(place)

    def number(sql: str) -> int:
        return int(place.rows(sql)[0][0])

    taken = "SELECT count(*) FROM intake_batchitem WHERE paper_id IS NOT NULL"
    read = "SELECT count(*) FROM intake_paperstep WHERE stage = 'review'"
    # When the worker is shot: so many taken in, so many read.
    shots = [(taken, 3), (taken, 17), (read, 5), (read, 25)]
    deadline = time.monotonic() + 2 * WITHIN
    while number(read) < PAPERS and time.monotonic() < deadline:
        worker = place.start("lantoa.cli", "worker")
        while worker.poll() is None and number(read) < PAPERS and time.monotonic() < deadline:
            if shots and number(shots[0][0]) >= shots[0][1]:
                del shots[0]
                place.kill()
                break
            time.sleep(0.05)
    place.kill()
    assert not shots, log(place)
    assert number(read) == PAPERS, log(place)
    assert number("SELECT count(*) FROM intake_paper") == PAPERS
    assert number("SELECT count(*) FROM intake_batchitem WHERE paper_id IS NULL") == 0
    # The paper that lay there twice is one paper, and no finding was kept twice.
    assert number("SELECT count(*) FROM intake_batchitem WHERE NOT is_new") == 1
    assert number("SELECT count(DISTINCT paper_id) FROM intake_finding") == PAPERS
    twice = (
        "SELECT count(*) FROM (SELECT paper_id, position FROM intake_finding GROUP BY 1, 2 HAVING count(*) > 1) AS t"
    )
    assert number(twice) == 0


def log(place: Place) -> str:
    return (place.home / "log").read_text()[-3000:]
