"""The process in which papers are printed and templates of others are filled: one question, one answer, then it ends.

A question is a pickled (verb, bytes of memory, seconds, data, more), and comes from the product only. The answer is a
line of JSON, {} and the bytes that were made, or {"failed": …}.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from importlib import import_module
from typing import Any

from lantoa.reading.inputs.limited import limit
from lantoa.reports.layouts.apart import Failed

# What nobody may do here, by the names that Python gives to its acts.
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.")
_FORBIDDEN_FILES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "shutil.")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


class Forbidden(BaseException):
    """Somebody tried what nobody may do here. No ordinary handler of errors catches it."""


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith((*_FORBIDDEN, *_FORBIDDEN_FILES)):
        raise Forbidden(event)
    if event == "open" and arguments[2] & _WRITING:
        raise Forbidden(event)


# Which module does the work of a verb, by its function `work`.
VERBS = {
    "pdf": "lantoa.reports.layouts.pdf_process",
    "pdf_pieces": "lantoa.reports.layouts.pdf_pieces_process",
    "join_pdf": "lantoa.reports.layouts.pdf_joining_process",
    "check_template": "lantoa.reports.layouts.template_check",
    "fill_template": "lantoa.reports.layouts.template_fill",
}


def main() -> None:
    """Answers one question."""
    told = sys.stdout.buffer
    # What a library prints is no answer.
    sys.stdout = sys.stderr
    verb, memory, seconds, data, more = pickle.load(sys.stdin.buffer)
    limit(memory, seconds, file=0)
    # Libraries look for their parts while they are imported; what comes from outside is read under watch only.
    work = import_module(VERBS[verb]).work
    sys.addaudithook(_watch)
    try:
        found = work(data, **more)
    except Failed as failure:
        told.write(json.dumps({"failed": failure.said}).encode() + b"\n")
    else:
        told.write(b"{}\n" + found)
    told.flush()


if __name__ == "__main__":
    main()
