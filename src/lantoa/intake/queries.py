"""Every question about papers and what was read in them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, TypedDict
from uuid import UUID

from django.db.models import CharField, Count, DateTimeField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from lantoa.common.scopes import Scope
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Fact
from lantoa.intake import rules
from lantoa.intake.models import Finding, FindingStep, Paper, PaperStep
from lantoa.vietnamese.text import fold


class _PaperNow(TypedDict):
    stage: str
    stage_note: str


class _FindingNow(TypedDict):
    stage: str
    stage_note: str
    decided_at: Any
    decided_by: str | None


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    PaperNow = WithAnnotations[Paper, _PaperNow]
    FindingNow = WithAnnotations[Finding, _FindingNow]
else:
    PaperNow, FindingNow = Paper, Finding


def papers() -> QuerySet[PaperNow]:
    """Every paper with ``stage`` and ``stage_note``, the newest first, with what a list shows of it joined."""
    last = PaperStep.objects.filter(paper=OuterRef("pk")).order_by("-pk")
    return (
        Paper.objects.annotate(
            stage=Coalesce(Subquery(last.values("stage")[:1]), Value(""), output_field=CharField()),
            stage_note=Coalesce(Subquery(last.values("note")[:1]), Value(""), output_field=CharField()),
        )
        .select_related("file", "unit", "about_unit", "taken_in_by")
        .order_by("-taken_in_at", "-pk")
    )


def readable(scope: Scope) -> QuerySet[PaperNow]:
    """The papers that one may see: those of units that one may read."""
    units = scope.units("read")
    return papers() if units is None else papers().filter(unit__in=units)


def narrowed(
    papers_: QuerySet[PaperNow], *, q: str = "", stage: str = "", year: int | None = None
) -> QuerySet[PaperNow]:
    """Papers whose title holds every word, at a stage, of a year; an empty part asks for nothing."""
    for word in q.split():
        papers_ = papers_.filter(folded__contains=fold(word))
    if stage:
        papers_ = papers_.filter(stage=stage)
    return papers_.filter(taken_in_at__year=year) if year else papers_


def paper(scope: Scope, uuid: UUID) -> PaperNow | None:
    """One paper with its text, if one may see it."""
    return readable(scope).select_related("text__file").filter(uuid=uuid).first()


def paper_by_id(pk: int) -> PaperNow | None:
    """One paper by its id, for work in the background."""
    return papers().select_related("text__file").filter(pk=pk).first()


def same_paper(unit: int, sha256: str) -> PaperNow | None:
    """The paper of these very bytes at a unit."""
    return papers().filter(unit=unit, file__sha256=sha256).first()


def same_text(unit: int, sha256: str) -> PaperNow | None:
    """A paper at a unit whose text is the very same, whatever its bytes."""
    return papers().filter(unit=unit, text__sha256=sha256).first()


def stage_of(paper_: Paper) -> str:
    """Where a paper stands now, "" before its first step."""
    return paper_.steps.order_by("-pk").values_list("stage", flat=True).first() or ""


def findings(paper_: Paper) -> QuerySet[FindingNow]:
    """What was read, in the order of the text, with ``stage``, ``stage_note``, ``decided_at``, ``decided_by``.

    A further mention shows its own step, if any; it is decided with its first one (``same_as``).
    """
    last = FindingStep.objects.filter(finding=OuterRef("pk")).order_by("-pk")
    return (
        Finding.objects.filter(paper=paper_)
        .annotate(
            stage=Coalesce(Subquery(last.values("stage")[:1]), Value("new"), output_field=CharField()),
            stage_note=Coalesce(Subquery(last.values("note")[:1]), Value(""), output_field=CharField()),
            decided_at=Subquery(last.values("at")[:1], output_field=DateTimeField()),
            decided_by=Subquery(last.values("by__full_name")[:1], output_field=CharField()),
        )
        .select_related("citation")
        .order_by("position")
    )


def heads(paper_: Paper) -> QuerySet[FindingNow]:
    """The findings that are decided one by one: each thing once."""
    return findings(paper_).filter(same_as__isnull=True)


def finding(scope: Scope, uuid: UUID) -> FindingNow | None:
    """One finding with its paper, if one may see that."""
    found = Finding.objects.filter(uuid=uuid).values_list("paper_id", flat=True).first()
    seen = found and readable(scope).filter(pk=found).first()
    return findings(seen).filter(uuid=uuid).select_related("citation", "paper__unit").first() if seen else None


def is_begun(paper_: Paper) -> bool:
    """Whether anybody has decided anything of a paper."""
    return FindingStep.objects.filter(finding__paper=paper_).exists()


def counts(paper_: Paper) -> dict[str, int]:
    """How many things of a paper stand at each stage, "all" together."""
    stages = list(heads(paper_).values_list("stage", flat=True))
    return {stage: stages.count(stage) for stage in rules.FINDING_STAGES} | {"all": len(stages)}


def with_counts(papers_: QuerySet[PaperNow]) -> QuerySet[PaperNow]:
    """Papers with ``things``, ``open`` and ``entered``: all, undecided, and accepted or joined things."""
    last = FindingStep.objects.filter(finding=OuterRef("pk")).order_by("-pk").values("stage")[:1]
    stages = Finding.objects.filter(paper=OuterRef("pk"), same_as__isnull=True).annotate(
        now=Coalesce(Subquery(last), Value("new"), output_field=CharField())
    )

    def count(which: Q) -> Coalesce:
        found = stages.filter(which).order_by().values("paper").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(found, output_field=IntegerField()), 0)

    return papers_.annotate(
        things=count(Q()), open=count(Q(now__in=rules.OPEN)), entered=count(Q(now__in=rules.SETTLED))
    )


def waiting(scope: Scope) -> QuerySet[PaperNow]:
    """Papers that wait for someone's confirmation among those that one may confirm, the oldest first."""
    units = scope.units("confirm")
    found = papers().filter(stage="review")
    return (found if units is None else found.filter(unit__in=units)).order_by("taken_in_at", "pk")


def standing_facts(indicators: Collection[str], units: Collection[str]) -> QuerySet[Fact]:
    """Facts in the ledger of these indicators and units (by code), to tell a figure that came before."""
    found = figures.standing().filter(indicator__code__in=indicators, unit__code__in=units)
    return found.select_related("indicator", "unit").order_by("seq")


def rounds(finding_: Finding) -> int:
    """How many times a finding was taken back: what it posts next has names of its own."""
    return finding_.steps.filter(verb="undo").count()


def settled_elsewhere(record: UUID, but: Finding) -> QuerySet[Any]:
    """Other findings that rest on the same record now."""
    last = FindingStep.objects.filter(finding=OuterRef("pk")).order_by("-pk").values("stage")[:1]
    others = Finding.objects.filter(record=record, same_as__isnull=True).exclude(pk=but.pk)
    return others.annotate(stage=Subquery(last)).filter(stage__in=rules.SETTLED).order_by("pk")


def years(scope: Scope) -> list[int]:
    """The years in which papers came in, the latest first."""
    days = readable(scope).order_by().annotate(year=F("taken_in_at__year")).values_list("year", flat=True)
    return sorted(set(days), reverse=True)
