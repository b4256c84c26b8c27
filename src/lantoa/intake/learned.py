"""Every question about what people's decisions taught."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import CharField, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from lantoa.common.scopes import Scope
from lantoa.intake import rules
from lantoa.intake.models import Learned, LearnedStep, LearnedUse, Paper
from lantoa.intake.rules import Lesson
from lantoa.organisations import queries as organisations
from lantoa.organisations.rules import LINES
from lantoa.vietnamese.text import fold

# Lessons that are used, by id, each with how often it was taught.
Lessons = Mapping[int, tuple[Learned, int]]


class _LearnedNow(TypedDict):
    stage: str
    times: int
    used: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    LearnedNow = WithAnnotations[Learned, _LearnedNow]
else:
    LearnedNow = Learned


def lessons() -> QuerySet[LearnedNow]:
    """Every lesson with its ``stage``, how many ``times`` it was taught and how often it was ``used``."""
    last = LearnedStep.objects.filter(learned=OuterRef("pk")).order_by("-pk")
    steps = LearnedStep.objects.filter(learned=OuterRef("pk")).order_by().values("learned")
    times = Count("pk", filter=Q(verb="teach")) - Count("pk", filter=Q(verb="take_back"))
    uses = LearnedUse.objects.filter(learned=OuterRef("pk")).order_by().values("learned")
    return (
        Learned.objects.annotate(
            stage=Coalesce(Subquery(last.values("stage")[:1]), Value(""), output_field=CharField()),
            times=Coalesce(Subquery(steps.annotate(n=times).values("n"), output_field=IntegerField()), 0),
            used=Coalesce(Subquery(uses.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0),
        )
        .select_related("unit", "sender")
        .order_by("-pk")
    )


def readable(scope: Scope) -> QuerySet[LearnedNow]:
    """The lessons of units whose papers one may read; what was removed is history and no more listed."""
    units = scope.units("read")
    found = lessons().exclude(stage="removed")
    return found if units is None else found.filter(unit__in=units)


def narrowed(found: QuerySet[LearnedNow], *, q: str = "", sort: str = "") -> QuerySet[LearnedNow]:
    """Those of a sort whose words or meaning hold every word; an empty part asks for nothing."""
    for word in q.split():
        found = found.filter(Q(key__contains=fold(word)) | Q(meant__icontains=word))
    return found.filter(sort=sort) if sort else found


def lesson(scope: Scope, uuid: UUID) -> LearnedNow | None:
    """One lesson, if one may see it."""
    return readable(scope).filter(uuid=uuid).first()


def teaches(one: Learned, finding: UUID) -> bool:
    """Whether a decision on that finding teaches it, and was not undone since."""
    verbs = list(one.steps.filter(finding=finding).values_list("verb", flat=True))
    return verbs.count("teach") > verbs.count("take_back")


def last_steps(found: Iterable[Learned]) -> dict[int, LearnedStep]:
    """The last teaching of each lesson: by whom, when, in which paper."""
    steps = LearnedStep.objects.filter(learned__in=[one.pk for one in found], verb="teach")
    return {step.learned_id: step for step in steps.select_related("by", "paper").order_by("pk")}


def torn(found: Iterable[LearnedNow]) -> set[int]:
    """The ids of those that are not used since another lesson of the same unit contradicts them."""
    ids = {one.pk for one in found}
    keys = Q(pk__in=())
    for one in found:
        keys |= Q(unit=one.unit_id, sender=one.sender_id, sort=one.sort, kind=one.kind, key=one.key)
    by_unit: dict[int, list[Lesson]] = {}
    for one in lessons().filter(keys).exclude(stage="removed") if ids else ():
        by_unit.setdefault(one.unit_id, []).append(_plain(one, 0))
    return {one.id for same in by_unit.values() for one in rules.in_use(same)[1] if one.id in ids}


def is_too_new(one: LearnedNow) -> bool:
    """Whether it was not taught often enough yet to be used."""
    return one.stage == "on" and not _plain(one, 0).is_ripe


def lessons_for(paper: Paper, on: date) -> Lessons:
    """The lessons that are used in reading a paper: those of the unit that took it in and of the units above it, for
    papers of this sender.
    """
    far: dict[int, int] = {}
    for line in LINES:
        for steps, one in enumerate(reversed(organisations.path_up(paper.unit_id, line, on))):
            far[one.pk] = min(steps, far.get(one.pk, steps))
    far[paper.unit_id] = 0
    mine = ~Q(sort__in=rules.OF_ONE_SENDER) | Q(sender=paper.about_unit_id)
    found = {one.pk: one for one in lessons().filter(mine, unit__in=far).filter(stage="on").order_by("pk")}
    used, _torn = rules.in_use(_plain(one, far[one.unit_id]) for one in found.values())
    return {one.id: (found[one.id], one.times) for one in used}


def of_sort(used: Lessons, sort: str) -> dict[str, str]:
    """The words of the lessons of a sort and what they mean."""
    return {one.words: one.target for one, _ in used.values() if one.sort == sort}


def _plain(one: LearnedNow, far: int) -> Lesson:
    return Lesson(one.pk, one.sort, one.kind, one.key, one.sender_id, one.target, one.stage, one.times, far)
