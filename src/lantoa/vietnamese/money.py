"""Amounts in đồng, in the words of Vietnamese papers: "2 tỷ 285 triệu đồng"."""

import re
from decimal import MAX_PREC, Context, Decimal

from lantoa.vietnamese.number_words import read_words, write_words
from lantoa.vietnamese.numbers import read_number, write_number
from lantoa.vietnamese.text import clean

_EXACT = Context(prec=MAX_PREC)
_SCALES = {
    "tỷ": 10**9, "tỉ": 10**9, "ty": 10**9,
    "triệu": 10**6, "trieu": 10**6, "tr": 10**6,
    "nghìn": 10**3, "ngàn": 10**3, "nghin": 10**3, "ngan": 10**3,
}  # fmt: skip
_CURRENCY = ("đồng", "đ", "₫", "vnđ", "vnd", "dong")
_TOKEN = re.compile(r"[0-9][0-9.,]*(?: [0-9]{3}(?![0-9]))*(?:,[0-9]+)?|[^\W\d_]+|\S")
_LONGEST = 200


def read_money(text: str, *, bare: bool = False) -> Decimal | None:
    """The amount in đồng that the whole text is, or None.

    A scale (tỷ, triệu, nghìn) or a currency (đồng, đ, vnđ) must be there; with bare=True, for a form's
    field of money, plain figures will do.
    """
    if len(text) > _LONGEST:
        return None
    tokens = _TOKEN.findall(clean(text).casefold())
    sign = -1 if tokens[:1] in (["-"], ["−"], ["âm"]) else 1
    tokens = tokens[1:] if sign < 0 else tokens
    in_dong = bool(tokens) and tokens[-1] in _CURRENCY
    # "đồng Việt Nam" is how contracts end.
    if tokens[-3:] == ["đồng", "việt", "nam"]:
        in_dong, tokens = True, tokens[:-2]
    amount = _read_parts(tokens[:-1] if in_dong else tokens, plain=in_dong or bare)
    return None if amount is None else sign * amount if amount else amount


def _read_parts(tokens: list[str], *, plain: bool) -> Decimal | None:
    """A falling row of numbers with scales; a last number without one needs to be known as đồng (plain)."""
    if not tokens:
        return None
    if not tokens[0][0].isdigit():
        words = read_words(" ".join(tokens))
        return Decimal(words) if words is not None and (plain or tokens[-1] in _SCALES) else None
    total, last_scale, at = Decimal(0), 10**18, 0
    while at < len(tokens):
        number = read_number(tokens[at])
        scale, at = _scale(tokens, at + 1)
        if number is None or scale >= last_scale or (scale == 1 and not plain):
            return None
        part = _EXACT.multiply(number.value, Decimal(scale))
        if total and part >= last_scale:
            return None
        total = _EXACT.add(total, part)
        if scale > 1 and at < len(tokens) and tokens[at] == "rưỡi":
            total, at = total + scale // 2, at + 1
            return total if at == len(tokens) else None
        last_scale = scale
    return total


def _scale(tokens: list[str], at: int) -> tuple[int, int]:
    """The scale that begins at a token (1 if none does) and where it ends; "nghìn tỷ" is one scale."""
    scale = 1
    while at < len(tokens) and tokens[at] in _SCALES and scale in (1, 10**3):
        if scale == 10**3 and _SCALES[tokens[at]] != 10**9:
            break
        scale *= _SCALES[tokens[at]]
        at += 1
    return scale, at


def write_money(value: Decimal | int) -> str:
    """The amount as papers write it, never rounded: "1,7 tỷ đồng", "2 tỷ 285 triệu đồng", "1.234.500 đồng".

    Raises ValueError for what isn't a number (NaN, infinity).
    """
    amount = Decimal(value)
    if amount.is_finite() and amount < 0:
        return "-" + write_money(amount.copy_abs())
    if not amount.is_finite() or not amount or _EXACT.remainder(amount, Decimal(10**6)):
        return f"{write_number(amount)} đồng"
    billions, millions = divmod(int(amount) // 10**6, 1000)
    if billions and not millions % 10:
        return f"{write_number(Decimal(f'{billions}.{millions:03}'))} tỷ đồng"
    parts = [(billions, "tỷ"), (millions, "triệu")]
    return " ".join(f"{write_number(count)} {scale}" for count, scale in parts if count) + " đồng"


def write_money_words(value: int) -> str:
    """The amount in words, in lower case, as receipts and certificates add it: "hai tỷ … triệu đồng"."""
    return f"{write_words(value)} đồng"
