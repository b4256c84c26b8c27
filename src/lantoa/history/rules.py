"""How the chain is computed, so that anyone can check it with nothing but this file."""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Collection, Iterable, Iterator
from typing import Any

GENESIS = "0" * 64
# A mark: the event's number behind the first of its batch (4 bytes) and the beginning of its hash (8 bytes).
_MARK = struct.Struct(">I8s")


def canonical(data: Any) -> bytes:
    """One and only one spelling of a JSON value."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode()


def digest_of(salt: str, data: Any) -> str:
    """The salted digest that stands in the chain for a payload which may later be erased."""
    return hashlib.sha256(salt.encode() + canonical(data)).hexdigest()


def seal_of(previous: str, events: Iterable[dict[str, Any]]) -> str:
    """The hash that closes a batch of events onto the batch before it."""
    running = hashlib.sha256(previous.encode())
    for event in events:
        running.update(canonical(event))
    return running.hexdigest()


def mark_of(spelled: bytes) -> bytes:
    """Eight bytes that tell one event (canonical) from a changed one. The seal proves; marks only find the place."""
    return hashlib.sha256(spelled).digest()[:8]


def marks_of(events: Iterable[dict[str, Any]]) -> bytes:
    """The marks of a batch, in order; the seal keeps them, so that a broken batch names its first broken event."""
    packed, first = bytearray(), None
    for event in events:
        first = event["seq"] if first is None else first
        packed += _MARK.pack(event["seq"] - first, mark_of(canonical(event)))
    return bytes(packed)


def read_marks(packed: bytes, first: int) -> Iterator[tuple[int, bytes]]:
    """The sequence and mark of every event of a batch. Bytes that are no whole mark are left out."""
    whole = len(packed) - len(packed) % _MARK.size
    for behind, mark in _MARK.iter_unpack(packed[:whole]):
        yield first + behind, mark


def blanked(value: Any, words: Collection[str], instead: str) -> Any:
    """A JSON value in which every one of the words, wherever it stands whole in a text, gives way to another."""
    # The longest first: "Trần Thị Lan" holds "Thị Lan".
    either = "|".join(re.escape(word) for word in sorted(filter(None, words), key=len, reverse=True))
    return _blanked(value, re.compile(rf"(?<!\w)(?:{either})(?!\w)"), instead) if either else value


def emptied(value: Any, fields: Collection[str]) -> Any:
    """A JSON value in which nothing stands under these names any more, however deep."""
    if isinstance(value, list):
        return [emptied(one, fields) for one in value]
    if isinstance(value, dict):
        return {name: None if name in fields else emptied(one, fields) for name, one in value.items()}
    return value


def _blanked(value: Any, words: re.Pattern[str], instead: str) -> Any:
    if isinstance(value, str):
        return words.sub(lambda _: instead, value)
    if isinstance(value, list):
        return [_blanked(one, words, instead) for one in value]
    if isinstance(value, dict):
        return {name: _blanked(one, words, instead) for name, one in value.items()}
    return value
