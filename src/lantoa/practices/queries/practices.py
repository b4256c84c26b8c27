"""Practices, their stages and outcomes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict, TypeVar
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from lantoa.history import queries as history
from lantoa.history.models import Event
from lantoa.indicators import queries as ledger
from lantoa.indicators.models import Fact, Indicator
from lantoa.organisations.models import Person, UnitAncestry, UnitName
from lantoa.organisations.queries import (
    NamedUnit,
    Way,
    counterparts_of,
    find_people,
    has_basis,
    named,
    names_at,
)
from lantoa.organisations.rules import WHOLE
from lantoa.plans import queries as plans
from lantoa.plans.models import Theme
from lantoa.practices import rules
from lantoa.practices.models import Field, Outcome, Practice, PracticeStage
from lantoa.vietnamese.text import fold


class _Standing(TypedDict):
    life: str
    is_pilot: bool
    is_published: bool
    is_public: bool
    registered_on: date
    owner_name: str


class _Weighed(TypedDict):
    stands: bool


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    StandingPractice = WithAnnotations[Practice, _Standing]
    WeighedOutcome = WithAnnotations[Outcome, _Weighed]
else:
    StandingPractice = Practice
    WeighedOutcome = Outcome


# The purpose under which a practice of one person stands on the portal (organisations' rules.PURPOSES).
PUBLISHING = "publish_practice"
# Practices as plain as they are kept, or with all that is told of them.
P = TypeVar("P", bound=Practice)


def fields() -> QuerySet[Field]:
    """The fields of work in their order."""
    return Field.objects.order_by("position", "code")


def standing() -> QuerySet[Practice]:
    """Every practice that was not withdrawn, with nothing told of it: for counting and choosing among many.

    ``registered_on`` may be asked for by name.
    """
    stages = PracticeStage.objects.filter(practice=OuterRef("pk"), track="life")
    registered = stages.filter(stage="registered").values("from_on")[:1]
    found = Practice.objects.filter(Exists(stages.filter(to_on__isnull=True)))
    return found.alias(registered_on=Subquery(registered)).order_by("sort_key", "pk")


def shown() -> QuerySet[Practice]:
    """Those of them that the public may read about, as plain.

    What was published of one person is public only while there is a basis for it: a consent that is withdrawn takes the
    whole practice off at once, for its title and text may name the person.
    """
    published = PracticeStage.objects.filter(practice=OuterRef("pk"), track="public", to_on__isnull=True)
    return standing().filter(_has_basis(), Exists(published))


def _has_basis() -> Q:
    return Q(owner_person__isnull=True) | has_basis(PUBLISHING, path="owner_person")


def register() -> QuerySet[StandingPractice]:
    """The same as ``standing``, in Vietnamese order with owner and fields joined, and annotations:

    ``life`` (its stage now), ``is_pilot``, ``is_published``, ``is_public`` (whether ``shown``), ``registered_on``, and
    ``owner_name``, the owner unit as it was called on that day.
    """
    now = PracticeStage.objects.filter(practice=OuterRef("pk"), to_on__isnull=True)
    names = UnitName.objects.filter(unit=OuterRef("owner_unit"))
    held = names.filter(from_on__lte=OuterRef("registered_on")).order_by("-from_on")
    practices: QuerySet[StandingPractice] = (
        standing()
        .annotate(
            life=Subquery(now.filter(track="life").values("stage")[:1]),
            is_pilot=Exists(now.filter(track="pilot")),
            is_published=Exists(now.filter(track="public")),
            registered_on=F("registered_on"),
        )
        .annotate(
            is_public=Case(When(_has_basis(), then=F("is_published")), default=False),
            owner_name=Coalesce(
                Subquery(held.values("name")[:1]), Subquery(names.order_by("from_on").values("name")[:1])
            ),
        )
    )
    joined = ("owner_unit", "owner_person", "citation__text__file")
    return practices.select_related(*joined).prefetch_related(Prefetch("fields", fields()))


def under(practices: QuerySet[P], unit: int, line: str, tree: date | None) -> QuerySet[P]:
    """Those that count under a unit: as its owner stood when it was registered (None), or on the map of a day.

    A practice cannot be divided: on a map it counts where all of it does.
    """
    found: QuerySet[P] = practices.alias(share=_way(line, tree).share_under(unit)).filter(share=WHOLE)  # type: ignore[assignment]
    return found


def _way(line: str, tree: date | None) -> Way:
    return Way(line, tree, unit="owner_unit", day="registered_on")


def of_units(practices: QuerySet[P], units: frozenset[int] | None) -> QuerySet[P]:
    """Those owned by one of these units; None means all."""
    return practices if units is None else practices.filter(owner_unit__in=units)


def matching(practices: QuerySet[P], text: str, *, people: bool = True) -> QuerySet[P]:
    """Those whose name or owner holds every word, marks and case aside; ``people`` False never asks for persons."""
    for word in fold(text).split():
        found = Q(folded__contains=word) | Q(
            owner_unit__in=UnitName.objects.filter(folded__contains=word).values("unit")
        )
        if people:
            found |= Q(owner_person__in=Person.objects.filter(folded__contains=word).values("pk"))
        practices = practices.filter(found)
    return practices


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; an empty part asks for nothing. ``unit`` takes in all that stands below it,
    ``theme`` all that serves it or one that carries it out."""

    text: str = ""
    field: str = ""
    kind: str = ""
    stage: str = ""
    year: int | None = None
    unit: int | None = None
    theme: Theme | None = None


def narrowed(practices: QuerySet[P], wanted: Wanted, tree: date | None, *, people: bool = True) -> QuerySet[P]:
    """Those that are wanted; units on the map of the day, or as they stood when each was registered (None)."""
    practices = matching(practices, wanted.text, people=people)
    if wanted.field:
        practices = practices.filter(Exists(Field.objects.filter(code=wanted.field, practices=OuterRef("pk"))))
    if wanted.kind:
        practices = practices.filter(kind=wanted.kind)
    if wanted.stage:
        stages = PracticeStage.objects.filter(practice=OuterRef("pk"), stage=wanted.stage, to_on__isnull=True)
        practices = practices.filter(Exists(stages))
    if wanted.year:
        practices = registered_in(practices, date(wanted.year, 1, 1), date(wanted.year, 12, 31))
    if wanted.theme:
        served = Theme.objects.filter(pk__in=plans.within(wanted.theme), practices=OuterRef("pk"))
        practices = practices.filter(Exists(served))
    return under(practices, wanted.unit, "place", tree) if wanted.unit else practices


def registered_in(practices: QuerySet[P], from_on: date, to_on: date) -> QuerySet[P]:
    """Those registered within the days."""
    stages = PracticeStage.objects.filter(
        practice=OuterRef("pk"), track="life", stage="registered", from_on__range=(from_on, to_on)
    )
    return practices.filter(Exists(stages))


def by_kind(practices: QuerySet[P]) -> dict[str, int]:
    """How many of each kind there are; every kind is named."""
    # Counted over the bare table: grouping by the annotations would count each practice by itself.
    counted = (
        Practice.objects.filter(pk__in=practices.order_by().values("pk")).values("kind").annotate(many=Count("pk"))
    )
    return dict.fromkeys(rules.KINDS, 0) | {row["kind"]: row["many"] for row in counted.order_by()}


def years(practices: QuerySet[P]) -> list[int]:
    """The years in which these were registered, the latest first."""
    stages = PracticeStage.objects.filter(
        track="life", stage="registered", practice__in=practices.order_by().values("pk")
    )
    return [day.year for day in stages.dates("from_on", "year", order="DESC")]


def public() -> QuerySet[StandingPractice]:
    """The same as ``shown``, with all that is told of them."""
    return register().filter(is_public=True)


def newest_public(most: int) -> QuerySet[StandingPractice]:
    """The practices that were published last."""
    published = PracticeStage.objects.filter(practice=OuterRef("pk"), track="public", to_on__isnull=True)
    dated = public().annotate(published_on=Subquery(published.values("from_on")[:1]))
    return dated.order_by("-published_on", "-pk")[:most]


def practice(uuid: UUID) -> StandingPractice | None:
    """One practice with everything a page shows of it."""
    return register().filter(uuid=uuid).first()


def stages_of(practice_: Practice) -> QuerySet[PracticeStage]:
    """Its dated stages, the newest first."""
    return practice_.stages.select_related("decided_by").order_by("-from_on", "-pk")


def stages_now(practice_: Practice) -> dict[str, str]:
    """The stage of each track now; a track without one is left out."""
    return dict(practice_.stages.filter(to_on__isnull=True).values_list("track", "stage"))


def open_verbs(practice_: Practice) -> list[str]:
    """The verbs that may be used on it now."""
    return rules.open_verbs(stages_now(practice_))


def outcomes_of(practices: Collection[int]) -> QuerySet[WeighedOutcome]:
    """What came of these practices, joint outcomes once, with indicator, citation and practices joined.

    ``stands`` is false once an outcome was withdrawn.
    """
    return _outcomes().filter(pk__in=Outcome.objects.filter(practices__in=practices).values("pk"))


def outcome(uuid: UUID) -> WeighedOutcome | None:
    """One outcome with its practices."""
    return _outcomes().filter(uuid=uuid).first()


def _outcomes() -> QuerySet[WeighedOutcome]:
    posted = ledger.standing().filter(source_kind="outcome", source_uuid=OuterRef("uuid"))
    outcomes: QuerySet[WeighedOutcome] = Outcome.objects.annotate(stands=Exists(posted))
    return (
        outcomes.select_related("indicator", "unit", "citation__text__file")
        .prefetch_related("practices")
        .order_by("indicator__position", "indicator__code", "-to_on", "pk")
    )


def practices_among(uuids: Collection[UUID]) -> set[UUID]:
    """Those of these that are practices, withdrawn ones too."""
    return set(Practice.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))


def outcomes_among(uuids: Collection[UUID]) -> set[UUID]:
    """Those of these that are outcomes."""
    return set(Outcome.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))


def outcomes_by_practice(practices: Collection[int]) -> dict[int, list[WeighedOutcome]]:
    """The standing outcomes of each practice; a joint one is listed with each that shares it."""
    found: dict[int, list[WeighedOutcome]] = {pk: [] for pk in practices}
    for one in outcomes_of(practices).filter(stands=True):
        for sharing in one.practices.all():
            if sharing.pk in found:
                found[sharing.pk].append(one)
    return found


def withdrawals(outcomes: Iterable[Outcome]) -> dict[UUID, str]:
    """Why outcomes were withdrawn, as history has it."""
    events = Event.objects.filter(kind="outcome", verb="withdraw", record__in=[one.uuid for one in outcomes])
    return {event.record: event.payload.data.get("why", "") for event in events.select_related("payload")}


def entered_for(practice_: Practice) -> history.OnBehalf | None:
    """That someone entered the practice for another from a paper, as history has it; None when nobody did."""
    event = history.of_records("practice", [practice_.uuid], "register").first()
    return history.on_behalf(event) if event else None


def facts_of(practice_: Practice, indicator: Indicator) -> QuerySet[Fact]:
    """The standing facts of one indicator that a practice posted: by being registered, and by its outcomes."""
    own = list(practice_.outcomes.values_list("uuid", flat=True))
    source = Q(source_kind="practice", source_uuid=practice_.uuid) | Q(source_kind="outcome", source_uuid__in=own)
    return (
        ledger.standing()
        .filter(source, indicator=indicator)
        .select_related("indicator", "unit", "citation__text__file", "confirmed_by")
        .order_by("is_cumulative", "-to_on", "seq")
    )


def places_of(practices: Collection[StandingPractice], tree: date | None) -> dict[int, list[NamedUnit]]:
    """The places under which each practice counts, below the country, the highest first, by practice.

    On the map of the day, or as they stood and were called when it was registered (None). A constant number of queries.
    """
    stands = _stands(practices, tree)
    rows = UnitAncestry.objects.filter(descendant__in={one for own in stands.values() for one in own}, line="place")
    if tree is not None:
        rows = rows.filter(from_on__lte=tree, to_on__gte=tree)
    above: dict[int, list[tuple[int, int, date, date]]] = {}
    # Plain columns: of a family of five hundred, rows as objects took longer than all else here.
    columns = rows.values_list("descendant", "ancestor", "depth", "from_on", "to_on")
    for unit, up, depth, from_on, to_on in columns:
        above.setdefault(unit, []).append((up, depth, from_on, to_on))
    found: dict[int, list[tuple[int, int]]] = {}
    for one in practices:
        day = tree or one.registered_on
        each = [
            {up: depth for up, depth, from_on, to_on in above.get(stand, ()) if from_on <= day <= to_on}
            for stand in stands[one.pk]
        ]
        common = set(each[0]).intersection(*each[1:])
        found[one.pk] = sorted(((each[0][unit], unit) for unit in common), reverse=True)
    units = {unit for own in found.values() for _, unit in own}
    places = named(tree or date.max).filter(is_place=True, rank__gt=0).in_bulk(units)
    if tree is None:
        names = names_at((unit, one.registered_on) for one in practices for _, unit in found[one.pk])
        return {
            one.pk: [
                _called(places[unit], names[unit, one.registered_on]) for _, unit in found[one.pk] if unit in places
            ]
            for one in practices
        }
    return {pk: [places[unit] for _, unit in own if unit in places] for pk, own in found.items()}


def _called(place: NamedUnit, name: str) -> NamedUnit:
    then = copy(place)
    then.name = name
    return then


def _stands(practices: Collection[StandingPractice], tree: date | None) -> dict[int, set[int]]:
    """The units that stand for each practice's owner, by practice; the owner itself as it was."""
    owners = {one.pk: {one.owner_unit_id} for one in practices}
    if tree is None or not owners:
        return owners
    rows = counterparts_of({unit for own in owners.values() for unit in own})
    return {
        one.pk: {
            row.counterpart
            for row in rows.get(one.owner_unit_id, ())
            if row.line in ("", "place") and row.map.holds(tree) and row.facts.holds(one.registered_on)
        }
        or owners[one.pk]
        for one in practices
    }


def known_people(name: str, units: frozenset[int] | None) -> QuerySet[Person]:
    """People of that very name who hold a post in, or own a practice of, one of these units; None means all."""
    people = find_people(name)
    if units is None:
        return people
    owners = Practice.objects.filter(owner_unit__in=units).values("owner_person")
    return people.filter(Q(posts__unit__in=units) | Q(pk__in=owners)).distinct()


def likely_same(name: str, unit: int | None, *, most: int = 5) -> list[StandingPractice]:
    """Practices that a newly read one may be: the same name first, then names sharing most words."""
    words = {word for word in fold(name).split() if len(word) > 1}
    if not words:
        return []
    some = Q()
    for word in words:
        some |= Q(folded__contains=word)
    scored = []
    for one in register().filter(some)[:400]:
        theirs = {word for word in one.folded.split() if len(word) > 1}
        alike = len(words & theirs) / len(words | theirs)
        here = one.owner_unit_id == unit
        if one.folded == fold(name) or alike >= 0.6:
            scored.append((one.folded == fold(name), here, alike, -one.pk, one))
    return [row[-1] for row in sorted(scored, key=lambda row: row[:-1], reverse=True)[:most]]
