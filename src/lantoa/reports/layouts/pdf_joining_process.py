"""Joins the pieces of a paper that was printed piece by piece, within the limited process."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence

import pypdfium2 as pdfium

# PDFium gives every file another identifier; the same paper is the same file.
_IDENTIFIER = re.compile(rb"(/ID\[.{0,80}?<)([0-9A-F]{32})(>\]>>\s*startxref)", re.DOTALL)


def work(_data: bytes, *, pieces: Sequence[bytes]) -> bytes:
    """All pages as one PDF that says of itself what the first piece says."""
    return joined(pieces)


def joined(pieces: Sequence[bytes]) -> bytes:
    """The pages of all, with their links and fonts, in the first."""
    if len(pieces) == 1:
        return pieces[0]
    whole = pdfium.PdfDocument(pieces[0])
    for piece in pieces[1:]:
        with pdfium.PdfDocument(piece) as more:
            whole.import_pages(more)
    written = io.BytesIO()
    whole.save(written)
    identifier = hashlib.md5(b"".join(pieces), usedforsecurity=False).hexdigest().upper().encode()
    return _IDENTIFIER.sub(lambda found: found[1] + identifier + found[3], written.getvalue())
