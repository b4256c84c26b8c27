"""Pages as they are printed, measured: each line with its place in millimetres and its letters in points."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

MM = 25.4 / 72

needs_office = pytest.mark.skipif(
    not shutil.which("soffice") and not os.environ.get("CI"), reason="LibreOffice is not installed"
)


@dataclass(frozen=True, slots=True)
class Letters:
    """A line of letters: millimetres from the left and the top of the page, points, the name of its font."""

    text: str
    left: float
    right: float
    base: float
    size: float
    font: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def bold(self) -> bool:
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        return "Italic" in self.font


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn line, in millimetres from the left and the top of the page."""

    left: float
    right: float
    top: float

    @property
    def length(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Measured:
    """One page."""

    width: float
    height: float
    lines: tuple[Letters, ...]
    strokes: tuple[Stroke, ...]

    def line(self, begins: str) -> Letters:
        """The first line that begins so."""
        return next(one for one in self.lines if one.text.startswith(begins))

    def below(self, line: Letters) -> Stroke:
        """The nearest solid line below a line of letters."""
        under = [one for one in self.strokes if line.base - 0.5 < one.top < line.base + 4 and one.length > 5]
        return min((one for one in under if abs(one.middle - line.middle) < 3), key=lambda one: one.top)


def printed(word: bytes, folder: Path) -> bytes:
    """The PDF that LibreOffice makes of a Word file."""
    (folder / "paper.docx").write_bytes(word)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "paper.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return (folder / "paper.pdf").read_bytes()


def pages(pdf: bytes) -> list[Measured]:
    """Every page measured."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [_page(document[at]) for at in range(len(document))]
    finally:
        document.close()


def _page(page: pdfium.PdfPage) -> Measured:
    high = page.get_height()
    text = page.get_textpage()
    rows: dict[tuple[int, int], list[tuple[str, float, float, float, float, str]]] = {}
    block, last = 0, None
    for at in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, at))
        if letter in "\r\n\x02\ufffe" or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        left, _, right, _ = text.get_charbox(at, loose=True)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        base = (high - y.value) * MM
        # A wide gap on one base line parts two cells.
        if last is None or abs(base - last[0]) > 0.3 or left * MM - last[1] > 6 or left * MM < last[1] - 20:
            block += 1
        last = (base, right * MM)
        rows.setdefault((block, round(base)), []).append((letter, left * MM, right * MM, base, *_font(text, at)))
    lines = [_letters(row) for row in rows.values() if "".join(one[0] for one in row).strip()]
    return Measured(page.get_width() * MM, high * MM, tuple(lines), tuple(_strokes(page, high)))


def _font(text: pdfium.PdfTextPage, at: int) -> tuple[float, str]:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, at, matrix)
    buffer, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, at, buffer, 200, flags)
    return raw.FPDFText_GetFontSize(text, at) * abs(matrix.d or 1), buffer.value.decode()


def _letters(row: list[tuple[str, float, float, float, float, str]]) -> Letters:
    while row and not row[-1][0].strip():
        row = row[:-1]
    while row and not row[0][0].strip():
        row = row[1:]
    size = Counter(round(one[4], 1) for one in row).most_common(1)[0][0]
    font = Counter(one[5] for one in row).most_common(1)[0][0]
    words = "".join(one[0] for one in row)
    return Letters(words, row[0][1], max(one[2] for one in row), row[0][3], size, font)


def _strokes(page: pdfium.PdfPage, high: float) -> list[Stroke]:
    found = []
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = one.get_bounds() if hasattr(one, "get_bounds") else one.get_pos()
        if (top - bottom) * MM < 1:
            found.append(Stroke(left * MM, right * MM, (high - (top + bottom) / 2) * MM))
    return found
