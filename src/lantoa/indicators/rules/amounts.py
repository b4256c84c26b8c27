"""Reading an amount and a period as an official types them. Plain Python.

The twin of ``rules.write_quantity``: what that writes, ``read_amount`` reads back.
"""

from __future__ import annotations

import re
from decimal import Decimal

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators.rules import write_amount, write_quantity
from lantoa.vietnamese.dates import read_partial_date
from lantoa.vietnamese.money import read_money
from lantoa.vietnamese.numbers import read_number, read_words
from lantoa.vietnamese.text import clean, fold

# The longest first, so that "ước đạt" is not read as "ước" and a word that is no amount.
WORDS = {
    Exactness.AT_LEAST: ("trên", "hơn", "ít nhất", "tối thiểu", "không dưới"),
    Exactness.JUST_UNDER: ("gần", "không quá", "tối đa", "dưới"),
    Exactness.ABOUT: ("ước khoảng", "ước đạt", "khoảng", "xấp xỉ", "chừng", "ước"),
    Exactness.EXACT: ("đúng", "đạt", "được", "có", "là"),
}
_BEFORE = sorted(((word, how) for how, words in WORDS.items() for word in words), key=lambda pair: -len(pair[0]))
_SCALES = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3}
_NUMBER = r"-?\d[\d.,]*(?: \d{3}(?!\d))*"
_RANGE = re.compile(rf"(?:từ )?(?P<low>{_NUMBER}[^\d]*?) ?(?:đến|tới|-|–|—) ?(?P<high>\d.*)")
_UP = re.compile(r"(?:từ )?(?P<low>.+) trở lên")
_COUNTED = re.compile(rf"(?P<number>{_NUMBER}) ?(?P<scale>{'|'.join(_SCALES)})?(?: ?(?P<rest>[^\d .,].*))?")
# What else an amount may be typed in: (typed, indicator's unit) → factor.
_CONVERTED = {("m", "km"): Decimal("0.001"), ("ha", "m²"): Decimal(10_000), ("km", "m"): Decimal(1000)}
_LONGEST = 100


class UnableToReadAmount(Unable):
    """The typed words are no amount, or no period, that could be understood."""


def read_amount(text: str, unit: str) -> Quantity:
    """The quantity that a person typed, in the indicator's unit: "trên 52 tỷ đồng", "gần 21", "từ 85 đến 90%".

    UnableToReadAmount with a sentence that says what would do.
    """
    typed = " ".join(clean(text).casefold().split()).strip(" .;")
    if not typed or len(typed) > _LONGEST:
        raise UnableToReadAmount("Hãy ghi số liệu, ví dụ: trên 52 tỷ đồng; hơn 70; từ 85 đến 90.")
    if up := _UP.fullmatch(typed):
        return Quantity.of(_point(up["low"], unit, text), Exactness.AT_LEAST, "ít nhất")
    word, how = next(((w, h) for w, h in _BEFORE if typed.startswith(w + " ")), ("", Exactness.EXACT))
    amount = typed.removeprefix(word).strip()
    if found := _RANGE.fullmatch(amount):
        return _range(found["low"].strip(), found["high"], unit, text)
    point = _point(amount, unit, text)
    return Quantity.of(point, how, "" if how is Exactness.EXACT else word)


def read_period(text: str) -> Period:
    """The stretch of days that a person typed: "2022", "quý I/2022", "2016-2020", "01/01/2022 - 15/06/2022"."""
    typed = clean(text).strip()
    try:
        return Period.parse(typed)
    except ValueError:
        found = read_partial_date(typed)
    try:
        return Period.parse((found or "").replace("/", ".."))
    except ValueError as error:
        message = "Hãy ghi kỳ của số liệu, ví dụ: năm 2022; quý I/2022; 2016-2020; 01/01/2022 - 15/06/2022."
        raise UnableToReadAmount(message) from error


def understood(quantity: Quantity, unit: str) -> str:
    """The amount as it was understood, said back in full: "trên 52 tỷ đồng (từ 52.000.000.000 đồng trở lên)"."""
    wording = write_quantity(quantity, unit)
    if quantity.exactness is Exactness.AT_LEAST and quantity.low is not None:
        return f"{wording} (từ {write_amount(quantity.low, unit)} trở lên)"
    if quantity.exactness is Exactness.JUST_UNDER and quantity.high is not None:
        return f"{wording} (không quá {write_amount(quantity.high, unit)})"
    return wording


def in_parts(wording: str) -> tuple[str, str, str]:
    """A wording in three for large print: ("trên", "52", "tỷ đồng"); the words before and behind may be empty.

    An amount in two scales ("6 tỷ 338 triệu đồng") stays whole: its first figure alone would mislead.
    """
    if scaled := re.fullmatch(r"(\D*?) ?(-?\d[\d.]* tỷ \d[\d.]* triệu) (đồng)", wording):
        return scaled[1], scaled[2], scaled[3]
    found = re.fullmatch(r"(\D*?) ?(-?\d[\d.,]*(?: đến \d[\d.,]*)?)(?: (.*)|(%))?", wording)
    return (found[1], found[2], found[3] or found[4] or "") if found else ("", wording, "")


def _range(low: str, high: str, unit: str, text: str) -> Quantity:
    top = _point(high, unit, text)
    bottom = _point(low, unit, text)
    scale = next((s for word, s in _SCALES.items() if re.search(rf"\d ?{word}\b", high)), 1)
    # "từ 1 đến 1,2 tỷ": the scale is said once, for both ends.
    if not any(word in low for word in _SCALES) and bottom * scale <= top:
        bottom *= scale
    if bottom > top:
        raise UnableToReadAmount(f"Trong “{text.strip()}”, số đầu lớn hơn số cuối; hãy ghi lại.")
    return Quantity.between(bottom, top)


def _point(amount: str, unit: str, text: str) -> Decimal:
    value = (read_money(amount, bare=True) if unit == "đồng" else None) or _counted(amount, unit)
    if value is None:
        example = "trên 52 tỷ đồng" if unit == "đồng" else f"trên 70 {unit}".strip()
        raise UnableToReadAmount(f"Không hiểu “{text.strip()}”. Hãy ghi theo đơn vị “{unit}”, ví dụ: {example}.")
    if value < 0:
        raise UnableToReadAmount("Số liệu không thể âm.")
    return value


def _counted(amount: str, unit: str) -> Decimal | None:
    found = _COUNTED.fullmatch(amount.replace("%", " %").replace("  ", " ").strip())
    if not found:
        words = re.sub(rf" ?{re.escape(unit)}$", "", amount)
        said = read_words(words)
        return None if said is None else Decimal(said)
    number = read_number(found["number"])
    factor = _factor((found["rest"] or "").strip(), unit)
    if number is None or factor is None:
        return None
    return number.value * _SCALES.get(found["scale"] or "", 1) * factor


def _factor(typed: str, unit: str) -> Decimal | None:
    """What the typed unit is worth in the indicator's; any of the unit's own words will do, or none at all."""
    typed = typed.replace("m2", "m²")
    if set(fold(typed).split()) <= set(fold(unit).split()):
        return Decimal(1)
    return _CONVERTED.get((typed, unit))
