"""Which indicator an amount is about, by the words of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.intake.drafts.known import KnownIndicator
from lantoa.intake.drafts.words import plain
from lantoa.vietnamese.text import fold

# (as read, as the indicator counts) → what to multiply by. Anything else keeps its number.
FACTORS: Mapping[tuple[str, str], Decimal] = {
    ("m", "km"): Decimal("0.001"),
    ("km", "m"): Decimal(1000),
    ("ha", "m²"): Decimal(10_000),
    ("m2", "ha"): Decimal("0.0001"),
    ("kg", "tấn"): Decimal("0.001"),
    ("tạ", "tấn"): Decimal("0.1"),
    ("tấn", "kg"): Decimal(1000),
}
# From here on the unit alone, or a word of what is measured, speaks for the indicator.
SURE = 8


@dataclass(frozen=True, slots=True)
class Proposal:
    """An indicator, how many words speak for it, and the runner-up if it is as good."""

    indicator: KnownIndicator
    score: int
    rival: KnownIndicator | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Where words may speak: what is measured, the practice that it is of, what stands near, the sentence."""

    measures: str
    practice: str
    near: str
    sentence: str


def propose(unit: str | None, said: Said, indicators: Sequence[KnownIndicator]) -> Proposal | None:
    """The indicator that hears the unit and the most of its words, the nearer ones weighing more."""
    places = ((plain(said.measures), 9), (plain(said.practice), 6), (plain(said.near), 3), (plain(said.sentence), 1))
    scored = []
    for one in indicators:
        score = max((_score(unit or "", entry, places) for entry in one.heard_as), default=0)
        if score:
            scored.append((score, one))
    if not scored:
        return None
    scored.sort(key=lambda row: -row[0])
    rival = scored[1][1] if len(scored) > 1 and scored[1][0] == scored[0][0] else None
    return Proposal(scored[0][1], scored[0][0], rival)


def _score(unit: str, entry: Mapping[str, Sequence[str]], places: Sequence[tuple[str, int]]) -> int:
    if fold(unit) not in {fold(one) for one in entry["unit"]}:
        return 0
    if not entry["words"]:
        return SURE
    return sum(weight for word in entry["words"] for place, weight in places if plain(word) in place)


def factor(read_unit: str | None, indicator_unit: str) -> Decimal:
    """What turns an amount in the unit read into one in the indicator's unit."""
    return FACTORS.get((read_unit or "", indicator_unit), Decimal(1))
