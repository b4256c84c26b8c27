"""How a contest is ranked. Plain Python; scores are exact, in tenths of a point."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Generic, TypeVar

Entry = TypeVar("Entry", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Entry]):
    """One entry in the ranking: its place (None while no juror has scored it wholly), whether another has the same
    place, its mean of all jurors who scored it wholly, and how many those are."""

    entry: Entry
    place: int | None
    is_tied: bool
    mean: Fraction | None
    jurors: int


def rank(sheets: Mapping[Entry, Sequence[int]]) -> list[Ranked[Entry]]:
    """Ranks entries by the mean of the sums that jurors gave them (in tenths), the highest first.

    Equal means share a place, and the next place is left out: 1, 1, 3. Entries that nobody scored come last, without a
    place: missing is not zero.
    """
    means = {entry: Fraction(sum(sums), len(sums)) if sums else None for entry, sums in sheets.items()}
    known = [mean for mean in means.values() if mean is not None]

    def ranked(entry: Entry) -> Ranked[Entry]:
        mean = means[entry]
        place = None if mean is None else 1 + sum(other > mean for other in known)
        return Ranked(entry, place, mean is not None and known.count(mean) > 1, mean, len(sheets[entry]))

    found = [ranked(entry) for entry in sheets]
    return sorted(found, key=lambda one: (one.place is None, one.place or 0))


def points(tenths: Fraction | int | None) -> Decimal | None:
    """Tenths as points with at most two decimals, halves up: what a page shows. Ranking never uses it."""
    if tenths is None:
        return None
    exact = Fraction(tenths) / 10
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()


def tenths(points_: Decimal) -> int | None:
    """Points as whole tenths; None for what is finer or negative."""
    scaled = points_ * 10
    return int(scaled) if scaled == scaled.to_integral_value() and scaled >= 0 else None
