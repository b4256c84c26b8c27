"""Reading the history and checking its chain."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lantoa.history import rules
from lantoa.history.models import Event, Seal


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


def as_sealed(event: Event) -> dict[str, Any]:
    """The fields of an event that the chain vouches for."""
    return {
        "seq": event.seq,
        "at": event.at.isoformat(),
        "actor": event.actor_id,
        "role": event.role,
        "verb": event.verb,
        "kind": event.kind,
        "record": str(event.record),
        "digest": event.digest,
    }


def first_broken() -> int | None:
    """The first event or seal that no longer fits, or None while the whole chain holds.

    An erased payload is no break; a payload that was changed is.
    """
    previous = rules.GENESIS
    for seal in Seal.objects.order_by("first_seq"):
        events = list(Event.objects.filter(seq__range=(seal.first_seq, seal.last_seq)).order_by("seq"))
        if seal.previous != previous or rules.seal_of(previous, map(as_sealed, events)) != seal.hash:
            return seal.first_seq
        previous = seal.hash
    for event in Event.objects.filter(payload__isnull=False).select_related("payload").order_by("seq").iterator():
        said = {"actor": event.payload.actor_name, "data": event.payload.data}
        if rules.digest_of(event.payload.salt, said) != event.digest:
            return event.seq
    return None
