"""Runs a program under limits: ``python limited.py MEMORY SECONDS FILE program argument …``.

Bytes of memory, seconds of work, bytes of any file that it writes. The program takes this process's place. It needs
nothing of ours, so that it runs in any folder.
"""

from __future__ import annotations

import contextlib
import os
import sys


def limit(memory: int, seconds: int, file: int | None = None) -> None:
    """Limits this process; where a system knows no such limits, nothing happens."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file, file))


if __name__ == "__main__":
    limit(*(int(number) for number in sys.argv[1:4]))
    os.execvp(sys.argv[4], sys.argv[4:])
