"""The practices that a report lists, with what came of them in the period."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import NoReverseMatch, reverse

from lantoa.indicators import queries as figures
from lantoa.indicators.models import Fact
from lantoa.indicators.pages.openings import record_path
from lantoa.indicators.queries import View
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import UnitAncestry
from lantoa.organisations.queries import NamedUnit, Way
from lantoa.organisations.rules import WHOLE
from lantoa.practices import queries as practices
from lantoa.practices.models import Outcome, Practice, PracticeStage
from lantoa.reports.gathered import OutcomeLine, PracticeLine
from lantoa.reports.rules import Figured


@dataclass(frozen=True, slots=True)
class Span:
    """That a practice stood at a stage, from a day to a day."""

    stage: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class Listed:
    """The practices that are told one by one, how many more there are, whether any outcome in all of them is of
    several, and the ids of the citations from which they were read."""

    lines: list[PracticeLine]
    beyond: int
    has_joint: bool
    citations: set[int]


def gather(unit: NamedUnit, view: View, behind: QuerySet[Fact], most: int | None = None) -> Listed:
    """Practices alive in the period under the unit, known to the ledger by the view's sequence, in Vietnamese order.

    ``behind`` are the facts that count for the unit in the view: only outcomes that posted one of them are told.
    Only the first ``most`` practices are told one by one, the others are counted.
    """
    alive = dict(_alive(unit.pk, view).values_list("pk", "citation"))
    told = list(alive)[:most]
    found = _with_what_is_told(told)
    outcomes = _outcomes(told, behind, view)
    stages = _stages(told)
    names = organisations.names_on({one.owner_unit_id for one in found}, view.period.to_on)
    lines = [
        _line(one, names[one.owner_unit_id], stages.get(one.pk, []), outcomes.get(one.pk, ()), view) for one in found
    ]
    beyond = len(alive) - len(told)
    has_joint = any(len(one.practices) > 1 for some in outcomes.values() for one in some)
    if beyond and not has_joint:
        has_joint = _has_joint(alive, behind)
    return Listed(lines, beyond, has_joint, {cited for cited in alive.values() if cited is not None})


def number(unit: int, view: View) -> int:
    """About how many practices a report would list: those of all its years, counted at once."""
    return _under(unit, view).count()


def _alive(unit: int, view: View) -> QuerySet[Practice]:
    """Not by the register of today: what was withdrawn since still stood at the view's sequence."""
    days = view.period
    known = figures.standing(view.upto).filter(source_kind="practice", source_uuid=OuterRef("uuid"))
    life = PracticeStage.objects.filter(practice=OuterRef("pk"), track="life")
    under_way = life.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=days.from_on), stage__in=("registered", "running"), from_on__lte=days.to_on
    )
    begun, over = life.filter(from_on__lte=days.to_on), life.filter(stage="ended", from_on__lt=days.from_on)
    withdrawn_since = Exists(begun) & ~Exists(life.filter(to_on__isnull=True)) & ~Exists(over)
    alive = _under(unit, view).filter(Exists(known), Exists(under_way) | withdrawn_since)
    return alive.order_by("sort_key", "pk")


def _with_what_is_told(pks: Sequence[int]) -> list[Practice]:
    """These practices in their order, with owners and fields joined."""
    rows = Practice.objects.filter(pk__in=pks).select_related("owner_person")
    return list(rows.prefetch_related(Prefetch("fields", practices.fields())).order_by("sort_key", "pk"))


def _under(unit: int, view: View) -> QuerySet[Practice]:
    if view.tree:
        # As the register and its counts have it: by the day of registration, where all of it counts.
        registered = PracticeStage.objects.filter(practice=OuterRef("pk"), track="life", stage="registered")
        way = Way(view.line, view.tree, unit="owner_unit", day="registered_on")
        dated = Practice.objects.annotate(registered_on=Subquery(registered.order_by("from_on").values("from_on")[:1]))
        return dated.alias(share=way.share_under(unit)).filter(share=WHOLE)
    # Any day of the period will do: the unit may have been dissolved within it.
    held = UnitAncestry.objects.filter(
        ancestor=unit,
        descendant=OuterRef("owner_unit"),
        line=view.line,
        from_on__lte=view.period.to_on,
        to_on__gte=view.period.from_on,
    )
    return Practice.objects.filter(Exists(held))


def _outcomes(told: Sequence[int], behind: QuerySet[Fact], view: View) -> dict[int, tuple[OutcomeLine, ...]]:
    by_practice: dict[int, tuple[OutcomeLine, ...]] = {}
    for one in practices.outcomes_of(told).filter(Exists(_posted(behind))):
        line = _outcome(one, view)
        for pk in line.practices:
            by_practice[pk] = (*by_practice.get(pk, ()), line)
    return by_practice


def _posted(behind: QuerySet[Fact]) -> QuerySet[Fact]:
    return behind.filter(source_kind="outcome", source_uuid=OuterRef("uuid"))


def _has_joint(alive: Collection[int], behind: QuerySet[Fact]) -> bool:
    """Whether an outcome that counts is of several practices, one of them alive."""
    joint = Outcome.objects.alias(n=Count("practices")).filter(n__gt=1).values("pk")
    counting = Outcome.objects.filter(Exists(_posted(behind)), pk__in=joint)
    return any(pk in alive for pk in counting.values_list("practices", flat=True))


def _outcome(one: Outcome, view: View) -> OutcomeLine:
    sharing = list(one.practices.all())
    own = View(one.period, view.line, view.tree, view.upto)
    path = record_path("outcome", one.uuid) or figures.figure_path(one.indicator, one.unit, own)
    return OutcomeLine(
        one.pk,
        one.indicator.name,
        Figured(one.wording, path, one.quantity, one.indicator.unit),
        one.period,
        one.is_cumulative,
        one.about,
        tuple(practice.pk for practice in sharing),
        tuple(practice.name for practice in sharing),
    )


def _stages(listed: Sequence[int]) -> dict[int, list[Span]]:
    """The dated stages of each practice; those that a later withdrawal cut to a day count as open."""
    found: dict[int, list[PracticeStage]] = {}
    for stage in PracticeStage.objects.filter(practice__in=listed).order_by("from_on", "pk"):
        found.setdefault(stage.practice_id, []).append(stage)
    return {pk: _as_they_stood(stages) for pk, stages in found.items()}


def _as_they_stood(stages: Sequence[PracticeStage]) -> list[Span]:
    withdrawn = all(one.to_on for one in stages if one.track == "life")
    last = {one.track: one for one in stages}
    reopened = {one.pk for one in last.values() if withdrawn and one.to_on == one.from_on}
    return [
        Span(one.stage, one.from_on, date.max if one.pk in reopened or one.to_on is None else one.to_on)
        for one in stages
    ]


def _line(
    one: Practice,
    owner: str,
    stages: Sequence[Span],
    outcomes: tuple[OutcomeLine, ...],
    view: View,
) -> PracticeLine:
    return PracticeLine(
        pk=one.pk,
        name=one.name,
        path=_path(one),
        is_collective=one.kind == "collective",
        unit=owner,
        person=one.owner_person.full_name if one.owner_person else "",
        group=one.owner_group,
        fields=tuple(field.name for field in one.fields.all()),
        started_on=one.started_on,
        ended_on=_since(stages, "ended", view.period.to_on),
        pilot_from=_since(stages, "pilot", view.period.to_on),
        outcomes=outcomes,
    )


def _since(stages: Sequence[Span], stage: str, day: date) -> date | None:
    """Since when it stood at a stage on the day, or None."""
    held = (one for one in stages if one.stage == stage and one.from_on <= day and one.to_on >= day)
    return next((one.from_on for one in held), None)


def _path(one: Practice) -> str:
    try:
        return reverse("practices:practice", args=[one.uuid])
    except NoReverseMatch:
        return ""
