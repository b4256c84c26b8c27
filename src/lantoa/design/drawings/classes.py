"""Amounts in a few classes with round bounds, for colouring a map."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise

from django.utils.translation import gettext

MOST = 5


@dataclass(frozen=True, slots=True)
class LegendLine:
    """What a colour means; class None is "no data"."""

    level: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """``bounds`` are the lowest amounts of class 2, 3 … Class 1 begins above zero; class 0 is zero and below."""

    bounds: tuple[Decimal, ...]
    has_amounts: bool
    has_zeros: bool
    has_negatives: bool
    has_missing: bool

    def level(self, amount: Decimal | None) -> int | None:
        """The class of an amount; None for one that is missing."""
        if amount is None:
            return None
        return 0 if amount <= 0 else 1 + bisect_right(self.bounds, amount)

    def legend(self, write: Callable[[Decimal], str]) -> tuple[LegendLine, ...]:
        """The classes that occur, from none upwards; ``write`` says an amount with its unit."""
        lines = [LegendLine(None, gettext("No figure yet"))] if self.has_missing else []
        if self.has_negatives:
            lines.append(LegendLine(0, gettext("%(bound)s or less") % {"bound": write(Decimal(0))}))
        elif self.has_zeros:
            lines.append(LegendLine(0, write(Decimal(0))))
        if self.has_amounts:
            said = [write(bound) for bound in self.bounds]
            lines += [LegendLine(1 + at, text) for at, text in enumerate(_stretches(said))]
        return tuple(lines)


def scale(amounts: Iterable[Decimal | None], most: int = MOST) -> Scale:
    """Up to ``most`` (1 to 5) classes with about as many amounts in each; no class is empty.

    Bounds are as round as they can be without moving more than a few amounts into the next class.
    """
    if not 1 <= most <= MOST:
        raise ValueError(f"a map has 1 to {MOST} classes")
    given = list(amounts)
    above = sorted(one for one in given if one is not None and one > 0)
    return Scale(
        bounds=tuple(_bounds(above, most)),
        has_amounts=bool(above),
        has_zeros=any(one == 0 for one in given),
        has_negatives=any(one is not None and one < 0 for one in given),
        has_missing=None in given,
    )


def _stretches(said: Sequence[str]) -> list[str]:
    if not said:
        return [gettext("More than 0")]
    between = [
        gettext("%(low)s to under %(high)s") % {"low": _short(low, high), "high": high} for low, high in pairwise(said)
    ]
    return [
        gettext("Under %(bound)s") % {"bound": said[0]},
        *between,
        gettext("%(bound)s and more") % {"bound": said[-1]},
    ]


def _short(low: str, high: str) -> str:
    """The low end without its unit where the high end says the same: "10 tỷ đồng", "14 tỷ đồng" → "10"."""
    figure, _, unit = low.partition(" ")
    return figure if unit == high.partition(" ")[2] else low


def _bounds(above: list[Decimal], most: int) -> Iterable[Decimal]:
    """Between which neighbours the classes part: near the quantiles, where the roundest bound lies."""
    slack = len(above) // (4 * most)
    done = 0
    for cut in range(1, most):
        middle = len(above) * cut // most
        near = range(max(done + 1, middle - slack), min(len(above), middle + slack + 1))
        found = [(_figures(bound), abs(at - middle), at, bound) for at in near if (bound := _between(above, at))]
        if found:
            _, _, done, bound = min(found)
            yield bound


def _between(above: list[Decimal], at: int) -> Decimal | None:
    """The roundest amount that is more than the one before ``at`` and at most that one; None where they are equal."""
    low, high = above[at - 1], above[at]
    if low == high:
        return None
    exponent = high.adjusted()
    while True:
        step = Decimal(1).scaleb(exponent)
        top = (high / step).to_integral_value(ROUND_FLOOR) * step
        if top > low:
            least = (low / step).to_integral_value(ROUND_FLOOR) * step + step
            centre = ((low + high) / 2 / step).to_integral_value() * step
            return min(max(centre, least), top)
        exponent -= 1


def _figures(bound: Decimal) -> int:
    """How many figures are needed to write it: 1 for 3000, 2 for 0.25."""
    return len(bound.normalize().as_tuple().digits)
