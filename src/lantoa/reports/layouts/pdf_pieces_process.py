"""Prints a long paper piece by piece, within the limited process: a thousand rows at once would take 500 MB."""

from __future__ import annotations

import hashlib
import json
import time
from typing import Any

import weasyprint

from lantoa.reports.layouts.pdf_joining_process import joined
from lantoa.reports.layouts.pdf_process import nothing
from lantoa.reports.layouts.printed_page import Sheets, composed


def work(_data: bytes, *, sheets: Sheets, at: int, page: int, rows: int, seconds: float) -> bytes:
    """The next pages from unit ``at`` on, the first of them numbered ``page``, for about so many seconds.

    A line of JSON, the next unit and the next page, goes before the PDF. Each piece ends with its last full page; what
    came to stand on the page after it begins the next one, so nobody sees where pieces meet.
    """
    began = time.monotonic()
    found: list[bytes] = []
    while at < len(sheets.units) and (not found or time.monotonic() - began < seconds):
        until = min(at + rows, len(sheets.units))
        html = composed(sheets, at, until, page=page, is_named=True)
        document = weasyprint.HTML(string=html, url_fetcher=nothing).render()
        number, following = len(document.pages), until
        if until < len(sheets.units):
            number, following = _full(document.pages)
            if not number:
                # One row, or what must not be parted, fills more than all of it.
                rows *= 2
                continue
        for one in document.pages:
            one.anchors.clear()
        identifier = hashlib.sha256(html.encode()).digest()[:16]
        found.append(document.copy(document.pages[:number]).write_pdf(pdf_identifier=identifier))
        at, page = following, page + number
    return json.dumps([at, page]).encode() + b"\n" + joined(found)


def _full(pages: list[Any]) -> tuple[int, int]:
    """How many pages are full, and the unit that begins the page after them; no page where none can be told."""
    units = [{int(name[1:]) for name in one.anchors} for one in pages]
    for number in range(len(pages) - 1, 0, -1):
        begins = min(units[number], default=None)
        if begins is not None and begins not in units[number - 1]:
            return number, begins
    return 0, 0
