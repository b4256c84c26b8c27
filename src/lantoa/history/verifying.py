"""Whether the history is still as it was written: the chain of seals, and what each event said.

Runs over the whole history in bounded memory; what is kept of it is the digests of payloads that were blanked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.db import connection
from django.db.models import Max, Model

from lantoa.common.checks import Look
from lantoa.history import rules
from lantoa.history.models import Event, Payload, Seal

AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Fault:
    """The event (by sequence) at which the history no longer holds, and in which way."""

    seq: int
    what: str


def as_sealed(event: Event) -> dict[str, Any]:
    """The fields of an event that the chain vouches for."""
    return _sealed([getattr(event, column) for column in _COLUMNS])


_COLUMNS = ("seq", "at", "actor_id", "role", "verb", "kind", "record", "digest")


def _sealed(row: Sequence[Any]) -> dict[str, Any]:
    seq, at, actor, role, verb, kind, record, digest = row
    return {
        "seq": seq,
        "at": at.isoformat(),
        "actor": actor,
        "role": role,
        "verb": verb,
        "kind": kind,
        "record": str(record),
        "digest": digest,
    }


def chain(look: Look | None = None) -> Iterator[Fault]:
    """Every place at which the chain of seals no longer fits its events; one a batch, the first."""
    last: Seal | None = None
    for seal in Seal.objects.order_by("first_seq", "pk").iterator(chunk_size=100):
        yield from _link(last, seal)
        if fault := _batch(seal, look):
            yield fault
        last = seal
    yield from _end(last)


def _link(last: Seal | None, seal: Seal) -> Iterator[Fault]:
    """What does not fit between two seals."""
    if seal.previous != (last.hash if last else rules.GENESIS):
        batch = f"{seal.first_seq}–{seal.last_seq}"
        yield Fault(
            seal.first_seq,
            f"Niêm phong của loạt sự kiện {batch} không nối vào niêm phong trước nó: có niêm phong đã bị sửa hoặc bỏ.",
        )
    end = last.last_seq if last else 0
    if seal.first_seq <= end:
        yield Fault(seal.first_seq, "Hai niêm phong cùng bao một sự kiện.")
    between = Event.objects.filter(seq__gt=end, seq__lt=seal.first_seq).order_by("seq")
    if (added := between.values_list("seq", flat=True).first()) is not None:
        yield Fault(added, "Sự kiện được thêm vào giữa hai loạt đã niêm phong.")


def _batch(seal: Seal, look: Look | None) -> Fault | None:
    """The first event of a sealed batch that was changed, removed, added or moved; None while the seal fits."""
    running = hashlib.sha256(seal.previous.encode())
    astray: Fault | None = None
    marks = rules.read_marks(bytes(seal.marks), seal.first_seq)
    for mark, event in zip_longest(marks, _events(seal)):
        if event:
            running.update(event[1])
            if look:
                look.see()
        # A seal of a time before there were marks names its batch only.
        if astray is None and seal.marks:
            astray = _astray(mark, event)
    if running.hexdigest() == seal.hash:
        return Fault(astray.seq, "Dấu của sự kiện trong niêm phong đã bị sửa.") if astray else None
    whole = f"Loạt sự kiện {seal.first_seq}–{seal.last_seq} không còn khớp niêm phong của nó."
    return astray or Fault(seal.first_seq, whole)


def _events(seal: Seal) -> Iterator[tuple[int, bytes]]:
    """The sequence and canonical spelling of each event in the range of a seal."""
    events = Event.objects.filter(seq__range=(seal.first_seq, seal.last_seq)).order_by("seq")
    for row in events.values_list(*_COLUMNS).iterator(chunk_size=AT_ONCE):
        yield row[0], rules.canonical(_sealed(row))


def _astray(mark: tuple[int, bytes] | None, event: tuple[int, bytes] | None) -> Fault | None:
    """How an event differs from the mark that stands in its place."""
    if mark and (event is None or event[0] > mark[0]):
        return Fault(mark[0], "Sự kiện đã niêm phong bị bỏ khỏi nhật ký hoặc đổi chỗ.")
    if event and (mark is None or event[0] < mark[0]):
        return Fault(event[0], "Sự kiện được thêm vào một loạt đã niêm phong.")
    if event and mark and rules.mark_of(event[1]) != mark[1]:
        return Fault(event[0], "Sự kiện bị sửa hoặc đổi chỗ sau khi niêm phong.")
    return None


def _end(last: Seal | None) -> Iterator[Fault]:
    """What was cut off the end: numbers that were given out and are no longer there."""
    # Asked before the newest: what is written meanwhile is then no fault.
    given = _given(Event)
    newest = _newest(Event, "seq")
    if last and last.last_seq > newest:
        yield Fault(last.last_seq, "Các sự kiện cuối đã niêm phong không còn trong nhật ký.")
    elif given > newest:
        yield Fault(newest + 1, "Các sự kiện cuối của nhật ký đã bị bỏ.")
    if _given(Seal) > _newest(Seal, "pk"):
        yield Fault(last.last_seq + 1 if last else 1, "Niêm phong cuối của nhật ký đã bị bỏ.")


def _newest(model: type[Model], column: str) -> int:
    found: int | None = model._default_manager.aggregate(newest=Max(column))["newest"]
    return found or 0


def _given(model: type[Model]) -> int:
    """The highest number that the database ever gave out and kept; 0 where it cannot tell.

    SQLite forgets a number when its transaction fails; PostgreSQL does not, so that there a gap proves nothing.
    """
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def payloads(look: Look | None = None) -> Iterator[Fault]:
    """Every event whose words are not those that it was written with, or that a recorded erasure left."""
    blanked = _blanked()
    columns = ("seq", "digest", "payload__salt", "payload__actor_name", "payload__data")
    rows = Event.objects.order_by("seq").values_list(*columns)
    for seq, digest, salt, actor, data in rows.iterator(chunk_size=AT_ONCE):
        if look:
            look.see()
        expected = blanked.get(seq, digest)
        if salt is None:
            yield Fault(seq, "Nội dung của sự kiện đã mất mà không có lần xóa nào được ghi lại.")
        elif rules.digest_of(salt, {"actor": actor, "data": data}) != expected:
            yield Fault(seq, "Nội dung của sự kiện đã bị sửa.")
    strays = Payload.objects.exclude(event__in=Event.objects.values("seq")).order_by("event_id")
    for stray in strays.values_list("event_id", flat=True).iterator():
        yield Fault(stray, "Còn nội dung mà sự kiện của nó không còn.")


def _blanked() -> dict[int, str]:
    """The digest that each blanked payload must now have, as the event of its latest blanking says."""
    acts = Event.objects.filter(kind="payload", verb="redact", payload__isnull=False).order_by("seq")
    found: dict[int, str] = {}
    for data in acts.values_list("payload__data", flat=True).iterator():
        found |= {int(seq): digest for seq, digest in data.get("digests", {}).items()}
    return found


def first_broken() -> int | None:
    """The first event that no longer fits, or None while the whole history holds.

    A payload that was blanked by an operation is no break; one that was changed or removed in any other way is.
    """
    faults = [fault.seq for found in (chain(), payloads()) if (fault := next(found, None))]
    return min(faults, default=None)


def anchor() -> str:
    """What to write down outside the product: the last seal as "sequence:hash"; empty while nothing is sealed."""
    seal = Seal.objects.order_by("-last_seq").first()
    return f"{seal.last_seq}:{seal.hash}" if seal else ""


def holds(anchor_: str) -> bool:
    """Whether a seal that was written down before ("sequence:hash") still stands as it stood."""
    seq, _, hash_ = anchor_.strip().partition(":")
    return seq.isdecimal() and Seal.objects.filter(last_seq=int(seq), hash=hash_.lower()).exists()
