"""Stretches of days, and who stood above whom during them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

FOREVER = date.max


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included; ``to_on`` is date.max while nothing has ended it."""

    from_on: date
    to_on: date = FOREVER

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.from_on <= day <= self.to_on

    def meet(self, other: Span) -> Span | None:
        """The days that both hold, or None."""
        both = Span(max(self.from_on, other.from_on), min(self.to_on, other.to_on))
        return both if both.from_on <= both.to_on else None


@dataclass(frozen=True, slots=True)
class Ancestor:
    """That one unit stood above another, so many steps up, during a span."""

    unit: int
    depth: int
    span: Span


def ancestors(unit: int, links: Iterable[tuple[int, Span]], above: Mapping[int, list[Ancestor]]) -> list[Ancestor]:
    """All who ever stood above a unit on one line, itself included at depth 0 on every day.

    ``links`` are its dated parents; ``above`` holds each parent's own ancestors (itself included).
    A unit never stands above itself: that would be a circle, ValueError.
    """
    found = [Ancestor(unit, 0, Span(date.min))]
    for parent, span in links:
        for one in above[parent]:
            if both := span.meet(one.span):
                if one.unit == unit:
                    raise ValueError("a unit cannot stand under itself")
                found.append(Ancestor(one.unit, one.depth + 1, both))
    return _joined(found)


def _joined(found: list[Ancestor]) -> list[Ancestor]:
    """Adjacent spans of the same ancestor at the same depth become one row."""
    rows: list[Ancestor] = []
    for one in sorted(found, key=lambda a: (a.unit, a.depth, a.span.from_on)):
        last = rows[-1] if rows else None
        if (
            last
            and (last.unit, last.depth) == (one.unit, one.depth)
            and last.span.to_on != FOREVER
            and one.span.from_on.toordinal() == last.span.to_on.toordinal() + 1
        ):
            rows[-1] = replace(last, span=Span(last.span.from_on, one.span.to_on))
        else:
            rows.append(one)
    return rows
