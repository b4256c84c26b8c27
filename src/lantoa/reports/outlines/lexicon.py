"""The words by which an outline asks: phrases whose parts stand in this order, not too far from one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from lantoa.vietnamese.text import clean, place_tones

# So many words may stand between the parts of a phrase.
FAR = 8
_WORD = re.compile(r"[\w%²³]+")
_INDICATOR = "indicator:"


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in one spelling. The marks stay: without them "hoa" and "hòa" are one."""
    return tuple(_WORD.findall(place_tones(clean(text)).casefold()))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Parts that stand one behind the other; ``said`` is how it is written."""

    said: str
    parts: tuple[tuple[str, ...], ...]
    words: frozenset[str]

    @property
    def length(self) -> int:
        """How many words it has."""
        return sum(map(len, self.parts))

    def stands_in(self, words: Sequence[str]) -> bool:
        """Whether it does."""
        return any(self._from(words, at) for at in _places(words, self.parts[0]))

    def _from(self, words: Sequence[str], at: int) -> bool:
        end = at + len(self.parts[0])
        for part in self.parts[1:]:
            behind = words[end : end + FAR + len(part)]
            found = next(iter(_places(behind, part)), None)
            if found is None:
                return False
            end += found + len(part)
        return True


def _places(words: Sequence[str], part: Sequence[str]) -> list[int]:
    size = len(part)
    return [at for at in range(len(words) - size + 1) if tuple(words[at : at + size]) == tuple(part)]


def longest(phrases: Iterable[Phrase], words: Sequence[str], present: Set[str]) -> Phrase | None:
    """The longest of the phrases that stands in the words; ``present`` is the set of these, by which most drop out."""
    found = (one for one in phrases if one.words <= present and one.stands_in(words))
    return max(found, key=lambda one: one.length, default=None)


@dataclass(frozen=True, slots=True)
class Heard:
    """An indicator, the units in which papers count it, and those of them that tell it by themselves ("cây cầu")."""

    code: str
    name: str
    units: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What matching goes by: phrases for each kind of fill, for each indicator, and the indicators there are."""

    kinds: Mapping[str, tuple[Phrase, ...]]
    asked_as: Mapping[str, tuple[Phrase, ...]]
    indicators: tuple[Heard, ...] = field(default=())

    def name_of(self, code: str) -> str:
        """What an indicator is called; its code where it is not in the catalogue any more."""
        return next((one.name for one in self.indicators if one.code == code), code)


def lexicon(indicators: Iterable[Heard]) -> Lexicon:
    """The words that ship, for a catalogue of indicators; each is also asked for by its own name.

    One for which no words ship is asked for by its telling units too, where they are of more than one syllable.
    """
    shipped = _shipped()
    found = tuple(indicators)
    asked_as = {one.code: (phrase(one.name), *(shipped.get(_INDICATOR + one.code) or _units(one))) for one in found}
    return Lexicon({kind: some for kind, some in shipped.items() if not kind.startswith(_INDICATOR)}, asked_as, found)


def _units(one: Heard) -> tuple[Phrase, ...]:
    return tuple(phrase(unit) for unit in one.telling if len(words_of(unit)) > 1)


def phrase(said: str) -> Phrase:
    """A phrase as written in the file: its parts around "+"."""
    parts = tuple(words_of(part) for part in said.split(" + "))
    return Phrase(said.replace(" + ", " … "), parts, frozenset(word for part in parts for word in part))


@cache
def _shipped() -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    under: list[Phrase] = []
    text = files("lantoa.reports.outlines").joinpath("words.txt").read_text(encoding="utf-8")
    for line in (one.partition("#")[0].strip() for one in text.splitlines()):
        if line.startswith("["):
            under = found.setdefault(line.strip("[]"), [])
        elif line:
            under.append(phrase(line))
    return {kind: tuple(some) for kind, some in found.items()}
