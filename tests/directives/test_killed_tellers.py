"""Real processes on a real database, killed outright while they tell and remind: everybody hears exactly once."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.directives.working import BRANCHES
from tests.workers import WITHIN, Place, a_place

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]
TOLD = "SELECT count(*) FROM notices_notice WHERE kind = 'directive'"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, kept_database: str) -> Iterator[Place]:
    for found in a_place(tmp_path_factory, kept_database):
        found.run("tests.directives.working", "prepare")
        yield found


def test_tellers_that_are_killed_midway_tell_and_remind_each_once(place: Place) -> None:
    every = BRANCHES + 1  # the cast's own branch is below the committee too
    shots = [5, 60, BRANCHES + 20, 2 * BRANCHES - 10]
    deadline = time.monotonic() + WITHIN
    while shots and time.monotonic() < deadline:
        teller = place.start("tests.directives.working", "tell")
        while teller.poll() is None and time.monotonic() < deadline:
            if place.rows(TOLD)[0][0] >= shots[0]:
                place.kill(str(shots.pop(0)))
                teller.wait(WITHIN)
                break
            time.sleep(0.01)
    assert len(place.deaths) == 4, (place.home / "log").read_text()[-3000:]
    for _ in range(2):
        place.run("tests.directives.working", "tell")
    keys = [key for (key,) in place.rows("SELECT key FROM notices_notice WHERE kind = 'directive'")]
    # The branch of the cast has nobody: it is told to no one, and counted as told.
    assert len(keys) == len(set(keys)) == 2 * (every - 1)
    heard = place.rows(
        "SELECT d.user_id, count(*) FROM notices_delivery d JOIN notices_notice n ON n.id = d.notice_id"
        " WHERE n.kind = 'directive' AND d.channel = 'in_product' GROUP BY d.user_id"
    )
    assert {many for _user, many in heard} == {2}
    assert len(heard) == BRANCHES
    left = place.rows("SELECT count(*) FROM directives_addressee WHERE told_at IS NULL OR reminded = ''")
    assert left == [(0,)]
