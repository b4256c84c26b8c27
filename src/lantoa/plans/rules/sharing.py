"""Whether the parts of a target that units below were given come to the whole. Said, never forced. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lantoa.common.quantities import Quantity
from lantoa.indicators.rules import achievement, write_quantity


def told(parts: Sequence[tuple[Quantity, str]], own: Quantity, direction: str, unit: str) -> str:
    """ "cộng 118/120 cây cầu, còn thiếu 2": the sum of parts (amount and direction) beside the whole.

    Empty without parts, or where they go another way than the whole.
    """
    if not parts or any(way != direction for _, way in parts):
        return ""
    total = sum((achievement.bar(amount, way) for amount, way in parts), Decimal(0))
    whole = achievement.bar(own, direction)
    said = f"cộng {_bare(total, unit)}/{_words(whole, unit)}"
    if total == whole:
        return f"{said}, vừa đủ"
    more = _bare(abs(whole - total), unit)
    return f"{said}, còn thiếu {more}" if total < whole else f"{said}, vượt {more}"


def _words(number: Decimal, unit: str) -> str:
    return write_quantity(Quantity.of(number), unit)


def _bare(number: Decimal, unit: str) -> str:
    """The number without its unit; money says its scale in words, so it keeps them; so does a percentage."""
    return _words(number, unit if unit in ("đồng", "%") else "")
