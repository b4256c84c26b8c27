"""What the registers know already, as plain values: handed in, so that drafting needs no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lantoa.common.periods import Period
from lantoa.intake.drafts.taught import Taught, unit_key
from lantoa.vietnamese.text import fold

SHORTEST_LIKENESS = 6
_LEVELS = (" xa", " phuong", " thi tran", " huyen", " quan", " tinh", " ap", " thon", " khu pho")
_HEADS = ("ban thuong vu ", "btv ", "ban chap hanh ", "bch ", "thuong truc ")


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit by code, with a name that it bears in the paper's period (one of several, where it was renamed)."""

    code: str
    uuid: str
    name: str
    is_above: bool = False  # above the paper's unit: meant only where the very name stands
    lived: bool = True  # stood on any of the days of the paper's period
    lesson: str = ""  # what was taught by a person and led to it


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person by UUID; ``unit`` is the code of a unit of the paper's in which they hold a post."""

    uuid: str
    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """An indicator with the words by which papers name it (see indicators/data/catalogue.toml)."""

    code: str
    name: str
    unit: str
    decimals: int
    heard_as: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A numbered paper of some book; ``is_ours`` where it stands in the book of the paper's own unit or its bodies.

    ``issuer`` is a unit's code, "" for an issuer outside the tree.
    """

    uuid: str
    code: str
    issuer: str
    issuer_name: str
    dated_on: str
    abstract: str = ""
    is_ours: bool = False

    def as_record(self) -> dict[str, str]:
        """The same as a record that a finding may be."""
        day = f"{date.fromisoformat(self.dated_on):%d/%m/%Y}"
        return {"kind": "directive", "uuid": self.uuid, "name": f"{self.code} ({self.issuer_name}, {day})"}


@dataclass(frozen=True, slots=True)
class Known:
    """Units, people by folded name, indicators, fields of work, and practices that a read name may be."""

    units: Sequence[KnownUnit] = ()
    people: Mapping[str, Sequence[KnownPerson]] = field(default_factory=dict)  # by folded name
    members: Mapping[str, Sequence[KnownPerson]] = field(default_factory=dict)  # who belongs to which of its units
    indicators: Sequence[KnownIndicator] = ()
    fields: Sequence[tuple[str, Sequence[str]]] = ()  # code, words
    likely: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)  # folded name → records
    taught: Taught = field(default_factory=Taught)
    # Who may have issued what comes to the paper's unit, and the papers with the numbers that are named in it.
    issuers: Sequence[KnownUnit] = ()
    papers: Mapping[str, Sequence[KnownPaper]] = field(default_factory=dict)  # by folded number and symbol
    # What the lessons point to, by UUID.
    taught_practices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    named: dict[str, list[KnownUnit]] = field(init=False, default_factory=dict)
    by_uuid: dict[str, KnownUnit] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.units:
            self.named.setdefault(bare_name(one.name), []).append(one)
            self.by_uuid.setdefault(one.uuid, one)


@dataclass(frozen=True, slots=True)
class Setting:
    """For whom and when the paper's figures count unless it says otherwise."""

    about: KnownUnit
    period: Period


def match_unit(name: str | None, known: Known) -> tuple[KnownUnit, bool] | None:
    """The unit of that name and whether it is that very name; a name that ends in it is only a likeness."""
    words = bare_name(name or "")
    if not words:
        return None
    if (meant := known.taught.units.get(unit_key(name or ""))) and meant.target in known.by_uuid:
        return replace(known.by_uuid[meant.target], lesson=meant.lesson), True
    if exact := known.named.get(words):
        # Of several that bear the name, those of the paper's days are meant.
        then = [one for one in exact if one.lived] or exact
        return then[0], len({one.code for one in then}) == 1
    if words.endswith(_LEVELS):
        # "Hội Nông dân xã" in a paper of xã An Phúc is that commune's own.
        whole = [one for own in known.named if own.startswith(f"{words} ") for one in known.named[own]]
        ours = [one for one in whole if not one.is_above]
        if len({one.code for one in ours}) == 1:
            return ours[0], True
    near = [own for own in known.named if len(own) > SHORTEST_LIKENESS and words.endswith(f" {own}")]
    below = [one for own in sorted(near, key=len, reverse=True) for one in known.named[own] if not one.is_above]
    return (below[0], False) if below else None


def bare_name(name: str) -> str:
    """A name folded, without "Ban Thường vụ" and the like before it."""
    words = " ".join(fold(name).split())
    for head in _HEADS:
        words = words.removeprefix(head)
    return words
