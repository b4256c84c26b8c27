"""What a draft still lacks before it can enter a register."""

from __future__ import annotations

from datetime import date
from decimal import InvalidOperation
from typing import Any

from lantoa.directives.rules.papers import code_of
from lantoa.intake.drafts import goals
from lantoa.intake.drafts.amounts import as_quantity


def missing(draft: dict[str, Any]) -> list[str]:
    """The names of the parts that are missing or make no sense; empty when it may enter."""
    lacking = [part for part in _NEEDED[draft["register"]] if not draft.get(part)]
    if "from_on" in draft:
        lacking += _days(draft)
    if draft["register"] == "directive":
        lacking += _head(draft)
    if draft["register"] == "amount":
        lacking += _number(draft) + goals.missing(draft)
    if draft["register"] == "pledge" and draft.get("is_person") and not draft.get("person"):
        lacking.append("person")
    if draft["register"] == "commendation" and not any(draft.get(n) for n in ("collectives", "individuals", "total")):
        lacking.append("number")
    return lacking


def is_whole(draft: dict[str, Any]) -> bool:
    """Whether nothing is missing."""
    return not missing(draft)


_NEEDED = {
    "practice": ("name", "kind", "owner_unit", "registered_on"),
    "amount": ("indicator", "unit", "from_on", "to_on"),
    "commendation": ("unit", "from_on", "to_on"),
    "directive": ("code", "dated_on", "abstract"),
    "pledge": ("unit", "year", "deeds"),
    "mention": (),
}


def _head(draft: dict[str, Any]) -> list[str]:
    lacking = [] if draft.get("issuer") or draft.get("issuer_name") else ["issuer"]
    return lacking if code_of(draft.get("code") or "") else ["code", *lacking]


def _days(draft: dict[str, Any]) -> list[str]:
    try:
        swapped = date.fromisoformat(draft["from_on"]) > date.fromisoformat(draft["to_on"])
    except (TypeError, ValueError):
        return ["period"]
    return ["period"] if swapped else []


def _number(draft: dict[str, Any]) -> list[str]:
    try:
        return [] if as_quantity(draft) else ["number"]
    except (InvalidOperation, ValueError, KeyError):
        return ["number"]
