"""Events for the tests, and what someone with the database's password could do to them."""

from __future__ import annotations

from uuid import uuid4

from django.db import connection

from lantoa.common.scopes import everything
from lantoa.history import operations, rules
from lantoa.history.models import Event, Payload

PRODUCT = everything("kiểm thử")


def acts(number: int) -> list[Event]:
    """So many events of one record."""
    record = uuid4()
    return [
        operations.record(scope=PRODUCT, verb="try", kind="thing", uuid=record, data={"name": f"Lần {at}"})
        for at in range(number)
    ]


def many(number: int) -> list[int]:
    """So many events at once, as ``record`` would have written them; their sequences."""
    (first,) = acts(1)
    said = [{"actor": "kiểm thử", "data": {"name": f"Lần {at}"}} for at in range(1, number)]
    events = [
        Event(
            seq=first.seq + at,
            at=first.at,
            verb="try",
            kind="thing",
            record=uuid4(),
            digest=rules.digest_of("muối", one),
        )
        for at, one in enumerate(said, start=1)
    ]
    Event.objects.bulk_create(events)
    Payload.objects.bulk_create(
        Payload(event=event, salt="muối", actor_name="kiểm thử", data=one["data"])
        for event, one in zip(events, said, strict=True)
    )
    return [first.seq, *(event.seq for event in events)]


def unguarded(sql: str, *values: object) -> None:
    """A statement of someone who dropped the triggers first."""
    with connection.cursor() as cursor:
        for table in ("history_event", "history_seal", "indicators_fact"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")
        cursor.execute(sql, values)
