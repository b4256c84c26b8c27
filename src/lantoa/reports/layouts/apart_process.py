"""The process in which papers are printed and templates of others are filled: one question, one answer, then it ends.

A question is a line of JSON {"verb", "memory", "seconds", …} and bytes till the end. The answer is a line of JSON, {}
and the bytes that were made, or {"failed": …}.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

from lantoa.reading.inputs.limited import limit
from lantoa.reports.layouts.apart import Failed

# What nobody may do here, by the names that Python gives to its acts.
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.")
_FORBIDDEN_FILES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "shutil.")
_WRITING = set("wax+")


class Forbidden(BaseException):
    """Somebody tried what nobody may do here. No ordinary handler of errors catches it."""


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith((*_FORBIDDEN, *_FORBIDDEN_FILES)):
        raise Forbidden(event)
    if event == "open" and isinstance(arguments[1], str) and _WRITING & set(arguments[1]):
        raise Forbidden(event)


# Which module does the work of a verb, by its function `work`.
VERBS = {"pdf": "lantoa.reports.layouts.pdf_process"}


def main() -> None:
    """Answers one question."""
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints is no answer.
    sys.stdout = sys.stderr
    question = json.loads(asked.readline())
    limit(question.pop("memory"), question.pop("seconds"), file=0)
    # Libraries look for their parts while they are imported; what comes from outside is read under watch only.
    work = import_module(VERBS[question.pop("verb")]).work
    sys.addaudithook(_watch)
    try:
        found = work(asked.read(), **question)
    except Failed as failure:
        told.write(json.dumps({"failed": failure.said}).encode() + b"\n")
    else:
        told.write(b"{}\n" + found)
    told.flush()


if __name__ == "__main__":
    main()
