"""Numbers as Vietnamese papers write them: 1.234,5 in figures."""

import re
from dataclasses import dataclass
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal

from lantoa.vietnamese.number_words import read_words, write_words
from lantoa.vietnamese.text import clean

__all__ = ["Number", "read_number", "read_words", "write_number", "write_words"]


@dataclass(frozen=True)
class Number:
    """A number as it was read; ambiguous where another reader might have meant another number."""

    value: Decimal
    ambiguous: bool


_EXACT = Context(prec=MAX_PREC, rounding=ROUND_HALF_UP)
_SIGNED = re.compile(r"([+\-−–]?) ?([0-9][0-9., ]*)")
_WHOLE = re.compile(r"[0-9]+")
# Groups of three, told by the sign between them.
_GROUPED = {mark: re.compile(rf"[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+") for mark in "., "}


def read_number(text: str) -> Number | None:
    """The number that the whole text is, or None.

    A dot groups thousands and a comma begins decimals. English habits (30.9; 1,234.5) are read too, as
    ambiguous; so is a comma before exactly three digits (553,763), which is read as decimal.
    """
    found = _SIGNED.fullmatch(clean(text).strip())
    if not found:
        return None
    read = _read_unsigned(found[2])
    if read is None or found[1] not in ("-", "−", "–"):
        return read
    return Number(read.value.copy_negate() if read.value else read.value, read.ambiguous)


def _read_unsigned(figures: str) -> Number | None:
    if _WHOLE.fullmatch(figures):
        return Number(Decimal(figures), False)
    if " " in figures:
        whole, mark, decimals = figures.partition("," if "," in figures else ".")
        return _decimal(whole, mark, decimals, " ", ambiguous=mark == ".")
    dots, commas = figures.count("."), figures.count(",")
    if dots and commas:
        if figures.rindex(",") > figures.rindex("."):
            return _decimal(*figures.partition(","), ".", ambiguous=False)
        return _decimal(*figures.partition("."), ",", ambiguous=True)
    return _one_mark(figures, "." if dots else ",", dots or commas)


def _one_mark(figures: str, mark: str, count: int) -> Number | None:
    # "0.125" can't be grouped: nobody writes a group of thousands after nothing.
    groups = bool(_GROUPED[mark].fullmatch(figures)) and not figures.startswith("0")
    if groups and (mark == "." or count > 1):
        return Number(Decimal(figures.replace(mark, "")), mark == ",")
    return _decimal(*figures.partition(mark), "", ambiguous=mark == "." or groups)


def _decimal(whole: str, mark: str, decimals: str, grouping: str, *, ambiguous: bool) -> Number | None:
    """None unless the whole part is digits or groups, and digits follow the mark if there is one."""
    grouped = bool(grouping) and bool(_GROUPED[grouping].fullmatch(whole))
    if not grouped and (grouping or not _WHOLE.fullmatch(whole)):
        return None
    if mark and not _WHOLE.fullmatch(decimals):
        return None
    ungrouped = whole.replace(grouping, "") if grouping else whole
    return Number(Decimal(f"{ungrouped}.{decimals}" if decimals else ungrouped), ambiguous)


def write_number(value: Decimal | int, places: int | None = None) -> str:
    """The number as 1.234,5; all its decimals, or so many places, halves rounded away from zero.

    Raises ValueError for what isn't a number (NaN, infinity).
    """
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"not a number to write: {value}")
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    whole, _, decimals = f"{number.copy_abs():f}".partition(".")
    if places is None:
        decimals = decimals.rstrip("0")
    whole = whole.lstrip("0") or "0"
    first = len(whole) % 3
    groups = [whole[:first]] * bool(first) + [whole[at : at + 3] for at in range(first, len(whole), 3)]
    sign = "-" if number < 0 else ""
    return sign + ".".join(groups) + ("," + decimals if decimals else "")
