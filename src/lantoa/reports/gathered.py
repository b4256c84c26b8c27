"""What the report on practices is assembled from: plain values that the queries fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lantoa.common.periods import Period
from lantoa.reports.letterhead import Body
from lantoa.reports.rules import Figured, Named

COLLECTIVE, INDIVIDUAL = "mo-hinh-tap-the", "mo-hinh-ca-nhan"
HONOURS = ("khen-tap-the", "khen-ca-nhan", "khen-tap-the-ca-nhan")


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure of the period and a cumulative one: side by side, never added; None is missing."""

    in_period: Figured | None = None
    cumulative: Figured | None = None
    since: date | None = None

    @property
    def any(self) -> bool:
        """Whether anything was reported."""
        return self.in_period is not None or self.cumulative is not None


NOTHING = Pair()


@dataclass(frozen=True, slots=True)
class Doubts:
    """What makes the figures that a report says less than sure, by code of the indicator.

    ``doubles`` are cases of likely doubles on which nobody has decided, counted no further where there are more
    (``is_more``);
    ``unsure`` the words ("trên", "gần") of amounts that a sum which is not exact is made of.
    """

    doubles: Mapping[str, int] = field(default_factory=dict)
    is_more: bool = False
    unsure: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """Practices registered, of a unit or in a field of work; ``named`` opens the report that the unit has sent."""

    named: Named
    collective: Pair = NOTHING
    individual: Pair = NOTHING

    @property
    def name(self) -> str:
        """The name alone."""
        return self.named.text

    @property
    def any(self) -> bool:
        """Whether any registration was reported."""
        return self.collective.any or self.individual.any


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator with what was reported of it."""

    code: str
    name: str
    unit: str
    pair: Pair


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """What came of a practice, or of several together; ``practices`` holds the ids of all that share it."""

    pk: int
    indicator: str
    figured: Figured
    period: Period
    is_cumulative: bool
    about: str
    practices: tuple[int, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """One practice as it stood in the period."""

    pk: int
    name: str
    path: str
    is_collective: bool
    unit: str
    person: str
    group: str
    fields: tuple[str, ...]
    started_on: date
    ended_on: date | None
    pilot_from: date | None
    outcomes: tuple[OutcomeLine, ...]

    @property
    def owner(self) -> str:
        """The person or group with their unit, else the unit."""
        return ", ".join(part for part in (self.person, self.group, self.unit) if part)


@dataclass(frozen=True, slots=True)
class CommendedLine:
    """One commendation as a paper told it: as what and by whom (``about``), of which unit, how many groups and people.

    ``unsplit`` is what was told of both together; an amount that was not told is None, never a zero. ``paper`` is the
    kind and number of the paper ("Báo cáo 46-BC/ĐU"), else its file.
    """

    about: str
    unit: str
    period: Period
    is_cumulative: bool
    collectives: Figured | None
    individuals: Figured | None
    unsplit: Figured | None
    paper: str


@dataclass(frozen=True, slots=True)
class Source:
    """A paper from which something was read. ``is_issued``: it bears a number; messages and cuttings bear none."""

    name: str
    is_issued: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that the report on practices says, by the names of the period's last day or of the map's day.

    ``tree`` is the day of the map, None for as it was; ``has_joint`` says that registrations of a former unit could not
    be divided between the units below. Where only a page is to be shown, ``practices`` holds the first of them and
    ``practices_beyond`` how many more there are, as do ``commended`` and ``commended_beyond``; ``shares_outcomes`` is
    about all.
    """

    unit: str
    body: Body
    period: Period
    upto: int
    on: date
    registered: Counted
    year_before: Counted
    period_before: Period | None
    by_unit: Sequence[Counted] = ()
    by_field: Sequence[Counted] = ()
    practices: Sequence[PracticeLine] = ()
    indicators: Sequence[IndicatorLine] = ()
    covered: Sequence[str] = ()
    uncovered: Sequence[str] = ()
    papers: Sequence[Source] = field(default_factory=tuple)
    tree: date | None = None
    has_joint: bool = False
    practices_beyond: int = 0
    shares_outcomes: bool = False
    commended: Sequence[CommendedLine] = ()
    commended_beyond: int = 0

    def indicator(self, code: str) -> IndicatorLine | None:
        """One line by the indicator's code."""
        return next((line for line in self.indicators if line.code == code), None)
