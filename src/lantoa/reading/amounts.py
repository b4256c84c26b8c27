"""How numbers are said: in figures, in words, with scales ("3 tỷ 450 triệu"), as ranges, as orders of magnitude."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lantoa.reading.source import Source
from lantoa.vietnamese.numbers import read_number, read_words

LONGEST_FIGURES = 24  # characters: no paper counts further
LONGEST_WORDS = 9
_DASHES = frozenset("-–—")
_NUMERALS = frozenset(
    [
        "một",
        "hai",
        "ba",
        "bốn",
        "tư",
        "năm",
        "lăm",
        "sáu",
        "bảy",
        "bẩy",
        "tám",
        "chín",
        "mười",
        "mươi",
        "mốt",
        "trăm",
        "nghìn",
        "ngàn",
        "vạn",
        "triệu",
        "tỷ",
        "tỉ",
        "linh",
        "lẻ",
        "rưỡi",
        "chục",
    ]
)
_FIRST_NUMERALS = frozenset(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười"])


FIRST_WORDS = _FIRST_NUMERALS | {"hàng"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was said: tokens ``start`` … ``end``; a range or an order of magnitude has no ``value``."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    scaled: bool = False  # whether the last word was a scale: "860 triệu"
    ambiguous: bool = False
    rule: str = "figures"
    total: Decimal | None = None  # the 19 of "16/19"


def amount_at(source: Source, i: int) -> Amount | None:
    """The amount whose first token (after any qualifier) is ``i``, or None."""
    if source.key(i) == "hàng":
        return _magnitude(source, i)
    first = _simple(source, i)
    if first is None:
        return None
    return _fraction(source, first) or _range(source, first) or first


def _simple(source: Source, i: int) -> Amount | None:
    return _figures(source, i) if source.is_number(i) else _words(source, i)


def _figures(source: Source, i: int) -> Amount | None:
    token = source.tokens[i]
    if len(token.nfc) > LONGEST_FIGURES:
        return None
    number = read_number(token.nfc)
    if number is None:
        return None
    value, j, scaled, ambiguous = number.value, i + 1, False, number.ambiguous
    if scale := _scale(source, j):
        value, j, scaled = value * scale[1], scale[0], True
        value, j = _smaller(source, j, value, scale[1])
    return Amount(i, j, value, scaled=scaled, ambiguous=ambiguous)


def _smaller(source: Source, j: int, value: Decimal, scale: Decimal) -> tuple[Decimal, int]:
    """Adds the smaller parts of "3 tỷ 450 triệu" and "2 tỷ rưỡi"."""
    if source.key(j) == "rưỡi":
        return value + scale / 2, j + 1
    while source.is_number(j) and len(source.tokens[j].nfc) <= 3 and source.same_sentence(j - 1, j):
        part, smaller = read_number(source.tokens[j].nfc), _scale(source, j + 1)
        if part is None or smaller is None or smaller[1] >= scale:
            break
        value, j, scale = value + part.value * smaller[1], smaller[0], smaller[1]
    return value, j


def _scale(source: Source, j: int) -> tuple[int, Decimal] | None:
    """The token after the scale words at ``j`` and their product ("chục ngàn" → 10000)."""
    product, k = Decimal(1), j
    while k - j < 3 and (match := source.match("scales", k)) and source.same_sentence(j - 1, k):
        if source.key(k) == "tr" and (source.tokens[k].spaced or source.is_word(k + 1)):
            break
        product, k = product * Decimal(match[1]), k + match[0]
    return (k, product) if k > j else None


def _words(source: Source, i: int) -> Amount | None:
    if source.key(i) not in _FIRST_NUMERALS:
        return None
    j = i
    while j - i < LONGEST_WORDS and source.key(j) in _NUMERALS and source.same_sentence(i, j):
        if j > i and {source.key(j - 1), source.key(j)} <= _FIRST_NUMERALS and source.key(j - 1) != "mười":
            break
        j += 1
    while j > i:
        words = [source.key(k) for k in range(i, j)]
        value = read_words(" ".join(words))
        if value is not None:
            scaled = words[-1] in {"nghìn", "ngàn", "triệu", "tỷ", "tỉ", "rưỡi"}
            return Amount(i, j, Decimal(value), scaled=scaled, rule="words")
        j -= 1
    return None


def _magnitude(source: Source, i: int) -> Amount | None:
    """ "hàng trăm" is 100 to 999, "hàng chục ngàn" 10.000 to 99.999."""
    scale = _scale(source, i + 1)
    if scale is None:
        return None
    low = scale[1]
    scaled = source.key(scale[0] - 1) in {"nghìn", "ngàn", "triệu", "tỷ", "tỉ"}
    return Amount(i, scale[0], None, low, low * 10 - 1, scaled=scaled, rule="magnitude")


def _fraction(source: Source, first: Amount) -> Amount | None:
    """ "16/19 tiêu chí": sixteen, of nineteen."""
    j = first.end
    if source.key(j) != "/" or not source.is_number(j + 1) or first.scaled or source.tokens[j + 1].spaced:
        return None
    of = _figures(source, j + 1)
    if of is None or of.value is None or first.value is None or first.value > of.value or source.key(of.end) == "/":
        return None
    return Amount(first.start, of.end, first.value, total=of.value, rule="part of a total")


def _range(source: Source, first: Amount) -> Amount | None:
    """ "85-90", "từ 50 đến 70", "3 đến 5 triệu": both ends at the scale of the last."""
    j = first.end
    if source.key(j) == "%":
        j += 1
    dash = source.key(j) in _DASHES
    if not dash and source.key(j) not in {"đến", "tới"}:
        return None
    last = _simple(source, j + 1)
    if last is None or last.value is None or first.value is None or not source.same_sentence(first.start, j + 1):
        return None
    low = first.value
    if last.scaled and not first.scaled and (scale := _scale_said(source, last)):
        low *= scale
    if low >= last.value:
        return None
    return Amount(first.start, last.end, None, low, last.value, scaled=last.scaled, rule="range")


def _scale_said(source: Source, amount: Amount) -> Decimal | None:
    for k in range(amount.start, amount.end):
        if scale := _scale(source, k):
            return scale[1]
    return None
