"""Round amounts along an axis."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

ABOUT = 4


def ticks(amounts: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """From three to six or so evenly spaced round amounts; zero and all amounts lie between the first and the last."""
    given = list(amounts)
    low, high = min([Decimal(0), *given]), max([Decimal(0), *given])
    step = _round((high - low) / ABOUT or Decimal(1))
    # Nobody counts half a person.
    if all(one == one.to_integral_value() for one in given):
        step = max(step, Decimal(1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    return tuple(step * at for at in range(int(first), int(last) + 1))


def _round(step: Decimal) -> Decimal:
    """The least of 1, 2, 5, 10, 20, 50 … (or 0.5, 0.2 …) that is no less."""
    size = Decimal(1).scaleb(step.adjusted())
    return next(times * size for times in (1, 2, 5, 10) if times * size >= step)
