"""How the chain is computed, so that anyone can check it with nothing but this file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

GENESIS = "0" * 64


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
