"""Many write the ledger at once: nothing is lost, nothing that was settled changes, nobody waits for a total."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.indicators.killed import LINES
from tests.workers import Place, a_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory, kept_database: str) -> Iterator[Place]:
    yield from a_place(tmp_path_factory, kept_database)


def test_fifty_writers_at_once_lose_nothing_while_totals_are_folded_and_read(place: Place) -> None:
    done = place.start("tests.indicators.crowd").wait(120)
    assert done == 0, (place.home / "log").read_text()[-3000:]


def test_folding_that_is_killed_again_and_again_leaves_every_figure_right(place: Place) -> None:
    def reached() -> int:
        return int(place.rows("SELECT coalesce(sum(upto), 0) FROM indicators_fold")[0][0])

    place.run("tests.indicators.killed", "write")
    before = 0
    for _ in range(2):
        place.start("tests.indicators.killed", "fold")
        until = time.monotonic() + 60
        while reached() < before + 25 and time.monotonic() < until:
            time.sleep(0.005)
        place.kill("while it folded")
        assert before + 25 <= reached() < 2 * LINES, "it goes on from where it stood, and was not done when it died"
        before = reached()
    place.run("tests.indicators.killed", "look")
