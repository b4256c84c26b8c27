"""Many write the ledger at once: nothing is lost, nothing that was settled changes, nobody waits for a total."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.workers import Place, a_place


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    yield from a_place(tmp_path_factory)


def test_fifty_writers_at_once_lose_nothing_while_totals_are_folded_and_read(place: Place) -> None:
    done = place.start("tests.indicators.crowd").wait(120)
    assert done == 0, (place.home / "log").read_text()[-3000:]
