"""Page furniture around an article: menus, counters, related links. Nothing is read there.

A paper that is no web page has none: without a telling word, or a long run of short lines before the article,
nothing is taken away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lantoa.reading.lexicons import Phrases
from lantoa.reading.source import Source
from lantoa.reading.tokens import NUMBER, WORD, Token

LONG_LINE = 110  # characters: a paragraph of an article rather than a menu entry
MANY_SHORT_LINES = 6
FEWEST_GAPS = 9  # spaces in a paragraph: an address or a row of glued menu entries has fewer
CAPTION = 60  # characters: a second line over the article is a headline or a caption only if it is long
MENU_ENTRY = 30
ROW_OF_CELLS = 3  # tabs in a row of a table
TITLE = 12  # characters: the least that a headline has
_DATE_LINE = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}")
_ADDRESS = re.compile(r"\s*(source|retrieved-from|nguồn|https?)\s*:", re.IGNORECASE)
# Messages copied out of a chat: "[14:30, 25/11/2026] Nguyễn Văn An:", "Nguyễn Văn An, [25/11/2026 14:30]", "14:30".
_CLOCK, _DAY, _NAME = r"\d{1,2}:\d{2}(?::\d{2})?", r"\d{1,2}/\d{1,2}(?:/\d{4})?", r"[^\W\d_][^\n\[\]:,]{1,50}"
_MESSAGE = re.compile(
    rf"^(?:\[(?:{_CLOCK},?[ ]+{_DAY}|{_DAY},?[ ]+{_CLOCK})\][ ]*{_NAME}:"
    rf"|{_NAME},?[ ]*\[?(?:{_DAY},?[ ]+{_CLOCK}|{_CLOCK},?[ ]+{_DAY})\]?:?[ ]*$"
    rf"|{_CLOCK}[ ]*$)",
    re.MULTILINE,
)
# The list at the end of a paper of ours says its numbers again, each with an address that ends so: "…/13/".
WHERE_NUMBERS_OPEN = "NƠI MỞ CÁC SỐ TRONG BÁO CÁO"
_NUMBERS_AGAIN = re.compile(rf"^{WHERE_NUMBERS_OPEN}\s*$.*/[ ]*$", re.MULTILINE | re.DOTALL)
_SENTENCE_END = (".", "!", "?", "”", '"', "…", ":", ";", "/.")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty: its offsets and the tokens in it."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    text: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(token.kind == WORD for token in self.tokens)

    @property
    def long(self) -> bool:
        """Whether it reads as a paragraph."""
        length = len(self.text)
        if sum(token.spaced for token in self.tokens) < FEWEST_GAPS or _ADDRESS.match(self.text):
            return False
        return length >= LONG_LINE or (length >= LONG_LINE // 2 and self.text.endswith(_SENTENCE_END))


def chrome_of(source: Source) -> tuple[tuple[int, int], ...]:
    """The stretches of chrome in order: a head, a tail, and between them who wrote a message when. Linear work."""
    around = _around(source)
    messages = [found.span() for found in _MESSAGE.finditer(source.text)]
    # A single line of a name and a day stands under many a headline.
    if len(messages) == 1 and "[" not in source.text[slice(*messages[0])]:
        messages = []
    again = _NUMBERS_AGAIN.search(source.text)
    apart = messages if again is None else [*messages, again.span()]
    between = [one for one in apart if not any(start <= one[0] < end for start, end in around)]
    return tuple(sorted([*around, *between]))


def _around(source: Source) -> tuple[tuple[int, int], ...]:
    lines = _lines(source)
    body = [n for n, line in enumerate(lines) if line.long]
    if not body:
        return ()
    first = _headline(lines, body[0])
    tail_at = _tail(source, lines, body)
    stretches: list[tuple[int, int]] = []
    if first > 0 and _is_head(source, lines[:first]):
        stretches.append((0, lines[first].start))
    if tail_at is not None:
        stretches.append((tail_at, len(source.text)))
    return tuple(stretches)


def _lines(source: Source) -> list[Line]:
    lines: list[Line] = []
    current: list[Token] = []
    for token in [*source.tokens, None]:
        if token is not None and not token.ends_line:
            current.append(token)
        elif current:
            start, end = current[0].start, current[-1].end
            lines.append(Line(start, end, tuple(current), source.text[start:end]))
            current = []
    return lines


def _headline(lines: list[Line], first_body: int) -> int:
    """The line with which the article begins: the headline and the date lines around the first paragraph."""
    n = first_body
    titles, dated = 0, False
    while n > 0:
        before = lines[n - 1]
        if _DATE_LINE.search(before.text) and len(before.text) < 60:
            if dated and titles:
                break
            dated, n = True, n - 1
        elif len(before.text) >= (CAPTION if titles else TITLE) and before.words >= 3:
            titles, n = titles + 1, n - 1
        else:
            break
    return n


def _is_head(source: Source, lines: list[Line]) -> bool:
    marks = source.lexicons["chrome_head"]
    # The short lines of a list in a table are no menu.
    if any(_heads_a_paper(source, line) or line.text.count("\t") >= ROW_OF_CELLS for line in lines):
        return False
    return len(lines) >= MANY_SHORT_LINES or any(_contains(marks, line) for line in lines)


def _heads_a_paper(source: Source, line: Line) -> bool:
    match = source.lexicons["paper_head"].match(line.tokens, 0)
    return match is not None and match[0] == len(line.tokens) and line.tokens[0].capital


def _contains(marks: Phrases, line: Line) -> bool:
    return any(marks.match(line.tokens, i) for i in range(min(len(line.tokens), 12)))


def _tail(source: Source, lines: list[Line], body: list[int]) -> int | None:
    """Where the furniture after the article begins, or None."""
    marks = source.lexicons["chrome_tail"]
    half = lines[body[-1]].start // 3
    for n, line in enumerate(lines):
        if n <= body[0] or line.start < half:
            continue
        if glued := _glued_mark(line):
            return glued
        match = marks.match(line.tokens, _first_word(line))
        if match and _stands_alone(line, match[0]) and not _article_goes_on(lines, n):
            return lines[_back_over_menu(lines, n)].start
    return _counters(lines, body[-1])


def _back_over_menu(lines: list[Line], n: int) -> int:
    """Takes in the short menu entries right before a telling line; a byline, a caption or a paragraph stops it."""
    while n > 1:
        before = lines[n - 1]
        if before.long or len(before.text) > MENU_ENTRY or before.text.endswith(_SENTENCE_END):
            break
        if _may_be_byline(before) or ":" in before.text or before.words < 3:
            break
        n -= 1
    return n


def _first_word(line: Line) -> int:
    n = 0
    while n < len(line.tokens) - 1 and line.tokens[n].nfc in {".", "-", "–", "•", "*", "[", "(", "»", ">"}:
        n += 1
    return n


def _stands_alone(line: Line, length: int) -> bool:
    """Whether the mark is the whole line, or followed by a colon, or the line is short."""
    n = _first_word(line) + length
    return n >= len(line.tokens) or line.tokens[n].nfc in {":", "("} or len(line.text) < 70


def _article_goes_on(lines: list[Line], n: int) -> bool:
    """Whether two long paragraphs still follow: then the mark was only words in the article."""
    return sum(len(line.text) >= 2 * LONG_LINE for line in lines[n + 1 :][:8]) >= 2


def _glued_mark(line: Line) -> int | None:
    """Where "TAG:" or a paper's name in capitals is glued to the byline that ends an article."""
    tokens = line.tokens
    if len(line.text) > 120:
        return None
    for n in range(1, len(tokens)):
        token = tokens[n]
        if token.shouted and not token.spaced and tokens[n - 1].kind == WORD:
            return token.start
    return None


def _counters(lines: list[Line], last_body: int) -> int | None:
    """Short lines of figures after the article are visit counters; the lines around them go with them."""
    rest = lines[last_body + 1 :]
    for line in rest:
        if all(token.kind == NUMBER for token in line.tokens):
            first = 1 if rest and _may_be_byline(rest[0]) else 0
            return rest[first].start if first < len(rest) else None
    return None


def _may_be_byline(line: Line) -> bool:
    names = [token for token in line.tokens if token.kind == WORD]
    return 2 <= len(names) <= 5 and all(token.capital for token in names)
