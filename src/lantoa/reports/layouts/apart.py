"""Work that a strange template or a long page could make endless, done in a process of its own, one for each paper.

It may use little memory and time, opens no connection, starts no program and writes no file (see `apart_process`).
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from lantoa.common.errors import Unable

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bytes of memory, and seconds of work; nobody waits longer than thrice the seconds on a busy machine."""

    memory: int
    seconds: int


class UnableToMakeFile(Unable):
    """The file cannot be made; the words say why, for people."""


class TooMuch(Exception):
    """The process was ended: it took more memory or time than its bounds."""


class Failed(Exception):
    """The work gave up with a reason of its own; ``said`` is what it had to say."""

    def __init__(self, said: Any) -> None:
        """Keeps what was said."""
        super().__init__(said)
        self.said = said


def made(verb: str, data: bytes, *, bounds: Bounds, **more: Any) -> bytes:
    """What the work of that name makes of the bytes; raises TooMuch or Failed."""
    # What goes in is ours, so it may be any value; what comes out is bytes, and words as JSON.
    question = pickle.dumps((verb, bounds.memory, bounds.seconds, data, more))
    with subprocess.Popen(
        [sys.executable, "-m", "lantoa.reports.layouts.apart_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    ) as running:
        try:
            told, _ = running.communicate(question, timeout=3 * bounds.seconds)
        except subprocess.TimeoutExpired as error:
            raise TooMuch from error
        finally:
            with contextlib.suppress(OSError):
                os.killpg(running.pid, signal.SIGKILL)
    head, _, found = told.partition(b"\n")
    # Ended by the system, for its time or its memory.
    if not head or running.returncode:
        raise TooMuch
    answer = json.loads(head)
    if "failed" in answer:
        raise Failed(answer["failed"])
    return found


def _environment() -> dict[str, str]:
    """Nothing of the product's own: no keys, no address of the database."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "HOME", "FONTCONFIG_FILE") if name in os.environ}
    return kept | {"LANG": "C.UTF-8", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
