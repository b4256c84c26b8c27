"""The lines of one page of a PDF: paragraphs as they run, tables row by row with tabs between their cells."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lantoa.reading.inputs.pdf_grid import Box, Grid, grids

_LETTERS_OF_A_TABLE_PAGE = 60_000
# PDFium marks a hyphen at the end of a line by U+FFFE or U+0002.
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-", "\x00": None})


def lines(page: pdfium.PdfPage) -> list[str]:
    """The lines that hold anything, from the top; rows of ruled tables have tabs between their cells."""
    with closing(page.get_textpage()) as layer:
        tables = grids(_drawn(page))
        if tables and layer.count_chars() <= _LETTERS_OF_A_TABLE_PAGE:
            raw = "".join(_with_tables(layer, tables))
        else:
            raw = layer.get_text_bounded()
    raw = raw.replace("\r\n", "\n").replace("\r", "\n").translate(_HYPHENS)
    return [line.strip(" \f\v\u00a0") for line in raw.split("\n") if line.strip()]


def has_picture(page: pdfium.PdfPage) -> bool:
    """Whether a picture lies on the page."""
    return any(True for _ in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=5))


def _drawn(page: pdfium.PdfPage) -> Iterator[Box]:
    for drawn in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_PATH,), max_depth=3):
        yield Box(*drawn.get_bounds())


def _with_tables(layer: pdfium.PdfTextPage, tables: list[Grid]) -> Iterator[str]:
    """The text in the order of the page; a table stands where its first letter does."""
    pieces: list[str | Grid] = []
    inside: Grid | None = None
    x = y = 0.0
    for letter, place in _letters(layer):
        # A line's end, or a space that is not drawn, belongs to what stands before it.
        if place:
            x, y = place
            inside = next((table for table in tables if table.holds(x, y)), None)
            if inside and not inside.cells:
                pieces.append(inside)
        if inside:
            inside.put(x, y, letter)
        else:
            pieces.append(letter)
    for piece in pieces:
        yield piece if isinstance(piece, str) else "\n" + "\n".join(piece.lines()) + "\n"


def _letters(layer: pdfium.PdfTextPage) -> Iterator[tuple[str, tuple[float, float] | None]]:
    """Every character with the middle of its box; without one where PDFium put it in between."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pair = ""
    for i in range(layer.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(layer, i)
        # Beyond the first plane a character comes as two halves.
        if 0xD800 <= code < 0xDC00:
            pair = chr(code)
            continue
        letter = (pair + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace") if pair else chr(code)
        pair = ""
        made = pdfium_c.FPDFText_IsGenerated(layer, i) == 1 or letter in "\r\n"
        if made or not pdfium_c.FPDFText_GetCharBox(layer, i, left, right, bottom, top):
            yield letter, None
        else:
            yield letter, ((left.value + right.value) / 2, (bottom.value + top.value) / 2)
