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
        raise ValueError(
            f"too large to write in words: {n:e}" if abs(n) < 10**300 else "too large to write in words"
        )
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
_READ_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_LONGEST = 200


def read_words(text: str) -> int | None:
    """The whole number that the words say, or None; linh/lẻ, nghìn/ngàn, tư/bốn, tỷ/tỉ alike; "rưỡi" is a half.

    Figures of speech such as "một triệu hai" (1,2 million or 1.000.002?) are None.
    """
    if len(text) > _LONGEST:
        return None
    words = clean(text).casefold().split()
    if words[:1] == ["âm"]:
        below = read_words(" ".join(words[1:])) if words[1:2] != ["âm"] else None
        return -below if below else None
    return _Reader(words).number()


class _Reader:
    """Reads words from left to right; at is the next one."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.at = 0

    def number(self) -> int | None:
        if self.words == ["không"]:
            return 0
        billions = self._section()
        if billions is None:
            return None
        if self._take("tỷ", "tỉ"):
            total = billions * 10**9
            if self._take("rưỡi"):
                total += 5 * 10**8
            elif self.at < len(self.words):
                rest = self._section(after_scale=True)
                if rest is None:
                    return None
                total += rest
        else:
            total = billions
        return total if self.at == len(self.words) and total else None

    def _section(self, after_scale: bool = False) -> int | None:
        """Groups with falling scales below a billion."""
        total, last_scale = 0, 10**9
        while self.at < len(self.words) and self.words[self.at] not in ("tỷ", "tỉ"):
            start = self.at
            group = self._group()
            if group is None:
                return None
            scale = 1
            if self._take("nghìn", "ngàn"):
                scale = 10**3
            elif self._take("vạn"):
                scale = 10**4
            elif self._take("triệu"):
                scale = 10**6
            if scale >= last_scale or group * scale >= last_scale:
                return None
            if scale == 1 and after_scale and self.at - start == 1:
                return None
            total += group * scale
            if scale > 1 and self._take("rưỡi"):
                return total + scale // 2
            last_scale, after_scale = scale, True
        return total if self.at else None

    def _group(self) -> int | None:
        """0 to 999; None if no group begins here."""
        hundreds = 0
        spoken = self.at + 1 < len(self.words) and self.words[self.at + 1] == "trăm"
        if spoken:
            digit = _READ_DIGITS.get(self.words[self.at])
            if digit is None:
                return None
            hundreds = digit * 100
            self.at += 2
            if self._take("rưỡi"):
                return hundreds + 50
        if self._take(*_ZERO_TENS):
            unit = self._digit(_READ_DIGITS | {"tư": 4})
            return None if not unit else hundreds + unit
        if self._take("mười"):
            return hundreds + 10 + (self._digit(_UNITS) or 0)
        start = self.at
        digit = self._digit(_READ_DIGITS)
        if digit is None:
            return hundreds if spoken else None
        if self._take(*_TENS):
            return hundreds + digit * 10 + (self._digit(_UNITS) or 0) if digit else None
        tail = self._digit(_AFTER_TENS)
        if tail is not None:
            return hundreds + digit * 10 + tail if digit else None
        if spoken:
            self.at = start
            return None
        return digit

    def _take(self, *words: str) -> bool:
        found = self.at < len(self.words) and self.words[self.at] in words
        self.at += found
        return found

    def _digit(self, table: dict[str, int]) -> int | None:
        digit = table.get(self.words[self.at]) if self.at < len(self.words) else None
        self.at += digit is not None
        return digit
