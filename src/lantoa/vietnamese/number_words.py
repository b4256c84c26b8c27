"""Numbers in words: "một nghìn hai trăm linh năm"."""

from lantoa.vietnamese.text import clean

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_LIMIT = 10**18


def write_words(n: int) -> str:
    """The whole number in words: 1205 → "một nghìn hai trăm linh năm".

    Raises ValueError from 10**18 on, where usage has no settled words.
    """
    if abs(n) >= _LIMIT:
        raise ValueError(f"too large to write in words: {n:e}" if abs(n) < 10**300 else "too large to write in words")
    if n < 0:
        return "âm " + write_words(-n)
    if n == 0:
        return _DIGITS[0]
    billions, rest = divmod(n, 10**9)
    words = [*_below_billion(billions, leading=True), "tỷ"] if billions else []
    return " ".join(words + _below_billion(rest, leading=not billions))


def _below_billion(n: int, *, leading: bool) -> list[str]:
    words: list[str] = []
    for power in (2, 1, 0):
        group = n // 1000**power % 1000
        if group:
            words += _group(group, full=bool(words) or not leading) + ([_SCALES[power]] if power else [])
    return words


def _group(n: int, *, full: bool) -> list[str]:
    """Words of 1 to 999; a full one names its hundreds even if there are none."""
    hundreds, tens, units = n // 100, n // 10 % 10, n % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        return words + (["linh"] if words and units else []) + ([_DIGITS[units]] if units else [])
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return words + ([_unit_after_tens(tens, units)] if units else [])


def _unit_after_tens(tens: int, units: int) -> str:
    if units == 5:
        return "lăm"
    return {1: "mốt", 4: "tư"}.get(units, _DIGITS[units]) if tens > 1 else _DIGITS[units]


_READ_DIGITS = {word: digit for digit, word in enumerate(_DIGITS)} | {"bẩy": 7}
# Only heard after a ten: hai mươi mốt, hai tư, mười lăm.
_AFTER_TENS = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_UNITS = _READ_DIGITS | _AFTER_TENS
_ZERO_TENS = ("linh", "lẻ", "lẽ")
_TENS = ("mươi", "chục")
_READ_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6}
_LONGEST = 200


def read_words(text: str) -> int | None:
    """The whole number that the words say, or None; linh or lẻ, nghìn or ngàn, tư or bốn; "rưỡi" is a half.

    Figures of speech such as "một triệu hai" (1,2 million or 1.000.002?) are None.
    """
    if len(text) > _LONGEST:
        return None
    words = clean(text).casefold().split()
    if words[:1] == ["âm"]:
        below = read_words(" ".join(words[1:])) if words[1:2] != ["âm"] else None
        return -below if below else None
    try:
        return _Reader(words).number()
    except _UnsettledError:
        return None


class _UnsettledError(Exception):
    """The words are no number, or might be several."""


class _Reader:
    """Reads words from left to right; at is the next one. Its methods raise _UnsettledError."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.at = 0

    def number(self) -> int:
        if self.words == ["không"]:
            return 0
        total = self._below_billion()
        if self._take("tỷ", "tỉ"):
            total *= 10**9
            if self._take("rưỡi"):
                total += 5 * 10**8
            elif self._next():
                total += self._below_billion(after_scale=True)
        if self._next() or not total:
            raise _UnsettledError
        return total

    def _below_billion(self, after_scale: bool = False) -> int:
        """Groups with falling scales, up to the end or the word for a billion."""
        if self._next() in ("", "tỷ", "tỉ"):
            raise _UnsettledError
        total, last_scale = 0, 10**9
        while self._next() not in ("", "tỷ", "tỉ"):
            start = self.at
            group = self._group()
            one_word = self.at == start + 1
            scale = _READ_SCALES.get(self._next(), 1)
            self.at += scale > 1
            if max(scale, group * scale) >= last_scale or (scale == 1 and after_scale and one_word):
                raise _UnsettledError
            total += group * scale
            if scale > 1 and self._take("rưỡi"):
                return total + scale // 2
            last_scale, after_scale = scale, True
        return total

    def _group(self) -> int:
        """0 to 999."""
        if self.words[self.at + 1 : self.at + 2] != ["trăm"]:
            return self._below_hundred()
        hundreds = self._digit(_READ_DIGITS) * 100
        self.at += 1
        if self._take("rưỡi"):
            return hundreds + 50
        if self._next() not in _READ_DIGITS and self._next() not in ("mười", *_ZERO_TENS):
            return hundreds
        return hundreds + self._below_hundred(after_hundreds=True)

    def _below_hundred(self, after_hundreds: bool = False) -> int:
        if self._take(*_ZERO_TENS):
            return self._digit(_READ_DIGITS | {"tư": 4})
        if self._take("mười"):
            return 10 + self._digit_if_any(_UNITS)
        digit = self._digit(_READ_DIGITS)
        if digit and self._take(*_TENS):
            return digit * 10 + self._digit_if_any(_UNITS)
        if digit and self._next() in _AFTER_TENS:
            return digit * 10 + self._digit(_AFTER_TENS)
        # "Một trăm hai" is 120 to some and 102 to others.
        if after_hundreds:
            raise _UnsettledError
        return digit

    def _next(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def _take(self, *words: str) -> bool:
        found = self._next() in words
        self.at += found
        return found

    def _digit(self, table: dict[str, int]) -> int:
        if self._next() not in table:
            raise _UnsettledError
        self.at += 1
        return table[self.words[self.at - 1]]

    def _digit_if_any(self, table: dict[str, int]) -> int:
        return self._digit(table) if self._next() in table else 0
