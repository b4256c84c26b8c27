"""The process in which foreign files are parsed: asked line by line on the standard input, it answers in JSON.

A question is a line of JSON {"verb", "size", …} and so many bytes of a file. The answer is a line of JSON:
{"found": …}, or {"refused": [code, vi, en]}. Whatever a parser does to this process, the one that asked goes on.
"""

from __future__ import annotations

import base64
import json
import resource
import sys
from collections.abc import Callable
from typing import Any

from lantoa.reading.inputs import limits
from lantoa.reading.inputs.decoding import Decoded
from lantoa.reading.inputs.limited import limit
from lantoa.reading.inputs.refusals import Unreadable, refuse


def _docx(data: bytes) -> Any:
    from lantoa.reading.inputs import docx

    return _decoded(docx.read(data))


def _docx_lines(data: bytes) -> Any:
    from lantoa.reading.inputs import marked

    return marked.read(data)


def _html(data: bytes) -> Any:
    from lantoa.reading.inputs import html

    return _decoded(html.read(data))


def _pdf(data: bytes) -> Any:
    from lantoa.reading.inputs import pdf

    return pdf.read(data)


def _pdf_picture(data: bytes, number: int) -> Any:
    from lantoa.reading.inputs import pdf

    wide, high, points = pdf.picture(data, number)
    return {"wide": wide, "high": high, "points": base64.b64encode(points).decode()}


def _mail(data: bytes) -> Any:
    from lantoa.reading.inputs import mail

    return _decoded(mail.read(data))


def _book(data: bytes) -> Any:
    from lantoa.reading.inputs import book

    return [sheet for sheet in book.opened(data) if sheet[1]]


def _first_sheet(data: bytes) -> Any:
    from lantoa.reading.inputs import book

    return [next((sheet for sheet in book.opened(data) if sheet[1]), ("", []))]


VERBS: dict[str, Callable[..., Any]] = {
    "docx": _docx,
    "docx_lines": _docx_lines,
    "html": _html,
    "pdf": _pdf,
    "pdf_picture": _pdf_picture,
    "mail": _mail,
    "book": _book,
    "first_sheet": _first_sheet,
}


def _decoded(read: Decoded) -> dict[str, Any]:
    return {"text": read.text, "cautions": [[one.code, one.vi, one.en] for one in read.cautions]}


def answer(verb: str, data: bytes, more: dict[str, Any]) -> dict[str, Any]:
    """What a parser found, or its refusal; a parser that fails in any other way found the file damaged."""
    try:
        return {"found": VERBS[verb](data, **more)}
    except Unreadable as error:
        refused = error
    except MemoryError:
        refused = refuse("too_large")
    except Exception:  # parsers fail with a dozen classes
        refused = refuse("damaged")
    return {"refused": [refused.code, refused.vi, refused.en]}


def _allow(seconds: int) -> None:
    """Gives the next file so many seconds of work; past them the system ends this process."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent.ru_utime + spent.ru_stime) + seconds, hard))


def main() -> None:
    """Answers until nobody asks any more."""
    limit(limits.PARSER_MEMORY_BYTES, resource.RLIM_INFINITY)
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    # What a parser prints is no answer.
    sys.stdout = sys.stderr
    while line := asked.readline():
        question = json.loads(line)
        data = asked.read(question.pop("size"))
        _allow(limits.PARSER_SECONDS)
        told.write(json.dumps(answer(question.pop("verb"), data, question)).encode() + b"\n")
        told.flush()


if __name__ == "__main__":
    main()
