"""The text under reading: its tokens, quotations and chrome, with the few questions that every grammar asks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from lantoa.reading.lexicons import Lexicons
from lantoa.reading.tokens import BREAK, NUMBER, WORD, Token, tokens_of

OPENERS, CLOSERS, NEUTRAL = frozenset("“«‘"), frozenset("”»’"), frozenset({'"', "''", "``", "'"})


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: token indices of its opening and closing marks."""

    opening: int
    closing: int

    @property
    def words(self) -> int:
        """How many tokens stand between the marks."""
        return self.closing - self.opening - 1


@dataclass
class Source:
    """What the grammars read from. Token positions are list indices; ``at`` is safe beyond the ends."""

    text: str
    lexicons: Lexicons
    tokens: list[Token] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    chrome: tuple[tuple[int, int], ...] = ()
    quote_at: dict[int, Quote] = field(default_factory=dict)
    readable: list[bool] = field(default_factory=list)  # for each token whether it is a word or number outside chrome
    inside: list[int] = field(default_factory=list)  # for each token the index of its innermost quote, or -1

    def __post_init__(self) -> None:
        self.tokens = tokens_of(self.text)
        self._read_quotes()
        self._starts = [token.start for token in self.tokens]
        self.set_chrome(())

    def set_chrome(self, chrome: tuple[tuple[int, int], ...]) -> None:
        """Stretches in which nothing is read."""
        self.chrome = chrome
        self._chrome_starts = [start for start, _ in chrome]
        self.readable = [token.kind in {WORD, NUMBER} and not self.in_chrome(token) for token in self.tokens]

    def in_chrome(self, token: Token) -> bool:
        """Whether a token lies in page chrome."""
        k = bisect_right(self._chrome_starts, token.start) - 1
        return k >= 0 and token.start < self.chrome[k][1]

    @property
    def body(self) -> str:
        """The text after any chrome at its head."""
        return self.text[self.chrome[0][1] :] if self.chrome and self.chrome[0][0] == 0 else self.text

    def index(self, offset: int) -> int:
        """The first token that begins at or after an offset."""
        return bisect_left(self._starts, offset)

    def at(self, i: int) -> Token | None:
        """The token at ``i``, or None beyond the ends."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def key(self, i: int) -> str:
        """The key of token ``i``, "" beyond the ends."""
        return self.tokens[i].key if 0 <= i < len(self.tokens) else ""

    def is_word(self, i: int) -> bool:
        """Whether token ``i`` is a word."""
        return 0 <= i < len(self.tokens) and self.tokens[i].kind == WORD

    def is_number(self, i: int) -> bool:
        """Whether token ``i`` is written in digits."""
        return 0 <= i < len(self.tokens) and self.tokens[i].kind == NUMBER

    def is_capital(self, i: int) -> bool:
        """Whether token ``i`` is a word that begins with a capital."""
        return 0 <= i < len(self.tokens) and self.tokens[i].capital

    def same_sentence(self, i: int, j: int) -> bool:
        """Whether two tokens share a sentence."""
        return j < len(self.tokens) and i >= 0 and self.tokens[i].sentence == self.tokens[j].sentence

    def match(self, name: str, i: int) -> tuple[int, str] | None:
        """The longest phrase of a word list at token ``i``."""
        return self.lexicons[name].match(self.tokens, i)

    def listed(self, name: str, i: int) -> bool:
        """Whether the single word at ``i`` is in a word list."""
        return 0 <= i < len(self.tokens) and self.lexicons[name].holds(self.tokens[i].key)

    def span(self, i: int, j: int) -> tuple[int, int, str]:
        """Offsets and surface of tokens ``i`` up to but without ``j``."""
        start, end = self.tokens[i].start, self.tokens[j - 1].end
        return start, end, self.text[start:end]

    def surface(self, i: int, j: int) -> str:
        """The characters of tokens ``i`` up to but without ``j``."""
        return self.span(i, j)[2] if i < j else ""

    def said(self, i: int, j: int) -> str:
        """The same in NFC with single spaces: for fields, never for surfaces."""
        return " ".join(_spaced(self.tokens[i:j]).split())

    def quote_of(self, i: int) -> Quote | None:
        """The innermost quotation around token ``i``."""
        k = self.inside[i] if 0 <= i < len(self.inside) else -1
        return self.quotes[k] if k >= 0 else None

    def quote_closed_at(self, i: int) -> Quote | None:
        """The quotation whose closing mark is token ``i``."""
        return self._closed.get(i)

    def sentence_start(self, i: int, limit: int = 80) -> int:
        """The first token of the sentence of ``i``, at most ``limit`` tokens back."""
        j = i
        while j > 0 and i - j < limit and self.tokens[j - 1].sentence == self.tokens[i].sentence:
            j -= 1
        return j

    def sentence_end(self, i: int, limit: int = 80) -> int:
        """One past the last token of the sentence of ``i``, at most ``limit`` tokens on."""
        j = i
        while j < len(self.tokens) and j - i < limit and self.tokens[j].sentence == self.tokens[i].sentence:
            j += 1
        return j

    def _read_quotes(self) -> None:
        opened: list[int] = []
        pairs: list[tuple[int, int]] = []
        for token in self.tokens:
            if token.kind == BREAK:
                opened = []
            if token.kind in {WORD, NUMBER, BREAK} or not _is_quote(self.tokens, token, opened):
                continue
            if token.nfc in OPENERS | NEUTRAL and self._opens(token, opened):
                opened.append(token.i)
            elif token.nfc in OPENERS | CLOSERS | NEUTRAL and opened:
                pairs.append((opened.pop(), token.i))
        self.quotes = [Quote(*pair) for pair in sorted(pairs)]
        self.quote_at = {quote.opening: quote for quote in self.quotes}
        self._closed = {quote.closing: quote for quote in self.quotes}
        self._mark_insides()

    def _opens(self, token: Token, opened: list[int]) -> bool:
        """Whether a mark opens: nothing is open, or a space stands only before it (“…“ closes with an opener)."""
        if not opened:
            return True
        if token.nfc in OPENERS and token.spaced:
            return True
        after = self.at(token.i + 1)
        return token.spaced and after is not None and not after.spaced and after.kind in {WORD, NUMBER}

    def _mark_insides(self) -> None:
        self.inside = [-1] * len(self.tokens)
        stack: list[int] = []
        k = 0
        for token in self.tokens:
            while stack and self.quotes[stack[-1]].closing <= token.i:
                stack.pop()
            self.inside[token.i] = stack[-1] if stack else -1
            while k < len(self.quotes) and self.quotes[k].opening == token.i:
                stack.append(k)
                k += 1


def _is_quote(tokens: list[Token], token: Token, opened: list[int]) -> bool:
    """Whether a single mark sets a name off: no minute ("5'"), no apostrophe ("Moody’s")."""
    if token.nfc not in {"'", "’"}:
        return True
    if token.spaced or token.i == 0 or tokens[token.i - 1].kind == BREAK:
        return token.nfc == "'"
    return any(tokens[i].nfc in {"'", "‘"} for i in opened)


def _spaced(tokens: list[Token]) -> str:
    parts: list[str] = []
    for n, token in enumerate(tokens):
        gap = " " if n and (token.spaced or token.kind == BREAK) else ""
        parts.append(gap + ("" if token.kind == BREAK else token.nfc))
    return "".join(parts)
