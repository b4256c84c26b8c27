"""Amounts beside one another, as a list whose bars a browser without styles can do without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from lantoa.design.drawings.markup import element, percent


@dataclass(frozen=True, slots=True)
class Row:
    """One of the ranked: its name, its amount (None: missing), the amount in words, where it leads."""

    name: str
    amount: Decimal | None
    said: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows in the order in which they are shown."""

    title: str
    rows: Sequence[Row]
    description: str = ""

    def bars(self) -> list[tuple[Row, SafeString]]:
        """Each row with its bar."""
        return [(row, self._bar(row.amount)) for row in self.rows]

    def _bar(self, amount: Decimal | None) -> SafeString:
        """From zero to the amount; at zero a stroke, where it is missing a track without anything."""
        known = [row.amount for row in self.rows if row.amount is not None]
        low, high = min([Decimal(0), *known]), max([Decimal(0), *known])
        whole = high - low or Decimal(1)
        zero = -low / whole * 100
        frame = {"class": "ranking-bar", "width": "100%", "height": 14, "aria-hidden": "true", "focusable": "false"}
        if amount is None:
            gap = element("line", {"class": "ranking-gap", "x1": "0", "y1": 7, "x2": "100%", "y2": 7})
            return element("svg", frame, gap)
        length = abs(amount) / whole * 100
        start = zero - length if amount < 0 else zero
        bar = {"class": "chart-a", "x": percent(start), "width": percent(length), "height": 14}
        foot = {"class": "ranking-zero", "x1": percent(zero), "y1": 0, "x2": percent(zero), "y2": 14}
        return element("svg", frame, element("rect", bar), element("line", foot))
