"""Real workers on a real database, killed outright: every notice comes exactly once."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.workers import WITHIN, Place, a_place

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, kept_database: str) -> Iterator[Place]:
    for found in a_place(tmp_path_factory, kept_database):
        found.do("prepare")
        yield found


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
