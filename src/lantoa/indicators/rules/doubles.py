"""When two amounts may tell the same thing, and what a person may decide of them. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lantoa.common.quantities import Quantity

# Why two amounts are offered as likely doubles.
WITHIN = "within"  # the second is a detail of the first, a figure reported as a total
SAME_SOURCE = "same_source"  # both came of the same practices
TWICE = "twice"  # two papers tell a figure of the same unit

# What a person may decide of a total and its details: the choice with what then counts from there upwards.
INCLUDED = "included"  # the total alone
APART = "apart"  # all of them
DETAILS = "details"  # the details alone
CHOICES = (INCLUDED, APART, DETAILS)


@dataclass(frozen=True, slots=True)
class Told:
    """What matters of an amount: its days, the record it comes from, what that goes on about, the paper it was read in.

    ``paper`` is None for what was entered without a paper.
    """

    seq: int
    from_on: date
    to_on: date
    kind: str
    record: str
    line: str = ""
    paper: int | None = None

    @property
    def is_total(self) -> bool:
        """Whether it was reported as a figure of the unit, of no single practice."""
        return self.kind == "statement"

    def holds(self, other: Told) -> bool:
        """Whether the other's days lie inside its own."""
        return self.from_on <= other.from_on and other.to_on <= self.to_on

    def is_wider(self, other: Told) -> bool:
        """The same, and its own are more."""
        return self.holds(other) and not other.holds(self)


def why(one: Told, other: Told, depth: int | None) -> str:
    """Why the second may be told in the first already, "" where nothing says so. Of amounts of one indicator.

    ``depth``: how far below the first's unit the second's stands, None for two bodies of one place. Of two amounts at
    most one is the first: the upper one, then the one of more days, then the one that came first.
    """
    if (one.kind, one.record) == (other.kind, other.record) or one.to_on < other.from_on or other.to_on < one.from_on:
        return ""
    is_less = depth is not None and (depth > 0 or not other.is_total or one.is_wider(other))
    if one.is_total and is_less and one.holds(other):
        return WITHIN
    first = bool(depth) or one.is_wider(other) or (not other.is_wider(one) and one.seq < other.seq)
    if not first:
        return ""
    if not one.is_total and not other.is_total:
        return SAME_SOURCE if one.line and one.line == other.line else ""
    if one.is_total and other.is_total and depth == 0 and not one.is_wider(other):
        return "" if one.paper is not None and one.paper == other.paper else TWICE
    return ""


def is_over(details: Quantity | None, of_total: Quantity) -> bool:
    """Whether details come to more than their total can be: then they are hardly its details."""
    if details is None:
        return False
    most = of_total.high if of_total.high is not None else of_total.point
    least = details.low if details.low is not None else details.point
    return least is not None and most is not None and least > most


def span(told: Iterable[tuple[date, date]]) -> tuple[date, date]:
    """The days that hold all of these."""
    days = list(told)
    return min(first for first, _ in days), max(last for _, last in days)
