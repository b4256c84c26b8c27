"""An amount that is aimed at: a target of a plan that a person picks, of the unit alone, or after all a result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# What stands in "plan" beside the UUID of one: a target of no plan; nothing aimed at, but reached.
OF_THE_UNIT, RESULT = "unit", "result"


def is_aim(draft: Mapping[str, Any]) -> bool:
    """Whether the reader took the amount for one that is aimed at."""
    return bool(draft.get("is_target"))


def is_goal(draft: Mapping[str, Any]) -> bool:
    """Whether a person said that it is a target, and whose."""
    return is_aim(draft) and draft.get("plan") not in (None, "", RESULT)


def missing(draft: Mapping[str, Any]) -> list[str]:
    """What has to be said before it may enter."""
    return ["plan"] if is_aim(draft) and not draft.get("plan") else []


def direction(exactness: str) -> str:
    """Which way it is reached, as the words of the amount say."""
    return "at_most" if exactness == "just_under" else "at_least"
