"""What kinds, stages and certainty are called: {% load intake_words %}, then {{ card.finding.kind|kind_name }}."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from lantoa.common.periods import Period
from lantoa.design.code_words import code_filters
from lantoa.intake import wording
from lantoa.intake.drafts.goals import is_aim

register = template.Library()
code_filters(
    register,
    kind_name=wording.KINDS,
    item_stage=wording.ITEM_STAGES,
    lesson_sort=wording.LESSON_SORTS,
    lesson_stage=wording.LESSON_STAGES,
    finding_stage=wording.FINDING_STAGES,
    certainty_name=wording.CERTAINTY,
)
code_filters(
    register,
    "neutral",
    paper_tag=wording.PAPER_TAGS,
    item_tag=wording.ITEM_TAGS,
    finding_tag=wording.FINDING_TAGS,
    certainty_tag=wording.CERTAINTY_TAGS,
)
code_filters(register, "info", kind_icon=wording.KIND_ICONS)


@register.filter
def register_name(draft: dict[str, Any]) -> str:
    """Where a draft would enter."""
    return str(wording.REGISTERS.get("goal" if is_aim(draft) else draft.get("register", ""), ""))


@register.filter
def paper_stage(stage: str) -> str:
    """Where a paper stands."""
    return str(wording.PAPER_STAGES.get(stage or "waiting", stage))


@register.filter
def period_of(paper: Any) -> Period:
    """The period of a paper."""
    return Period(paper.from_on, paper.to_on)


@register.filter
def in_language(words: dict[str, str]) -> str:
    """A caution in the language of the page."""
    return words.get("vi" if get_language() == "vi" else "en", "")
