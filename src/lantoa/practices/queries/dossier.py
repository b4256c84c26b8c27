"""What is told of a practice beyond its registration."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from lantoa.indicators import queries as ledger
from lantoa.indicators.models import Fact
from lantoa.practices.dossier_models import Examination, Goal, PilotTerm, PracticeDetail, Proof
from lantoa.practices.models import Practice


def detail_of(practice: Practice) -> PracticeDetail:
    """Its described parts; all empty where nothing was told yet."""
    return PracticeDetail.objects.filter(practice=practice).first() or PracticeDetail(practice=practice)


def goals_of(practice: Practice) -> QuerySet[Goal]:
    """Its goals that stand."""
    return practice.goals.filter(withdrawn_on=None).select_related("indicator").order_by("to_on", "pk")


def examinations_of(practice: Practice) -> QuerySet[Examination]:
    """Every examination, the latest first; withdrawn ones too."""
    return practice.examinations.order_by("-on", "-pk")


def proofs_of(outcomes: Collection[int]) -> dict[int, list[Proof]]:
    """What proves each of these outcomes."""
    found: dict[int, list[Proof]] = {pk: [] for pk in outcomes}
    for one in Proof.objects.filter(outcome__in=found, withdrawn_on=None).select_related("file").order_by("on", "pk"):
        found[one.outcome_id].append(one)
    return found


def proof(uuid: UUID) -> Proof | None:
    """One proof with its outcome and file."""
    return Proof.objects.filter(uuid=uuid).select_related("outcome", "file").first()


def goal(practice: Practice, uuid: UUID) -> Goal | None:
    """One goal of the practice."""
    return practice.goals.filter(uuid=uuid).select_related("practice").first()


def examination(practice: Practice, uuid: UUID) -> Examination | None:
    """One examination of the practice."""
    return practice.examinations.filter(uuid=uuid).select_related("practice").first()


def pilot_terms(practice: Practice) -> QuerySet[PilotTerm]:
    """Its times as a pilot that had a planned end, the latest first."""
    return PilotTerm.objects.filter(stage__practice=practice).select_related("stage").order_by("-from_on", "-pk")


def achieved(practice: Practice) -> list[Fact]:
    """The standing facts of all its outcomes, in one query."""
    own = list(practice.outcomes.values_list("uuid", flat=True))
    facts = ledger.standing().filter(source_kind="outcome", source_uuid__in=own)
    return list(facts.select_related("indicator").order_by("seq"))
