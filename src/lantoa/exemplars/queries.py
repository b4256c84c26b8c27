"""Every question about exemplars. What the public may see is asked here alone, at every request: nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from lantoa.exemplars.models import Basis, Exemplar, ExemplarStep, FormerText
from lantoa.organisations.models import Person, UnitName
from lantoa.organisations.queries import NamedUnit, Way, consents_of, find_people, named
from lantoa.organisations.rules import WHOLE
from lantoa.practices import queries as practices
from lantoa.practices.models import Field, Practice
from lantoa.practices.queries import StandingPractice
from lantoa.vietnamese.text import fold

PUBLISHING = "publish_exemplar"
# The ranks of places that a visitor may narrow the list to: province, commune.
PLACES = (1, 3)


class _Shown(TypedDict):
    owner_name: str
    called: str
    is_public: bool
    is_gone: bool
    shows_story: bool
    shows_photo: bool


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ShownExemplar = WithAnnotations[Exemplar, _Shown]
else:
    ShownExemplar = Exemplar


def standing_bases() -> QuerySet[Basis]:
    """Bases that count now: not withdrawn, neither here nor with the person, of nobody whose data may not be used.

    A consent or withdrawal is never dated ahead, so that what is not withdrawn counts.
    """
    of_person = Q(exemplar__person__isnull=True) | Q(
        consent__isnull=False,
        consent__withdrawn_on__isnull=True,
        consent__person=F("exemplar__person"),
        exemplar__person__is_restricted=False,
        exemplar__person__joined_into__isnull=True,
    )
    return Basis.objects.filter(of_person, withdrawn_on__isnull=True)


def exemplars() -> QuerySet[ShownExemplar]:
    """Every exemplar, the latest proposed first, with ``owner_name`` as the unit was called then, ``called`` (who it
    is), ``is_public``, ``is_gone`` (withdrawn, or left without a basis), and what the standing bases let be shown:
    ``shows_story``, ``shows_photo``."""
    names = UnitName.objects.filter(unit=OuterRef("owner_unit"))
    held = names.filter(from_on__lte=OuterRef("proposed_on")).order_by("-from_on")
    bases = standing_bases().filter(exemplar=OuterRef("pk"))
    found: QuerySet[ShownExemplar] = (
        Exemplar.objects.annotate(
            owner_name=Coalesce(
                Subquery(held.values("name")[:1]), Subquery(names.order_by("from_on").values("name")[:1])
            ),
            has_basis=Exists(bases),
        )
        .annotate(
            called=Case(
                When(forgotten_on__isnull=False, then=Value("")),
                When(person__isnull=False, then=F("person__full_name")),
                When(kind="unit", then=F("owner_name")),
                default=F("name"),
            ),
            is_public=Case(When(stage="published", has_basis=True, then=True), default=False),
            is_gone=Case(When(Q(stage="withdrawn") | Q(stage="published", has_basis=False), then=True), default=False),
            shows_story=Exists(bases.filter(covers_story=True)),
            shows_photo=Exists(bases.filter(covers_photo=True)),
        )
        .select_related("owner_unit", "person", "photo")
        .prefetch_related(Prefetch("fields", Field.objects.order_by("position", "code")))
        .order_by("-proposed_on", "-pk")
    )
    return found


def exemplar(uuid: UUID) -> ShownExemplar | None:
    """One exemplar."""
    return exemplars().filter(uuid=uuid).first()


def public() -> QuerySet[ShownExemplar]:
    """Those that the public may read about now. Everything that leaves the house asks here: pages, lists, workbooks,
    reports."""
    return exemplars().filter(is_public=True)


def was_public(uuid: UUID) -> bool:
    """Whether it was ever shown to the public; its address then says that it is gone instead of unknown."""
    return ExemplarStep.objects.filter(exemplar__uuid=uuid, verb="publish").exists()


def of_units(found: QuerySet[ShownExemplar], units: frozenset[int] | None) -> QuerySet[ShownExemplar]:
    """Those of these units; None means all."""
    return found if units is None else found.filter(owner_unit__in=units)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; an empty part asks for nothing. ``unit`` takes in all that stands below it."""

    text: str = ""
    kind: str = ""
    stage: str = ""
    field: str = ""
    year: int | None = None
    unit: int | None = None


def narrowed(found: QuerySet[ShownExemplar], wanted: Wanted, tree: date) -> QuerySet[ShownExemplar]:
    """Those that are wanted; units on the map of the day. What is gone is never found by words: they may name it."""
    if wanted.text:
        found = found.filter(is_gone=False)
    for word in fold(wanted.text).split():
        some = Q(folded__contains=word) | Q(owner_unit__names__folded__contains=word)
        some |= Q(person__folded__contains=word)
        found = found.filter(pk__in=Exemplar.objects.filter(some).values("pk"))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.stage:
        found = found.filter(stage=wanted.stage)
    if wanted.field:
        within = Exemplar.fields.through.objects.filter(exemplar=OuterRef("pk"), field__code=wanted.field)
        found = found.filter(Exists(within))
    if wanted.year:
        found = found.filter(from_year__lte=wanted.year).filter(
            Q(to_year__gte=wanted.year) | Q(to_year__isnull=True, from_year=wanted.year)
        )
    if wanted.unit:
        found = found.alias(share=_way(tree).share_under(wanted.unit)).filter(share=WHOLE)
    return found


def _way(tree: date) -> Way:
    return Way("place", tree, unit="owner_unit", day="proposed_on")


def places_with(found: QuerySet[ShownExemplar], tree: date) -> QuerySet[NamedUnit]:
    """Provinces and communes under which any of these exemplars lies on the map of the day."""
    way = _way(tree)
    places = named(tree).filter(is_place=True, rank__in=PLACES)
    among = Exemplar.objects.filter(pk__in=found.order_by().values("pk")).filter(way.under(places.values("pk")))
    return places.filter(pk__in=among.values(way.top)).order_by("rank", "sort_key", "pk")


def fields_with(found: QuerySet[ShownExemplar]) -> QuerySet[Field]:
    """The fields in which any of these exemplars lies."""
    within = Exemplar.fields.through.objects.filter(exemplar__in=found.order_by().values("pk"))
    return Field.objects.filter(pk__in=within.values("field")).order_by("position", "code")


def by_kind(found: QuerySet[ShownExemplar]) -> dict[str, int]:
    """How many there are of each kind; a kind without any is left out."""
    bare = Exemplar.objects.filter(pk__in=found.order_by().values("pk"))
    return {row["kind"]: row["many"] for row in bare.values("kind").annotate(many=Count("pk")).order_by("kind")}


def bases_of(one: Exemplar) -> QuerySet[Basis]:
    """Everything it was ever shown on, the latest first, with ``stands``."""
    found = Basis.objects.filter(exemplar=one).annotate(stands=Exists(standing_bases().filter(pk=OuterRef("pk"))))
    return found.select_related("paper", "consent").order_by("-given_on", "-pk")


def decisions_of(one: Exemplar) -> QuerySet[Basis]:
    """The published decisions among its standing bases."""
    return standing_bases().filter(exemplar=one, kind="decision").order_by("-given_on", "-pk")


def steps_of(one: Exemplar) -> QuerySet[ExemplarStep]:
    """Its course, the latest first."""
    return one.steps.select_related("basis").order_by("-pk")


def former_of(one: Exemplar) -> QuerySet[FormerText]:
    """What was told of it before, the latest first."""
    return one.former.order_by("-number")


def practices_of(one: Exemplar) -> QuerySet[Practice]:
    """The practices that it belongs to."""
    return one.practices.order_by("sort_key", "pk")


def public_practices_of(one: Exemplar) -> QuerySet[StandingPractice]:
    """Those of them that the public may read about."""
    return practices.public().filter(pk__in=one.practices.values("pk"))


def rests_on_consent(one: Exemplar) -> bool:
    """Whether it is shown on a consent now."""
    return standing_bases().filter(exemplar=one, kind="consent").exists()


def exemplars_of(practice: Practice) -> QuerySet[ShownExemplar]:
    """The exemplars that belong to a practice and may be shown to the public."""
    return public().filter(practices=practice)


def of_people(people: Iterable[int]) -> QuerySet[Exemplar]:
    """The exemplars that these people of the register are."""
    return Exemplar.objects.filter(person__in=people).select_related("owner_unit", "person").order_by("pk")


def known_people(name: str, units: frozenset[int] | None) -> QuerySet[Person]:
    """People of that very name within reach: who hold a post in, or are exemplars of, one of these units."""
    found = find_people(name)
    if units is None:
        return found
    shown = Exemplar.objects.filter(owner_unit__in=units).values("person")
    near = Q(posts__unit__in=units) | Q(memberships__unit__in=units) | Q(pk__in=shown)
    return found.filter(near).distinct()


def open_consents(one: Exemplar) -> list[tuple[str, str]]:
    """Bases for this purpose that stand with the person already, as (UUID, words)."""
    if one.person_id is None:
        return []
    used = Basis.objects.filter(exemplar=one, consent__isnull=False).values("consent")
    rows = consents_of(one.person_id).filter(purpose=PUBLISHING, withdrawn_on__isnull=True, covers_name=True)
    return [
        (str(row.uuid), f"{row.given_on:%d/%m/%Y}: {row.decision or row.evidence or row.words or '—'}")
        for row in rows.exclude(pk__in=used)
    ]
