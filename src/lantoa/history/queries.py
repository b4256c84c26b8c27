"""Reading the history; whether it is whole is asked in `verifying`."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from lantoa.history.models import Event, Payload
from lantoa.history.verifying import anchor, as_sealed, first_broken, holds

__all__ = [
    "anchor",
    "as_sealed",
    "first_broken",
    "holds",
    "of_person",
    "of_record",
    "of_records",
    "saying",
    "unsealed",
]


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """That one person wrote something down for another: who, for whom, when, and the photo of the paper if there is
    one."""

    by: str
    whose: str
    at: datetime
    paper: UUID | None


def on_behalf(event: Event) -> OnBehalf | None:
    """What the event says of having been entered for another; None when it was not, or its payload was erased."""
    said = getattr(event, "payload", None)
    if said is None or not said.data.get("on_behalf_of"):
        return None
    paper = said.data.get("behalf_paper")
    return OnBehalf(said.actor_name, said.data["on_behalf_of"], event.at, UUID(paper) if paper else None)


def of_record(kind: str, uuid: UUID) -> QuerySet[Event]:
    """What was done to one record, oldest first, payloads joined."""
    return Event.objects.filter(kind=kind, record=uuid).select_related("payload").order_by("seq")


def of_records(kind: str, uuids: Collection[UUID], verb: str) -> QuerySet[Event]:
    """One kind of act on many records, oldest first, payloads joined."""
    return Event.objects.filter(kind=kind, record__in=uuids, verb=verb).select_related("payload").order_by("seq")


def unsealed(*, after: int) -> QuerySet[Event]:
    """Events beyond a sequence, in order."""
    return Event.objects.filter(seq__gt=after).order_by("seq")


def saying(words: Collection[str]) -> QuerySet[Event]:
    """Events whose words hold any of these texts, spelled exactly so, oldest first."""
    texts = Payload.objects.annotate(text=Cast("data", TextField()))
    some = Q(pk__in=())
    for word in words:
        # SQLite stores JSON with its letters escaped.
        some |= Q(text__contains=word) | Q(text__contains=json.dumps(word)[1:-1]) | Q(actor_name=word)
    return Event.objects.filter(seq__in=texts.filter(some).values("event_id")).select_related("payload").order_by("seq")


def of_person(records: Collection[UUID], actors: Collection[int]) -> QuerySet[Event]:
    """What was done to these records or by these accounts, oldest first, payloads joined."""
    own = Q(record__in=records) | Q(actor__in=actors)
    return Event.objects.filter(own).select_related("payload").order_by("seq")
