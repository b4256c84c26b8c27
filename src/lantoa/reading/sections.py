"""Lines and headings of a paper: which stretch stands under which heading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from lantoa.reading.source import Source
from lantoa.reading.tokens import BREAK, NUMBER, WORD

LONGEST_HEADING = 24  # words
Held = TypeVar("Held")
_ROMAN = frozenset("ivx")
_CLOSING = (("nơi", "nhận"), ("phụ", "lục"), ("kính", "gửi"), ("t", "/"), ("tm", "."), ("k", "/"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty: tokens ``start`` up to but without ``end``; ``level`` of a heading, else None."""

    start: int
    end: int
    level: int | None
    words_at: int  # the first token after its number

    @property
    def heading(self) -> bool:
        """Whether it may be a heading."""
        return self.level is not None


def lines_of(source: Source) -> Iterator[Line]:
    """All lines that are not empty, each with its level: 0 closes a paper, 1 "A.", 2 "I-", 3 "1.", 4 "a)", 5 "…:"."""
    begin = 0
    for i in range(len(source.tokens) + 1):
        token = source.at(i)
        if token is not None and not token.ends_line:
            continue
        first = begin
        while first < i and source.tokens[first].kind == BREAK:
            first += 1
        if first < i:
            yield _line(source, first, i)
        begin = i + 1


def _line(source: Source, start: int, end: int) -> Line:
    if any(source.tokens[k].kind == BREAK for k in range(start, end)):
        return Line(start, end, None, start)
    words_at, level = _numbering(source, start, end)
    if level is None and (source.key(start), source.key(start + 1)) in _CLOSING:
        level = 0
    if level is None and _in_capitals(source, start, end):
        level = 2
    if level is None and source.tokens[end - 1].nfc == ":" and end - start <= LONGEST_HEADING:
        level = 5
    return Line(start, end, level, words_at)


def _numbering(source: Source, i: int, end: int) -> tuple[int, int | None]:
    """The token after the number of a line, and its level."""
    token, mark = source.tokens[i], source.key(i + 1)
    if i + 2 >= end:
        return i, None
    if token.key == "phần" and mark == "thứ":
        return min(i + 3, end), 1
    if token.kind == NUMBER:
        return _in_figures(source, i)
    if token.kind == WORD and token.nfc.isupper() and set(token.key) <= _ROMAN and mark in {"-", ".", "–", "/"}:
        return i + 2, 2
    if token.kind == WORD and len(token.nfc) == 1 and mark in {")", ".", "-"}:
        great = token.nfc.isupper() and mark != ")" and _in_capitals(source, i, end)
        return (i + 2, 1 if great else 4) if mark != "-" or great else (i, None)
    return i, None


def _in_figures(source: Source, i: int) -> tuple[int, int | None]:
    token = source.tokens[i]
    if source.key(i + 1) in {".", ")", "-", "/"}:
        deeper = source.is_number(i + 2) and not source.tokens[i + 2].spaced
        return (i + 3, 4) if deeper else (i + 2, 3)
    deeper = "." in token.nfc and len(token.nfc) <= 5 and source.is_capital(i + 1)
    return (i + 1, 4) if deeper else (i, None)


def _in_capitals(source: Source, start: int, end: int) -> bool:
    words = [source.tokens[k].nfc for k in range(start, end) if source.tokens[k].kind == WORD]
    return 0 < len(words) <= LONGEST_HEADING and all(word.isupper() for word in words)


class Sections(Generic[Held]):
    """What holds under the headings of a text: told of a heading, until the next of its level or above."""

    def __init__(self, source: Source, tells: Callable[[Line], Held | None]) -> None:
        """Asks ``tells`` of every heading. Linear in the text."""
        self._starts: list[int] = []
        self._held: list[Held | None] = []
        open_: list[tuple[int, Held | None]] = []
        for line in lines_of(source):
            if line.level is None:
                continue
            while open_ and open_[-1][0] >= line.level:
                open_.pop()
            told = tells(line)
            open_.append((line.level, told if told is not None else open_[-1][1] if open_ else None))
            self._starts.append(line.start)
            self._held.append(open_[-1][1])

    def held(self, i: int) -> Held | None:
        """What the innermost heading over token ``i`` that tells anything has told."""
        k = bisect_right(self._starts, i) - 1
        return self._held[k] if k >= 0 else None
