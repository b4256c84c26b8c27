"""What a reader finds: one frozen record per mention, with the place in the text that it came from."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A stretch of text and why it was taken. Offsets are code points; ``text[start:end] == surface``."""

    start: int
    end: int
    surface: str
    certainty: float = 1.0
    rule: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document(Finding):
    """A numbered, dated or named paper. ``number`` is normalised ("05-CT/TW"), ``date`` in the date notation."""

    type: str
    number: str | None = None
    issuer: str | None = None
    date: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit(Finding):
    """An organisation or a place. ``resolved`` is the full name where the text says less."""

    kind: str
    resolved: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Finding):
    """A person's name without honorific; ``role`` as the text gives it."""

    role: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Model(Finding):
    """A named way of working ("mô hình"). ``kind`` is "tập thể" or "cá nhân" where the text lets us know."""

    name: str
    kind: str | None = None
    owner: str | None = None
    field: str | None = None
    year: str | None = None
    replicated_from: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity(Finding):
    """An amount in base units (đồng, m², …). A range has ``low`` and ``high`` and no ``value``.

    ``models`` are indices into Reading.models whose outcome it is; more than one means a joint amount, which
    nobody splits. ``subject`` is an index into Reading.units, ``period`` a date in the date notation.
    ``is_target`` is true of what is aimed at rather than done; ``part_of`` is the index of an earlier quantity in
    which this one lies, so that the two are never added.
    """

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    qualifier: str | None = None
    measures: str | None = None
    models: tuple[int, ...] = ()
    subject: int | None = None
    period: str | None = None
    is_target: bool = False
    part_of: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Commendation(Finding):
    """Praise given: to how many collectives and individuals, by which level, under which title."""

    level: str | None = None
    collectives: int | None = None
    individuals: int | None = None
    total: int | None = None
    period: str | None = None
    title: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """One thing that is undertaken: ``measure`` as written ("12 buổi"), ``due`` in the date notation."""

    what: str
    measure: str | None = None
    due: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pledge(Finding):
    """What ``who`` undertakes: a person, or a unit. ``unit`` is the person's, where the list names it."""

    who: str
    is_person: bool
    unit: str | None = None
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity(Finding):
    """A named or recurring doing; ``frequency`` as written."""

    type: str
    frequency: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Date(Finding):
    """A date or period: YYYY, YYYY-MM, YYYY-MM-DD, MM-DD, A/B, A/.. or ../B."""

    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A stretch that a person should look at: shown, never mended. ``why`` is a message for people."""

    start: int
    end: int
    why: str
    code: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """Everything found in one text, each kind in the order of the text."""

    text: str
    chrome: tuple[tuple[int, int], ...] = ()
    documents: tuple[Document, ...] = ()
    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = ()
    models: tuple[Model, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    commendations: tuple[Commendation, ...] = ()
    activities: tuple[Activity, ...] = ()
    dates: tuple[Date, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())

    def as_json(self, file: str) -> dict[str, Any]:
        """The reading as plain JSON values, in the form of the reading contract."""
        kinds = {kind: [_plain(asdict(item)) for item in getattr(self, kind)] for kind in KINDS}
        return {"file": file, "chrome": [list(stretch) for stretch in self.chrome], **kinds}


KINDS = (
    "documents",
    "units",
    "people",
    "models",
    "quantities",
    "commendations",
    "activities",
    "dates",
    "pledges",
    "doubts",
)


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {name: _number(value) if isinstance(value, Decimal) else value for name, value in record.items()}


def _number(value: Decimal) -> int | float:
    whole = value.to_integral_value()
    return int(whole) if whole == value else float(value)
