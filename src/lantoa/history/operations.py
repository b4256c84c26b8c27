"""Writing down what was done, and sealing it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import takewhile
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.history import queries, rules
from lantoa.history.models import Event, Payload, Seal

# What stands where a person's name was erased.
BLANK = "[đã xóa]"


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


def acted(scope: Scope, at: datetime) -> dict[str, Any]:
    """The columns of ``Acted``: who does something now."""
    return {"actor_id": scope.actor_id, "actor_name": scope.actor_name[:200], "role": scope.role, "at": at}


def _written(scope: Scope, verb: str, kind: str, uuid: UUID, data: dict[str, Any] | None) -> tuple[Event, Payload]:
    """One act as it will be kept; nothing is saved."""
    salt = secrets.token_hex(16)
    # Dates become text here, so that what is digested is exactly what is stored.
    plain = json.loads(rules.canonical((data or {}) | _on_behalf(scope) | _by_delegation(scope)))
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


def _by_delegation(scope: Scope) -> dict[str, Any]:
    """Who acts by delegation says so in everything that they do."""
    return {"delegated_by": scope.delegated_by, "delegation": str(scope.delegation)} if scope.delegation else {}


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
    sealed = [queries.as_sealed(event) for event in events]
    return Seal.objects.create(
        first_seq=events[0].seq,
        last_seq=events[-1].seq,
        previous=previous,
        hash=rules.seal_of(previous, sealed),
        marks=rules.marks_of(sealed),
        at=timezone.now(),
    )


@transaction.atomic
def redact(
    *,
    scope: Scope,
    events: Collection[Event],
    words: Collection[str],
    about: UUID,
    why: str,
    fields: Collection[str] = (),
) -> int:
    """Blanks words (a person's names) and whole fields in what these events said; gives how many said them.

    The events stay. The digest of what is left enters the chain with this very act, so that the history still
    verifies, and any other change of those payloads is still found. The act itself repeats none of the words.
    """
    left: dict[str, str] = {}
    vouching = {event.seq for event in events if (event.kind, event.verb) == ("payload", "redact")}
    found = Payload.objects.select_for_update().filter(event__in=[event.seq for event in events]).order_by("pk")
    for payload in found:
        said = {"actor": payload.actor_name, "data": payload.data}
        kept = rules.emptied(rules.blanked(said, words, BLANK), fields)
        # What an earlier act of this kind vouches for stays, whatever the words are.
        kept["data"] |= {name: payload.data[name] for name in ("digests",) if payload.pk in vouching}
        if kept == said:
            continue
        salt = secrets.token_hex(16)
        Payload.objects.filter(pk=payload.pk).update(salt=salt, actor_name=kept["actor"], data=kept["data"])
        left[str(payload.pk)] = rules.digest_of(salt, kept)
    if left:
        record(scope=scope, verb="redact", kind="payload", uuid=about, data={"why": why, "digests": left})
    return len(left)
