"""Every question about practices."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from lantoa.organisations.models import UnitAncestry
from lantoa.practices import rules
from lantoa.practices.models import Field, Outcome, Practice, PracticeStage
from lantoa.vietnamese.text import fold


class _Standing(TypedDict):
    life: str
    is_pilot: bool
    is_public: bool


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    StandingPractice = WithAnnotations[Practice, _Standing]
else:
    StandingPractice = Practice


def fields() -> QuerySet[Field]:
    """The fields of work in their order."""
    return Field.objects.order_by("position", "code")


def register() -> QuerySet[StandingPractice]:
    """Every practice in Vietnamese order with owner and fields joined, and ``life``, ``is_pilot``, ``is_public``."""
    now = PracticeStage.objects.filter(practice=OuterRef("pk"), to_on__isnull=True)
    return (
        Practice.objects.annotate(
            life=Subquery(now.filter(track="life").values("stage")[:1]),
            is_pilot=Exists(now.filter(track="pilot")),
            is_public=Exists(now.filter(track="public")),
        )
        .select_related("owner_unit", "owner_person", "citation__text__file")
        .prefetch_related(Prefetch("fields", fields()))
        .order_by("sort_key", "pk")
    )


def under(practices: QuerySet[StandingPractice], unit: int, line: str, day: date) -> QuerySet[StandingPractice]:
    """Those whose owner stands under a unit on the day."""
    above = UnitAncestry.objects.filter(
        ancestor=unit, descendant=OuterRef("owner_unit"), line=line, from_on__lte=day, to_on__gte=day
    )
    return practices.filter(Exists(above))


def of_units(practices: QuerySet[StandingPractice], units: frozenset[int] | None) -> QuerySet[StandingPractice]:
    """Those owned by one of these units; None means all."""
    return practices if units is None else practices.filter(owner_unit__in=units)


def matching(practices: QuerySet[StandingPractice], text: str) -> QuerySet[StandingPractice]:
    """Those whose name or owner holds every word, marks and case aside."""
    for word in fold(text).split():
        owner = Q(owner_unit__names__folded__contains=word) | Q(owner_person__folded__contains=word)
        practices = practices.filter(pk__in=Practice.objects.filter(Q(folded__contains=word) | owner).values("pk"))
    return practices


def registered_in(practices: QuerySet[StandingPractice], from_on: date, to_on: date) -> QuerySet[StandingPractice]:
    """Those registered within the days."""
    stages = PracticeStage.objects.filter(
        practice=OuterRef("pk"), track="life", stage="registered", from_on__range=(from_on, to_on)
    )
    return practices.filter(Exists(stages))


def alive_in(practices: QuerySet[StandingPractice], from_on: date, to_on: date) -> QuerySet[StandingPractice]:
    """Those that were registered or running on any of the days."""
    stages = PracticeStage.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=from_on),
        practice=OuterRef("pk"),
        track="life",
        stage__in=("registered", "running"),
        from_on__lte=to_on,
    )
    return practices.filter(Exists(stages))


def public() -> QuerySet[StandingPractice]:
    """Those that the public may read about."""
    return register().filter(is_public=True)


def practice(uuid: UUID) -> StandingPractice | None:
    """One practice with everything a page shows of it."""
    return register().filter(uuid=uuid).first()


def stages_of(practice_: Practice) -> QuerySet[PracticeStage]:
    """Its dated stages, the newest first."""
    return practice_.stages.select_related("decided_by").order_by("-from_on", "-pk")


def stages_now(practice_: Practice) -> dict[str, str]:
    """The stage of each track now; a track without one is left out."""
    return dict(practice_.stages.filter(to_on__isnull=True).values_list("track", "stage"))


def outcomes_of(practices: Collection[int]) -> QuerySet[Outcome]:
    """What came of these practices, joint outcomes once, with indicator, citation and practices joined."""
    return (
        Outcome.objects.filter(pk__in=Outcome.objects.filter(practices__in=practices).values("pk"))
        .select_related("indicator", "unit", "citation__text__file")
        .prefetch_related("practices")
        .order_by("indicator__position", "pk")
    )


def outcome(uuid: UUID) -> Outcome | None:
    """One outcome with its practices."""
    joined = Outcome.objects.select_related("indicator", "unit", "citation__text__file")
    return joined.prefetch_related("practices").filter(uuid=uuid).first()


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


def open_verbs(practice_: Practice) -> list[str]:
    """The verbs that may be used on it now."""
    return rules.open_verbs(stages_now(practice_))
