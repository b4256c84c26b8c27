"""Pictures of print: Tesseract, where it is installed with Vietnamese, reads scans and photos.

It says of every word how sure it is. A picture of which it is sure of too little, as of handwriting, is not guessed
at: a person types what is written in it.
"""

from __future__ import annotations

import csv
import re
import subprocess
import tempfile
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from lantoa.reading.inputs import limits, paragraphs, picture_rows, programs
from lantoa.reading.inputs.decoding import Decoded
from lantoa.reading.inputs.picture_rows import Word, Words
from lantoa.reading.inputs.refusals import caution, refuse

EXTRACTOR = "tesseract/1"
_LANGUAGE = "vie"
# Percent. Of good print nine words in ten are above 90; of handwriting few are above 50.
_SURE_OF_A_WORD = 60.0
_SURE_OF_A_PAGE = 0.6
_FEWEST_WORDS = 4
_TSV: dict[str, Any] = {"delimiter": "\t", "quoting": csv.QUOTE_NONE, "restval": ""}
_A_WORD = "5"  # a row of the table of results may be of a page, a block, a paragraph, a line
# What it takes for something else more often than not.
_MISREAD = (
    (re.compile(r"(?<=\d m)\?|(?<=\dm)\?"), "²"),
    (re.compile(r"\b([Cc])hỉ bộ\b(?! (?:phận|máy|đội|môn))"), r"\1hi bộ"),
)
_LONE_MARKS = {"-", "–", "+", "%", "/"}


@cache
def program() -> str | None:
    """Where Tesseract is, or None where it is missing or knows no Vietnamese."""
    tesseract = programs.found("tesseract")
    if tesseract is None:
        return None
    try:
        told = subprocess.run([tesseract, "--list-langs"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return tesseract if _LANGUAGE in told.stdout.decode(errors="replace").split() else None


def read(data: bytes) -> Decoded:
    """The text in a photo of print, with a caution; raises Unreadable ("picture") where a person must type it."""
    text = text_of(data)
    if not text:
        raise refuse("picture")
    return Decoded(text, (caution("read_from_pictures"),))


def grey(wide: int, high: int, points: bytes) -> bytes:
    """A picture file of these points."""
    return b"P5 %d %d 255\n" % (wide, high) + points


def text_of(picture: bytes) -> str:
    """The text of one picture, or "" where too little of it is sure."""
    blocks = _blocks(picture)
    words = [word for block in blocks for line in block for word in line]
    sure = sum(word.sure >= _SURE_OF_A_WORD for word in words)
    if sure < _FEWEST_WORDS or sure < _SURE_OF_A_PAGE * len(words):
        return ""
    text = "\n".join(line for block in blocks for line in paragraphs.joined(picture_rows.lines(block)))
    for misread, meant in _MISREAD:
        text = misread.sub(meant, text)
    return text


def _blocks(picture: bytes) -> list[list[Words]]:
    """The words that Tesseract finds, in lines, in blocks."""
    tesseract = program()
    if tesseract is None:
        return []
    with tempfile.TemporaryDirectory(prefix="lantoa-picture-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "page").write_bytes(picture)
        # One thread: another page, or another person, may need the second core.
        command = [tesseract, "page", "found", "-l", _LANGUAGE, "--psm", "1", "tsv"]
        bounds = programs.Bounds(limits.OCR_MEMORY_BYTES, limits.OCR_SECONDS, limits.OCR_FILE_BYTES)
        made = folder / "found.tsv"
        ended = programs.run(command, folder=folder, bounds=bounds, env={"OMP_THREAD_LIMIT": "1"})
        if not ended or not made.is_file():
            return []
        rows = csv.DictReader(made.read_text(encoding="utf-8", errors="replace").splitlines(), **_TSV)
        found = [row for row in rows if row["level"] == _A_WORD and _says(row["text"])]
    return [
        [list(map(_word, line)) for _, line in groupby(block, key=lambda row: (row["par_num"], row["line_num"]))]
        for _, block in groupby(found, key=lambda row: row["block_num"])
    ]


def _says(text: str) -> bool:
    """Whether it is no speck: marks of a text hang on words, save a few."""
    return bool(re.search(r"\w", text)) or text.strip() in _LONE_MARKS


def _word(row: dict[str, str]) -> Word:
    left = int(row["left"])
    return Word(row["text"].strip(), float(row["conf"]), left, left + int(row["width"]), int(row["height"]))
