"""One stream of tokens over a text that is never changed: offsets always give back the source's own characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

WORD, NUMBER, MARK, BREAK = "word", "number", "mark", "break"

_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"  # zero-width characters inside words
_PATTERN = re.compile(
    rf"(?P<word>{_LETTER}(?:[{_HIDDEN}]*{_LETTER}|['’ʼ]{_LETTER})*)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<break>\r\n|\n|\r|\f|\v|\t|\x85|\u2028|\u2029|(?<=\S)[ \u00a0]{6,}(?=\S))"
    r"|(?P<mark>''|``|\.\.\.|[^\s" + _HIDDEN + r"])"
)
_OLD_TONES = str.maketrans({"ï": "i"})
_TONE_SHIFT = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_ABBREVIATIONS = frozenset(
    ["tp", "tx", "tt", "ths", "ts", "pgs", "gs", "bs", "ks", "cn", "đ", "đc", "st", "nxb", "tr", "vd"]
)
_MARKS = re.compile(r"[\u0300-\u036f]")
SOFT_WRAP = 60  # characters: a line at least this long may continue on the next
WIDEST_LINE = 140  # characters: text set in lines has none longer
FEWEST_FULL_LINES = 4
CELL_END = "\t"


@dataclass(slots=True)
class Token:
    """A word, number, mark or break. ``key`` is NFC, lower case, new tone placement; ``fold`` has no marks.

    A break ends a line, or a cell where it is a tab or a wide gap; a paragraph is one line, thus one row of a table.
    """

    i: int
    start: int
    end: int
    kind: str
    nfc: str
    key: str
    spaced: bool  # whether white space stands before it
    sentence: int = 0
    clause: int = 0
    paragraph: int = 0

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital."""
        return self.kind == WORD and self.nfc[0].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it is a word in capitals throughout, of two letters or more."""
        return self.kind == WORD and len(self.nfc) > 1 and self.nfc.isupper()

    @property
    def ends_line(self) -> bool:
        """Whether it is a break that ends a line, not only a cell."""
        return self.kind == BREAK and self.nfc != CELL_END

    @property
    def fold(self) -> str:
        """The key without any marks, đ as d."""
        return fold(self.key)


def fold(text: str) -> str:
    """Lower case without marks, đ as d."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return _MARKS.sub("", plain)


def key_of(word: str) -> str:
    """The form in which words are compared: NFC, lower case, new placement of tones (uỷ → ủy, hoà → hòa)."""
    key = unicodedata.normalize("NFC", word).lower()
    if key[-2:] in _TONE_SHIFT and not (key.startswith("qu") and len(key) == 3):
        key = key[:-2] + _TONE_SHIFT[key[-2:]]
    return key.replace("’", "'").replace("ʼ", "'")


def tokens_of(text: str) -> list[Token]:
    """Cuts a text into tokens and numbers its sentences, clauses and paragraphs. Linear in the text."""
    tokens: list[Token] = []
    previous_end = 0
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup or MARK
        for start, end in _pieces(text, match.start(), match.end(), kind):
            nfc = unicodedata.normalize("NFC", text[start:end])
            if kind == WORD:
                nfc = nfc.translate(_NO_HIDDEN)
            elif kind == BREAK and nfc[0] in " \u00a0":
                nfc = CELL_END
            key = key_of(nfc) if kind == WORD else nfc
            tokens.append(Token(len(tokens), start, end, kind, nfc, key, start > previous_end))
            previous_end = end
    tokens = _without_wraps(tokens)
    _number_stretches(tokens)
    return tokens


_NO_HIDDEN = dict.fromkeys(map(ord, _HIDDEN))


def _pieces(text: str, start: int, end: int, kind: str) -> Iterator[tuple[int, int]]:
    """A word glued from two ("LụaTAG", "MậnBÁO") as its pieces; anything else whole."""
    if kind != WORD:
        yield start, end
        return
    begin, lower, uppers = start, False, 0
    for i in range(start, end):
        letter = text[i]
        if not letter.isalpha():
            continue
        if letter.isupper():
            if lower:
                yield begin, i
                begin, uppers = i, 0
            uppers += 1
            lower = False
        else:
            if uppers > 2 and not lower:
                cut = _last_capital(text, begin, i)
                yield begin, cut
                begin = cut
            uppers, lower = 0, True
    yield begin, end


def _last_capital(text: str, begin: int, i: int) -> int:
    cut = i - 1
    while cut > begin and not text[cut].isupper():
        cut -= 1
    return cut


def _number_stretches(tokens: list[Token]) -> None:
    sentence = clause = paragraph = 0
    for i, token in enumerate(tokens):
        token.i, token.sentence, token.clause, token.paragraph = i, sentence, clause, paragraph
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if token.kind == BREAK:
            sentence, clause, paragraph = sentence + 1, clause + 1, paragraph + token.ends_line
        elif token.nfc == ";":
            clause += 1
        elif _ends_sentence(tokens, i, after):
            sentence, clause = sentence + 1, clause + 1


def _without_wraps(tokens: list[Token]) -> list[Token]:
    """The tokens without the breaks that only wrap a long line; the word after one counts as spaced."""
    breaks = [token.i for token in tokens if token.kind == BREAK]
    if not breaks:
        return tokens
    widths = [_width(tokens, before, at) for before, at in zip([-1, *breaks], breaks, strict=False)]
    wrapped = _is_wrapped(widths)
    in_rows = _ends_of_rows(tokens, breaks)
    soft = {
        at
        for at, width in zip(breaks, widths, strict=True)
        if width >= SOFT_WRAP and at not in in_rows and _soft(tokens, at, wrapped)
    }
    for at in soft:
        tokens[at + 1].spaced = True
    return [token for token in tokens if token.i not in soft]


def _ends_of_rows(tokens: list[Token], breaks: list[int]) -> set[int]:
    """The tabs, and the breaks beside a line that has cells: none of them only wraps a line."""
    inner = [tokens[at].nfc == CELL_END and at > 0 and tokens[at - 1].kind != BREAK for at in breaks]
    beside = {at for n, at in enumerate(breaks) if True in inner[max(0, n - 1) : n + 2]}
    return beside | {at for at in breaks if tokens[at].nfc == CELL_END}


def _width(tokens: list[Token], before: int, at: int) -> int:
    return tokens[at].start - tokens[before + 1].start if at > before + 1 else 0


def _is_wrapped(widths: list[int]) -> bool:
    """Whether a text is set in lines of one width, as text out of a PDF or an e-mail is."""
    full = [width for width in widths if width >= SOFT_WRAP]
    return len(full) >= FEWEST_FULL_LINES and 20 * sum(width > WIDEST_LINE for width in full) <= len(full)


def _soft(tokens: list[Token], at: int, wrapped: bool) -> bool:
    """Whether the break at ``at``, after a long line, only wraps it."""
    if at + 1 >= len(tokens) or tokens[at - 1].nfc in {".", "!", "?", ":", ";", "...", "…", "|"}:
        return False
    after = tokens[at + 1]
    if after.kind == WORD and not after.capital:
        return True
    if not wrapped or after.kind == BREAK or after.nfc in {"-", "–", "+", "*", "•"}:
        return False
    numbered = after.kind == NUMBER and len(after.nfc) <= 2 and at + 2 < len(tokens)
    return not (numbered and tokens[at + 2].nfc in {".", ")"})


def _ends_sentence(tokens: list[Token], i: int, after: Token | None) -> bool:
    token = tokens[i]
    if token.nfc in {"!", "?"}:
        return True
    if token.nfc not in {".", "…", "..."} or after is None or after.kind == BREAK:
        return False
    if token.nfc == ".":
        return not _abbreviates(tokens, i, after) and (after.capital or after.kind == NUMBER or after.nfc in _OPENERS)
    return after.capital and after.spaced


def _abbreviates(tokens: list[Token], i: int, after: Token) -> bool:
    """Whether the dot at ``i`` belongs to "TP.", an initial, or figures."""
    if i == 0:
        return True
    before = tokens[i - 1]
    initial = before.kind == WORD and len(before.nfc) == 1 and before.capital
    return initial or before.key in _ABBREVIATIONS or (before.kind == NUMBER and not after.spaced)


_OPENERS = frozenset({"“", '"', "''", "«", "(", "-", "–", "*", "+"})
