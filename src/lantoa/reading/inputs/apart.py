"""Parsers run apart, in processes with little memory and time: what ends one of them is only a refusal here.

A process stays for the next file, since beginning one costs more than most files. After so many files, or once a file
ended it, a new one takes its place.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from typing import Any

from lantoa.reading.inputs import limits
from lantoa.reading.inputs.decoding import Decoded
from lantoa.reading.inputs.refusals import Caution, Unreadable, refuse

_AT_ONCE = 2
_FILES_EACH = 500
_CHUNK = 1 << 20
# Signals that say the file asked for too much: an abort where memory was refused, an end from outside, no time left.
_TOO_MUCH = {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU}


class _Died(Exception):
    """The process ended before it answered."""


class _TooLate(_Died):
    """It takes longer than anybody waits."""


class _Process:
    """One process that parses, and the files it has seen."""

    def __init__(self) -> None:
        self.files = 0
        self._running = subprocess.Popen(
            [sys.executable, "-m", "lantoa.reading.inputs.parser_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )

    def ask(self, verb: str, data: bytes, more: dict[str, Any]) -> dict[str, Any]:
        """The answer; _Died when none came."""
        self.files += 1
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._running.stdin.write(json.dumps(more | {"verb": verb, "size": len(data)}).encode() + b"\n" + data)
            self._running.stdin.flush()
        until = time.monotonic() + limits.PARSER_PATIENCE
        line = bytearray()
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self._running.stdout], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise _TooLate
            piece = os.read(self._running.stdout.fileno(), _CHUNK)
            if not piece:
                raise _Died
            line += piece
        found: dict[str, Any] = json.loads(line)
        return found

    def lives(self) -> bool:
        """Whether it can be asked."""
        return self._running.poll() is None

    def end(self) -> int:
        """Ends it at once; says how it ended."""
        # It may be about to end by itself, and how it did tells what the matter was.
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._closed(0.2)
        self._running.kill()
        return self._closed(None)

    def _closed(self, patience: float | None) -> int:
        for pipe in (self._running.stdin, self._running.stdout):
            # What was not written to one that ended is still on its way.
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        return self._running.wait(patience)


class _Pool:
    """The processes that wait for a file; those of the process that this one came from are not ours."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self._free = threading.BoundedSemaphore(_AT_ONCE)
        self._idle: list[_Process] = []

    def ask(self, verb: str, data: bytes, more: dict[str, Any]) -> dict[str, Any]:
        with self._free:
            process = self._waiting() or _Process()
            try:
                answer = process.ask(verb, data, more)
            except BaseException as error:
                how = process.end()
                if isinstance(error, _Died):
                    too_much = how in _TOO_MUCH or isinstance(error, _TooLate)
                    raise refuse("too_large" if too_much else "damaged") from error
                raise
            if process.files < _FILES_EACH:
                self._idle.append(process)
            else:
                process.end()
            return answer

    def _waiting(self) -> _Process | None:
        with contextlib.suppress(IndexError):
            while True:
                process = self._idle.pop()
                if process.lives():
                    return process
                process.end()
        return None

    def close(self) -> None:
        while self._idle:
            self._idle.pop().end()


_pool = _Pool()
os.register_at_fork(after_in_child=_pool.begin)
atexit.register(_pool.close)


def parse(verb: str, data: bytes, **more: Any) -> Any:
    """What the parser of that name makes of the bytes, as JSON has it; raises Unreadable."""
    answer = _pool.ask(verb, data, more)
    if "refused" in answer:
        raise Unreadable(*answer["refused"])
    return answer["found"]


def text(verb: str, data: bytes) -> Decoded:
    """The text that a parser takes out of the bytes; raises Unreadable."""
    found = parse(verb, data)
    return Decoded(found["text"], tuple(Caution(*one) for one in found["cautions"]))
