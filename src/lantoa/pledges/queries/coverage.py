"""How many of those who should register have registered, on any day, at every level of the tree."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Count as CountOf
from django.db.models import Exists, OuterRef, Q, QuerySet

from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Membership, Person, Post, UnitAncestry
from lantoa.organisations.queries import NamedUnit, standing_on
from lantoa.organisations.rules import LINES
from lantoa.pledges.models import CommitmentFiled, PledgeStep
from lantoa.pledges.rules import CONFIRMED, COUNTED, share
from lantoa.regulations import queries as regulations

RULE = "pledge-who-counts"


class _Standing(TypedDict):
    has: bool
    is_confirmed: bool
    has_filed: bool
    is_head: bool


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    StandingPerson = WithAnnotations[Person, _Standing]
else:
    StandingPerson = Person


@dataclass(frozen=True, slots=True)
class Count:
    """Registered of those who should, each person once however many units they belong to; heads apart; how many filed
    the private commitment of the year; how many units that have people registered something as a unit."""

    should: int = 0
    registered: int = 0
    confirmed: int = 0
    filed: int = 0
    units: int = 0
    units_registered: int = 0
    heads: int = 0
    heads_registered: int = 0

    @property
    def percent(self) -> int:
        """Of those who should, how many in a hundred have registered, rounded down: 100 means all."""
        return share(self.registered, self.should)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A unit directly below, with all under it."""

    unit: NamedUnit
    count: Count
    is_group: bool


def who_counts(day: date) -> list[str]:
    """The kinds of membership that should register on a day; UnableToFindRegulation where no rule says."""
    value: dict[str, Any] = regulations.on(RULE, day).value
    return [kind for kind, counts_ in value.items() if counts_]


def holding(day: date, path: str = "") -> Q:
    """That a span with first and last day holds a day."""
    ended = Q(**{f"{path}to_on__isnull": True}) | Q(**{f"{path}to_on__gte": day})
    return Q(**{f"{path}from_on__lte": day}) & ended


def _standing(stages: Collection[str], day: date, span: str) -> QuerySet[PledgeStep]:
    """Pledges of a span that hold the day and stood then at one of the stages."""
    rows = PledgeStep.objects.filter(stage__in=stages, from_on__lte=day, pledge__span=span)
    rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=day))
    return rows.filter(pledge__from_on__lte=day, pledge__to_on__gte=day)


def said_of(day: date, span: str, person: str) -> dict[str, Exists]:
    """Whether the person at the end of a path has registered, is confirmed, filed the private commitment."""
    whose = OuterRef(person)
    return {
        "has": Exists(_standing(COUNTED, day, span).filter(pledge__person=whose)),
        "is_confirmed": Exists(_standing(CONFIRMED, day, span).filter(pledge__person=whose)),
        "has_filed": Exists(CommitmentFiled.objects.filter(person=whose, year=day.year, filed_on__lte=day)),
    }


def _under(tops: Collection[int], line: str, day: date) -> Q:
    """That the unit of a row stands under one of these on a line, itself included. One join: say it in one filter."""
    above = Q(unit__above__ancestor__in=tops, unit__above__line=line)
    return above & Q(unit__above__from_on__lte=day, unit__above__to_on__gte=day) & standing_on(day, "unit__")


def _shown(day: date) -> Q:
    """Spans that hold the day, of people who may be shown and counted."""
    return holding(day) & Q(person__in=organisations.people().order_by().values("pk"))


def counts(tops: Collection[int], line: str, day: date, span: str = "year") -> dict[int, Count]:
    """What each of these units comes to with all under it on a line; three queries, however many units."""
    belonging = Membership.objects.filter(_shown(day), _under(tops, line, day), kind__in=who_counts(day))
    unit_has = Exists(_standing(COUNTED, day, span).filter(pledge__unit=OuterRef("unit"), pledge__person__isnull=True))
    rows = belonging.annotate(**said_of(day, span, "person"), unit_has=unit_has).values("unit__above__ancestor")
    found: dict[int, dict[str, int]] = {pk: {} for pk in tops}
    belong: Iterable[Any] = rows.annotate(
        should=CountOf("person", distinct=True),
        registered=CountOf("person", distinct=True, filter=Q(has=True)),
        confirmed=CountOf("person", distinct=True, filter=Q(is_confirmed=True)),
        filed=CountOf("person", distinct=True, filter=Q(has_filed=True)),
        units=CountOf("unit", distinct=True),
        units_registered=CountOf("unit", distinct=True, filter=Q(unit_has=True)),
    ).order_by()
    heading = Post.objects.filter(_shown(day), _under(tops, line, day), is_head=True)
    heading = heading.annotate(has=said_of(day, span, "person")["has"])
    head: Iterable[Any] = (
        heading.values("unit__above__ancestor")
        .annotate(
            heads=CountOf("person", distinct=True),
            heads_registered=CountOf("person", distinct=True, filter=Q(has=True)),
        )
        .order_by()
    )
    for row in (*belong, *head):
        found[row["unit__above__ancestor"]] |= {name: n for name, n in row.items() if name in Count.__slots__}
    return {pk: Count(**said) for pk, said in found.items()}


def covered(top: int, line: str, day: date, span: str, within: frozenset[int] | None) -> QuerySet[StandingPerson]:
    """Everybody under a unit who should register, each once, by given name: with ``has``, ``is_confirmed``,
    ``has_filed``, ``is_head``. Only as members of the units ``within``, where names may be seen."""
    under = UnitAncestry.objects.filter(ancestor=top, line=line, from_on__lte=day, to_on__gte=day)
    tree = under.filter(standing_on(day, "descendant__")).values("descendant")
    spans = Membership.objects.filter(holding(day), unit__in=tree, person=OuterRef("pk"), kind__in=who_counts(day))
    posts = Post.objects.filter(holding(day), unit__in=tree, person=OuterRef("pk"), is_head=True)
    if within is not None:
        spans, posts = spans.filter(unit__in=within), posts.filter(unit__in=within)
    people: QuerySet[Any] = organisations.people().filter(Exists(spans))
    found: QuerySet[StandingPerson] = people.annotate(**said_of(day, span, "pk"), is_head=Exists(posts))
    return found


def coverage_below(top: int, line: str, day: date, span: str = "year") -> list[CoverageRow]:
    """The units directly below one with what each comes to, in Vietnamese order; those without any people left out.
    A constant number of queries, however many units."""
    units = list(organisations.children(top, line, day))
    found = counts([one.pk for one in units], line, day, span)
    deeper = organisations.count_below([one.pk for one in units], line, day)
    kept = [one for one in units if found[one.pk] != Count()]
    return [CoverageRow(one, found[one.pk], bool(deeper.get(one.pk))) for one in kept]


def lines_below(top: int, day: date) -> list[str]:
    """The lines on which others stand directly below a unit, that of places first; one query."""
    direct = UnitAncestry.objects.filter(ancestor=top, depth=1, from_on__lte=day, to_on__gte=day)
    known = set(direct.values_list("line", flat=True).distinct())
    return [line for line in LINES if line in known]
