"""Every question about batches of papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from lantoa.common.scopes import Scope
from lantoa.intake import rules
from lantoa.intake.models import Batch, BatchItem, Paper, PaperStep


class _ItemNow(TypedDict):
    stage: str
    note: str


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ItemNow = WithAnnotations[BatchItem, _ItemNow]
else:
    ItemNow = BatchItem


def readable(scope: Scope) -> QuerySet[Batch]:
    """The batches that one may see, the newest first."""
    units = scope.units("read")
    found = Batch.objects.select_related("unit", "about_unit", "made_by").order_by("-made_at", "-pk")
    return found if units is None else found.filter(unit__in=units)


def batch(scope: Scope, uuid: UUID) -> Batch | None:
    """One batch, if one may see it."""
    return readable(scope).filter(uuid=uuid).first()


def batch_of(paper: Paper) -> Batch | None:
    """The batch with which a paper came in."""
    item = BatchItem.objects.filter(paper=paper, is_new=True).select_related("batch").first()
    return item.batch if item else None


def items(of: Batch) -> QuerySet[ItemNow]:
    """The items in order, with the ``stage`` in which each stands and a ``note`` that says why where it failed."""
    last = PaperStep.objects.filter(paper=OuterRef("paper")).order_by("-pk")
    return (
        BatchItem.objects.filter(batch=of)
        .annotate(
            stage=Case(
                When(refusal=rules.SECRET_SAID, then=Value("secret")),
                When(~Q(refusal=""), then=Value("refused")),
                When(paper=None, then=Value("queued")),
                When(is_new=False, then=Value("known")),
                default=Coalesce(Subquery(last.values("stage")[:1]), Value("waiting")),
                output_field=CharField(),
            ),
            note=Case(
                When(~Q(refusal=""), then=F("refusal")),
                default=Coalesce(Subquery(last.values("note")[:1]), Value("")),
                output_field=CharField(),
            ),
        )
        .select_related("paper", "file")
        .order_by("number")
    )


def counts(of: Batch) -> dict[str, int]:
    """How many items stand at each stage, in the order of the stages; those without any are left out."""
    found = dict(items(of).order_by().values_list("stage").annotate(n=Count("pk")))
    return {stage: found[stage] for stage in rules.ITEM_STAGES if stage in found}


def next_to_review(of: Batch) -> BatchItem | None:
    """The first item whose paper awaits its review."""
    return items(of).filter(stage="review").first()


def unfinished() -> QuerySet[Batch]:
    """The batches with work left before their papers are taken in."""
    left = BatchItem.objects.filter(paper=None, refusal="").values("batch")
    return Batch.objects.filter(Q(is_unpacked=False) | Q(pk__in=left)).order_by("pk")


def failed(of: Batch) -> QuerySet[ItemNow]:
    """The items that may be tried again."""
    return items(of).filter(stage__in=rules.ITEM_FAILED)
