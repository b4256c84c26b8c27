"""What people taught the reader by their decisions, as plain values, and the keys by which words find it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lantoa.intake.drafts.words import bare
from lantoa.vietnamese.text import clean, fold

MOST = 300
# Nothing is sure of what was rejected before.
CERTAINTY_OF_WRONG = 0.3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words were taught to mean: the target, and the lesson (by UUID) that says so."""

    target: str
    lesson: str


@dataclass(frozen=True, slots=True)
class Taught:
    """By the key of the words: units (target: UUID), practices (UUID), indicators (code), and by kind and key what is
    nothing to enter (target: how often it was rejected).
    """

    units: Mapping[str, Meaning] = field(default_factory=dict)
    practices: Mapping[str, Meaning] = field(default_factory=dict)
    indicators: Mapping[str, Meaning] = field(default_factory=dict)
    wrong: Mapping[tuple[str, str], Meaning] = field(default_factory=dict)


def unit_key(name: str) -> str:
    """The key of what a unit is called."""
    return bare(name).strip()[:MOST]


def practice_key(name: str) -> str:
    """The key of what a practice is called."""
    return fold(" ".join(clean(name).split()))[:MOST]


def amount_key(read: Mapping[str, Any]) -> str:
    """The key of what an amount counts: its unit and the words around the number; "" where there are none."""
    words = fold(" ".join(clean(read.get("measures") or "").split()))
    return f"{fold(read.get('unit') or '')}|{words}"[:MOST] if words.strip(" .…") else ""


def wrong_key(kind: str, read: Mapping[str, Any]) -> str:
    """The key of what was rejected: the name of a practice, what an amount counts; "" for what teaches nothing."""
    if kind == "model":
        return practice_key(read.get("name") or "")
    return amount_key(read) if kind == "quantity" else ""
