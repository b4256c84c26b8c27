"""A report as a PDF, printed by WeasyPrint (the extra [pdf]) in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from lantoa.reports.layouts import apart, printed_page
from lantoa.reports.layouts.frame import Frame
from lantoa.reports.layouts.printed_page import Sheets
from lantoa.reports.rules import Report

MEDIA_TYPE = "application/pdf"
BOUNDS = apart.Bounds(memory=1_500 * apart.MEGABYTE, seconds=120)


# Of a piece at a time: enough that little is laid out twice, few enough for 300 MB.
ROWS = 400
# So long pages are printed in one go; the queue ends a task after 120 seconds.
SECONDS = 45


def write(report: Report, frame: Frame, *, public_url: str) -> bytes:
    """The PDF; the same report gives the same bytes. UnableToMakeFile without WeasyPrint, or for a report too long."""
    page = printed_page.write(report, frame, public_url=public_url)
    return _made("pdf", page.encode())


@dataclass(frozen=True, slots=True)
class Piece:
    """Pages of a long paper, and where the next ones begin: unit and number of the page."""

    data: bytes
    at: int
    page: int


def piece(sheets: Sheets, at: int, page: int, *, rows: int = ROWS, seconds: float = SECONDS) -> Piece:
    """The next pages of a paper from a unit and a number on. UnableToMakeFile as ``write``."""
    said = _made("pdf_pieces", b"", sheets=sheets, at=at, page=page, rows=rows, seconds=seconds)
    head, _, data = said.partition(b"\n")
    at, page = json.loads(head)
    return Piece(data, at, page)


def joined(pieces: Sequence[bytes]) -> bytes:
    """Pieces as one PDF; the same pieces give the same bytes."""
    return _made("join_pdf", b"", pieces=list(pieces))


def _made(verb: str, data: bytes, **more: Any) -> bytes:
    if find_spec("weasyprint") is None:
        raise apart.UnableToMakeFile(
            "Máy chủ chưa cài phần tạo PDF. Hãy tải bản Word, hoặc báo người quản trị cài: pip install 'lantoa[pdf]'."
        )
    try:
        return apart.made(verb, data, bounds=BOUNDS, **more)
    except apart.TooMuch as error:
        raise apart.UnableToMakeFile("Báo cáo quá dài để tạo PDF. Hãy tải bản Word.") from error
