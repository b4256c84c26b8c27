"""Programs of others (LibreOffice, Tesseract) run apart: no network settings, no home of ours, under limits."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lantoa.reading.inputs import limited

_KEPT = ("PATH", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a program may use: bytes of memory, seconds, bytes of any file that it writes."""

    memory: int
    seconds: int
    file: int


@cache
def found(*names: str) -> str | None:
    """Where the first of these programs is, or None."""
    return next(filter(None, map(shutil.which, names)), None)


def run(command: Sequence[str], *, folder: Path, bounds: Bounds, env: dict[str, str] | None = None) -> bool:
    """Runs a program in a folder that is its home; gives whether it ended by itself in time.

    A script may start another program: all that it started ends with it.
    """
    limits = (bounds.memory, bounds.seconds, bounds.file)
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with subprocess.Popen(
        [sys.executable, limited.__file__, *map(str, limits), *command],
        cwd=folder,
        env=kept | {"HOME": str(folder), "LANG": "C.UTF-8"} | (env or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            running.wait(bounds.seconds)
        except subprocess.TimeoutExpired:
            return False
        finally:
            with contextlib.suppress(OSError):
                os.killpg(running.pid, signal.SIGKILL)
        # Ended by the system for the time or the memory that it took.
        return running.returncode >= 0
