"""Writing down what was done, and sealing it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import datetime
from itertools import takewhile
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.history import queries, rules
from lantoa.history.models import Event, Payload, Seal


def record(*, scope: Scope, verb: str, kind: str, uuid: UUID, data: dict[str, Any] | None = None) -> Event:
    """Adds one event inside the caller's transaction. ``data`` may hold names and dates."""
    event, payload = _written(scope, verb, kind, uuid, data)
    event.save(force_insert=True)
    payload.save(force_insert=True)
    return event


def record_many(*, scope: Scope, verb: str, kind: str, acts: Iterable[tuple[UUID, dict[str, Any]]]) -> None:
    """Adds an event for each record, as `record` would one by one, in a few statements."""
    written = [_written(scope, verb, kind, uuid, data) for uuid, data in acts]
    Event.objects.bulk_create([event for event, _ in written], batch_size=500)
    Payload.objects.bulk_create([payload for _, payload in written], batch_size=500)


def _written(scope: Scope, verb: str, kind: str, uuid: UUID, data: dict[str, Any] | None) -> tuple[Event, Payload]:
    """One act as it will be kept; nothing is saved."""
    salt = secrets.token_hex(16)
    # Dates become text here, so that what is digested is exactly what is stored.
    plain = json.loads(rules.canonical((data or {}) | _on_behalf(scope)))
    said = {"actor": scope.actor_name, "data": plain}
    event = Event(
        at=timezone.now(),
        actor_id=scope.actor_id,
        role=scope.role,
        verb=verb,
        kind=kind,
        record=uuid,
        digest=rules.digest_of(salt, said),
    )
    return event, Payload(event=event, salt=salt, actor_name=scope.actor_name, data=plain)


def _on_behalf(scope: Scope) -> dict[str, Any]:
    """Who enters for another says so in everything written that way."""
    if not scope.on_behalf_of:
        return {}
    return {"on_behalf_of": scope.on_behalf_of, "behalf_paper": str(scope.paper) if scope.paper else ""}


@transaction.atomic
def seal(*, most: int = 10_000, before: datetime | None = None) -> Seal | None:
    """Closes the events since the last seal, at most so many and up to the first that is not older than ``before``;
    None when there are none.

    Sealing in batches, by one worker, keeps the chain from queueing all writers.
    """
    last = Seal.objects.order_by("-last_seq").first()
    waiting = queries.unsealed(after=last.last_seq if last else 0)[:most]
    events = list(takewhile(lambda event: before is None or event.at < before, waiting))
    if not events:
        return None
    previous = last.hash if last else rules.GENESIS
    return Seal.objects.create(
        first_seq=events[0].seq,
        last_seq=events[-1].seq,
        previous=previous,
        hash=rules.seal_of(previous, map(queries.as_sealed, events)),
        at=timezone.now(),
    )
