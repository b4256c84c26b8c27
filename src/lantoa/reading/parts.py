"""Amounts that lie in an earlier one: "18 mô hình, trong đó 7 mô hình …". A part is never added to its whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from lantoa.reading.findings import Quantity
from lantoa.reading.source import Source

MOST_BETWEEN = 80  # tokens between a whole and its part
_NEVER = frozenset(["%", None])
_CHANGE = frozenset(["tăng", "giảm", "vượt", "thêm", "thiếu", "bằng", "so", "không", "trừ", "ngoài"])
_DIVIDES = frozenset({("trong", "đó"), ("bao", "gồm"), ("trong", "số"), ("chia", "ra")})
_SINGLES = frozenset(["gồm", "riêng"])


@dataclass(slots=True)
class _Whole:
    """An amount that may have parts, and how much of it they have used."""

    index: int
    most: Decimal
    sentence: int
    used: Decimal = field(default_factory=Decimal)

    def takes(self, part: Decimal) -> bool:
        """Whether a part still fits; then it is used."""
        if self.used + part > self.most:
            return False
        self.used += part
        return True


def with_parts(source: Source, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with ``part_of``. Linear: each looks back at most a sentence."""
    wholes: dict[str, _Whole] = {}
    done: list[Quantity] = []
    for index, quantity in enumerate(quantities):
        unit, most = quantity.unit, _most(quantity)
        if unit is None or unit in _NEVER or most is None:
            done.append(quantity)
            continue
        i = source.index(quantity.start)
        whole = wholes.get(unit)
        if whole and _is_part(source, quantities, whole, index, i) and whole.takes(most):
            done.append(replace(quantity, part_of=whole.index))
            continue
        wholes[unit] = _Whole(index, most, source.tokens[i].sentence)
        done.append(quantity)
    return done


def _most(quantity: Quantity) -> Decimal | None:
    return quantity.value if quantity.value is not None else quantity.high


def _is_part(source: Source, quantities: Sequence[Quantity], whole: _Whole, index: int, i: int) -> bool:
    """Whether words between the whole and the amount at token ``i`` divide it."""
    first, part = quantities[whole.index], quantities[index]
    begin = source.index(first.end)
    if first.is_target != part.is_target or i - begin > MOST_BETWEEN:
        return False
    if source.tokens[i].paragraph != source.tokens[begin - 1].paragraph:
        return False
    if source.tokens[i].sentence != whole.sentence:
        start = source.sentence_start(i)
        return _pair(source, start) in _DIVIDES and source.tokens[start - 1].sentence == whole.sentence
    if _changes(source, begin, i):
        return False
    return _divided(source, begin, i) or _within_it(source, first, begin, i) or _by_levels(source, first, i)


def _pair(source: Source, k: int) -> tuple[str, str]:
    return source.key(k), source.key(k + 1)


def _changes(source: Source, begin: int, i: int) -> bool:
    """Whether the amount only says how much more or less: "tăng 2 tấn", "(vượt 3 hộ)"."""
    return any(source.key(k) in _CHANGE for k in range(max(begin, i - 3), i))


def _divided(source: Source, begin: int, i: int) -> bool:
    """Words that divide, or a bracket, or a colon right after the whole, before the amount."""
    colon = begin + 4
    depth = 0
    for k in range(begin, i):
        key = source.key(k)
        if _pair(source, k) in _DIVIDES or key in _SINGLES:
            return True
        depth += (key == "(") - (key == ")")
        if key == ":" and k <= colon:
            return True
    return depth > 0


def _within_it(source: Source, first: Quantity, begin: int, i: int) -> bool:
    """ "trong 18 mô hình tập thể có 7 mô hình …"."""
    start = source.index(first.start)
    return source.key(start - 1) == "trong" and any(source.key(k) in {"có", "thì"} for k in range(begin, i))


def _by_levels(source: Source, first: Quantity, i: int) -> bool:
    """ "… 2.400 hộ; cấp tỉnh 150 hộ, cấp huyện 600 hộ": parts by level of a total that has none."""
    return _leveled(source, i) and not _leveled(source, source.index(first.start))


def _leveled(source: Source, i: int) -> bool:
    return any(source.key(k) == "cấp" and _names_level(source, k) for k in range(max(0, i - 4), i))


def _names_level(source: Source, k: int) -> bool:
    """ "cấp tỉnh", never "nâng cấp"."""
    return source.match("levels", k + 1) is not None or _pair(source, k + 1) == ("trung", "ương")
