"""Which person each row of a list is: one who is known, one of another row, somebody new, or a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lantoa.organisations.rules.people import SAME_BIRTH_YEAR, SAME_NAME, SAME_UNIT, Known, is_likely, reasons
from lantoa.vietnamese.text import fold

NEW, SKIP = "new", "skip"
# Nobody chooses among more.
MOST_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone whom a row may be: a known person, or the person of an earlier row."""

    key: int
    is_row: bool
    why: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """What is known of a row: who it is (``person``, or ``row`` for the person of an earlier row), else who it may be.

    Neither and nobody likely: somebody new. ``namesakes`` counts those who share the name and nothing else.
    """

    person: int | None = None
    row: int | None = None
    likely: tuple[Candidate, ...] = field(default_factory=tuple)
    namesakes: int = 0


def matches(rows: Sequence[Known], people: Iterable[Known]) -> dict[int, Match]:
    """Each row (by its key) against the people who are known and against the rows before it."""
    by_name: dict[str, list[Known]] = {}
    for one in people:
        by_name.setdefault(one.folded, []).append(one)
    groups: dict[str, list[Known]] = {}
    for row in rows:
        groups.setdefault(row.folded, []).append(row)
    found: dict[int, Match] = {}
    for name, members in groups.items():
        known = by_name.get(name, [])
        sure = _sure(members, known)
        before: list[Known] = []
        for row in members:
            found[row.key] = Match(person=sure[row.key]) if row.key in sure else _match(row, known, before)
            before.append(row)
    return found


def _sure(rows: Sequence[Known], known: Sequence[Known]) -> dict[int, int]:
    """Rows that are surely one known person: the same name in the same unit, told apart from any namesake there."""
    fits = {row.key: [one for one in known if {SAME_NAME, SAME_UNIT} <= reasons(row, one)] for row in rows}
    found: dict[int, int] = {}
    for row in rows:
        born = [one for one in fits[row.key] if row.birth_year and row.birth_year == one.birth_year]
        posted = [one for one in fits[row.key] if _titles(row) & _titles(one)]
        for telling in (born, posted):
            if len(telling) == 1:
                found[row.key] = telling[0].key
                break
    taken = set(found.values())
    rest = [row for row in rows if fits[row.key] and row.key not in found]
    for row in rest:
        free = [one for one in fits[row.key] if one.key not in taken]
        rivals = [other for other in rest if other.key not in found and other.units & row.units]
        # As many namesakes as rows: each row is one of them, and which one makes no difference.
        if len(free) == 1 or (free and len(free) == len(rivals) and not any(_titles(one) for one in [*free, row])):
            found[row.key] = free[0].key
            taken.add(free[0].key)
    return found


def _titles(one: Known) -> set[str]:
    return {fold(title) for title in one.titles}


def _match(row: Known, known: Iterable[Known], before: Iterable[Known]) -> Match:
    likely, namesakes = [], 0
    for one, is_row in [*((one, False) for one in known), *((one, True) for one in before)]:
        why = reasons(row, one)
        if is_row and {SAME_NAME, SAME_BIRTH_YEAR, SAME_UNIT} <= why:
            return Match(row=one.key)
        if is_likely(why):
            likely.append(Candidate(one.key, is_row, why))
        elif why and not is_row:
            namesakes += 1
    likely.sort(key=lambda one: (-len(one.why), one.is_row, one.key))
    return Match(likely=tuple(likely[:MOST_OFFERED]), namesakes=namesakes)


def settled(
    found: Mapping[int, Match], choices: Mapping[int, str | int], rows_of: Mapping[str, int]
) -> dict[int, tuple[str, int]]:
    """Who each row is after the choices: ("person", id), ("row", row whose person it is), ("new", row), ("skip", row).

    ``choices`` by row: NEW, SKIP or a person's id; ``rows_of`` turns "row:12" into 12. A row that is left out here
    still waits for a choice.
    """
    who: dict[int, tuple[str, int]] = {}
    for row, match in found.items():
        choice = choices.get(row)
        if choice == SKIP:
            who[row] = (SKIP, row)
        elif choice == NEW and match.person is None:
            who[row] = (NEW, row)
        elif isinstance(choice, int):
            who[row] = ("person", choice)
        elif (
            isinstance(choice, str)
            and choice in rows_of
            and any(one.is_row and one.key == rows_of[choice] for one in match.likely)
        ):
            who[row] = ("row", rows_of[choice])
        elif match.person is not None:
            who[row] = ("person", match.person)
        elif match.row is not None:
            who[row] = ("row", match.row)
        elif not match.likely:
            who[row] = (NEW, row)
    return {row: _followed(row, who) for row in who}


def _followed(row: int, who: Mapping[int, tuple[str, int]]) -> tuple[str, int]:
    """The end of a chain of rows; a row that leans on one left out, or not yet settled, is somebody new."""
    kind, key = who[row]
    while kind == "row":
        if key not in who or who[key][0] == SKIP:
            return NEW, row
        kind, key = who[key]
    return kind, key
