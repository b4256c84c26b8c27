"""Starting and stopping the product."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_commands import lantoa

SUPERVISE = "from lantoa.cli.run import supervise; supervise([['sleep', '60'], ['sh', '-c', 'sleep 60; :']], 1)"


def below(pid: int) -> list[int]:
    """The processes under one, all the way down."""
    try:
        own = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [found for child in map(int, own) for found in (child, *below(child))]


def until(done: Callable[[], bool]) -> bool:
    """Whether it came true within ten seconds."""
    deadline = time.monotonic() + 10
    while not done() and time.monotonic() < deadline:
        time.sleep(0.05)
    return done()


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_port_that_is_taken_is_said_at_once_and_nothing_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = lantoa("run", "--port", str(port), home=tmp_path / "new", locale="vi_VN.UTF-8")
    assert done.returncode == 1
    assert f"Không mở được cổng {port}" in done.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whatever_stops_it_stops_all_of_it(how: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", SUPERVISE]) as started:
        assert until(lambda: len(below(started.pid)) == 3)
        family = below(started.pid)
        os.kill(started.pid, how)
        assert started.wait(10) == 0
    assert until(lambda: not any(map(runs, family)))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell a child of its parent's end")
def test_the_parts_stop_when_it_is_killed_outright() -> None:
    with subprocess.Popen([sys.executable, "-c", SUPERVISE]) as started:
        assert until(lambda: len(below(started.pid)) == 3)
        family = below(started.pid)
        started.kill()
    try:
        assert until(lambda: not any(map(runs, family[:2])))
    finally:
        for pid in filter(runs, family):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_what_a_dead_part_leaves_behind_is_ended_before_it_is_started_again(tmp_path: Path) -> None:
    leaving = ["sh", "-c", f"sleep 60 & echo $! > {tmp_path}/left; exit 3"]
    script = f"from lantoa.cli.run import supervise; supervise([{leaving!r}], 1)"
    with subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.DEVNULL) as started:
        assert until(lambda: (tmp_path / "left").exists() and (tmp_path / "left").read_text().strip() != "")
        left = int((tmp_path / "left").read_text())
        assert until(lambda: not runs(left))
        started.terminate()
        assert started.wait(10) == 0
