"""The words of a picture as lines, and the lines of a numbered table as rows with tabs between their cells.

The rules of a table are not seen, only its white: what no word of its lines covers parts two columns, and a line
without a number in the first column goes on in the cells of the row above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

# In heights of a letter: the white between two words that parts cells, and between two columns that parts all lines.
_GAP, _WHITE = 2.2, 0.9
_FEWEST_ROWS = 2
_NUMBER = re.compile(r"\d{1,3}[.)]?$")
_NUMBER_HEAD = re.compile(r"(stt|tt|số)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, how sure one is of it in percent, and where it stands in points from the left."""

    text: str
    sure: float
    left: int
    right: int
    high: int


Words = Sequence[Word]


def lines(page: Sequence[Words]) -> list[str]:
    """The lines of a page as text. Linear in its words."""
    if not page:
        return []
    height = median(word.high for line in page for word in line)
    written: list[str] = []
    at = 0
    while at < len(page):
        table = _table(page, at, height)
        if table:
            written += _rows(page[at : table[0]], table[1])
            at = table[0]
        else:
            written.append(_line(page[at], height))
            at += 1
    return written


def _line(words: Words, height: float) -> str:
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts += ["\t" if word.left - before.right > _GAP * height else " ", word.text]
    return "".join(parts)


def _table(page: Sequence[Words], at: int, height: float) -> tuple[int, list[float]] | None:
    """Where the numbered table ends that begins with this line, and the borders of its columns; None if none does."""
    first = page[at][0]
    if len(page[at]) < 3 or not (_NUMBER_HEAD.match(first.text) or _is_row(page[at], height)):
        return None
    middle = (first.left + first.right) / 2
    numbered = [
        n
        for n in range(at, len(page))
        if _NUMBER.match(page[n][0].text) and abs((page[n][0].left + page[n][0].right) / 2 - middle) < 2 * height
    ]
    if len(numbered) < _FEWEST_ROWS:
        return None
    borders = _white(page[at : numbered[-1] + 1], _WHITE * height)
    end = numbered[-1] + 1
    while end < len(page) and (_is_total(page[end]) or not _crosses(page[end], borders)):
        end += 1
    return (end, borders) if borders else None


def _is_row(line: Words, height: float) -> bool:
    return bool(_NUMBER.match(line[0].text)) and "\t" in _line(line, height)


def _crosses(line: Words, borders: Sequence[float]) -> bool:
    """Whether a word lies on a border, or begins before all that stands in a row."""
    return any(word.left < border < word.right for word in line for border in borders) or (
        line[0].left < borders[0] and not _NUMBER.match(line[0].text)
    )


def _rows(page: Sequence[Words], borders: Sequence[float]) -> Iterator[str]:
    row: list[list[str]] = []
    for n, line in enumerate(page):
        cells: list[list[str]] = [[] for _ in range(len(borders) + 1)]
        heads = _is_total(line)
        for word in line:
            # "Tổng cộng" runs over the columns without figures.
            heads = heads and not word.text[0].isdigit()
            cells[0 if heads else sum(word.left >= border for border in borders)].append(word.text)
        begins = bool(cells[0]) and bool(_NUMBER.match(cells[0][0]))
        if row and not begins and (n == 0 or not _is_total(line)):
            row = [[*cell, *more] for cell, more in zip(row, cells, strict=True)]
            continue
        if row:
            yield "\t".join(map(" ".join, row))
        row = cells
    yield "\t".join(map(" ".join, row))


def _is_total(line: Words) -> bool:
    return line[0].text.lower() in {"tổng", "cộng"}


def _white(page: Sequence[Words], least: float) -> list[float]:
    """The middles of the white stripes from the top of the table to its end."""
    spans = sorted((word.left, word.right) for line in page if not _is_total(line) for word in line)
    found: list[float] = []
    right = spans[0][1] if spans else 0
    for left, end in spans:
        if left - right >= least:
            found.append((left + right) / 2)
        right = max(right, end)
    return found
