"""Who may be the same person, and how two courses through units become one. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations

from lantoa.organisations.rules.spans import Span
from lantoa.vietnamese.text import clean, fold, place_tones

# In what way a person may belong to a unit.
MEMBERSHIPS = {"member": "Thành viên", "cadre": "Cán bộ", "collaborator": "Cộng tác viên"}

# Why two people may be the same one.
SAME_NAME, SAME_LETTERS = "same_name", "same_letters"
SAME_BIRTH_YEAR, SAME_UNIT, SAME_POST = "same_birth_year", "same_unit", "same_post"
# So many namesakes of one unit, year or post are compared with each other; more would be a list for nobody.
MOST_COMPARED = 12


def spelled(name: str) -> str:
    """A name as two people write it alike: tones in one place, no case, single spaces; marks stay."""
    return " ".join(place_tones(clean(name)).casefold().split())


@dataclass(frozen=True, slots=True)
class Known:
    """What tells a person from others; ``key`` names them (an id, a row)."""

    key: int
    name: str
    birth_year: int | None = None
    units: frozenset[int] = field(default_factory=frozenset)
    titles: frozenset[str] = field(default_factory=frozenset)

    @property
    def folded(self) -> str:
        """The name without marks and case."""
        return fold(self.name)


def reasons(one: Known, other: Known) -> frozenset[str]:
    """Why the two may be the same person; empty where the names or birth years say that they are not."""
    if one.folded != other.folded or _contradict(one, other):
        return frozenset()
    plain = one.folded in (one.name.casefold(), other.name.casefold())
    found = {SAME_NAME if plain or spelled(one.name) == spelled(other.name) else SAME_LETTERS}
    if one.birth_year and one.birth_year == other.birth_year:
        found.add(SAME_BIRTH_YEAR)
    if one.units & other.units:
        found.add(SAME_UNIT)
    if {fold(title) for title in one.titles} & {fold(title) for title in other.titles}:
        found.add(SAME_POST)
    return frozenset(found)


def is_likely(why: frozenset[str]) -> bool:
    """Whether to ask a person. Many share a name, so it takes one thing more; two things where marks differ."""
    return len(why) >= (2 if SAME_NAME in why else 3)


def _contradict(one: Known, other: Known) -> bool:
    return bool(one.birth_year and other.birth_year and one.birth_year != other.birth_year)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one, the lower key first."""

    first: int
    second: int
    why: frozenset[str]


def likely_pairs(people: Iterable[Known]) -> list[Pair]:
    """Every likely pair, the best founded first. Only who shares name and unit, year or post is ever compared."""
    blocks: dict[tuple[str, str, object], list[Known]] = {}
    for one in people:
        for block in _blocks(one):
            blocks.setdefault(block, []).append(one)
    found: dict[tuple[int, int], frozenset[str]] = {}
    for members in blocks.values():
        for one, other in combinations(sorted(members, key=lambda each: each.key)[:MOST_COMPARED], 2):
            if one.key != other.key and is_likely(why := reasons(one, other)):
                found[one.key, other.key] = why
    pairs = [Pair(first, second, why) for (first, second), why in found.items()]
    return sorted(pairs, key=lambda pair: (SAME_NAME not in pair.why, -len(pair.why), pair.first, pair.second))


def _blocks(one: Known) -> Iterator[tuple[str, str, object]]:
    name = one.folded
    if one.birth_year:
        yield name, "year", one.birth_year
    for unit in one.units:
        yield name, "unit", unit
    for title in one.titles:
        yield name, "post", fold(title)


def absorbed(kept: list[Span], one: Span) -> list[Span] | None:
    """The spans once they take in another that shares days with some of them; None where it shares no day.

    Together they hold exactly the days that any of them held, none twice; each keeps its place in the list.
    """
    touched = sorted((at for at, span in enumerate(kept) if span.meet(one)), key=lambda at: kept[at].from_on)
    if not touched:
        return None
    grown = list(kept)
    for at, after in zip(touched, [*touched[1:], None], strict=True):
        span = kept[at]
        first = min(span.from_on, one.from_on) if at == touched[0] else span.from_on
        # Up to the next one, since the days between them lie in the span that is taken in.
        last = kept[after].from_on - timedelta(days=1) if after is not None else max(span.to_on, one.to_on)
        grown[at] = Span(first, last)
    return grown
