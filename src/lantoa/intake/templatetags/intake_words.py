"""What kinds, stages and certainty are called: {% load intake_words %}, then {{ card.finding.kind|kind_name }}."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from lantoa.common.periods import Period
from lantoa.intake import wording
from lantoa.intake.drafts.goals import is_aim

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    """The name of a kind of finding."""
    return str(wording.KINDS.get(kind, kind))


@register.filter
def kind_icon(kind: str) -> str:
    """The sign of a kind of finding."""
    return wording.KIND_ICONS.get(kind, "info")


@register.filter
def register_name(draft: dict[str, Any]) -> str:
    """Where a draft would enter."""
    return str(wording.REGISTERS.get("goal" if is_aim(draft) else draft.get("register", ""), ""))


@register.filter
def paper_stage(stage: str) -> str:
    """Where a paper stands."""
    return str(wording.PAPER_STAGES.get(stage or "waiting", stage))


@register.filter
def paper_tag(stage: str) -> str:
    """The kind of tag for that."""
    return wording.PAPER_TAGS.get(stage, "neutral")


@register.filter
def item_stage(stage: str) -> str:
    """Where an item of a batch stands."""
    return str(wording.ITEM_STAGES.get(stage, stage))


@register.filter
def item_tag(stage: str) -> str:
    """The kind of tag for that."""
    return wording.ITEM_TAGS.get(stage, "neutral")


@register.filter
def lesson_sort(sort: str) -> str:
    """What sort of thing was learned."""
    return str(wording.LESSON_SORTS.get(sort, sort))


@register.filter
def lesson_stage(stage: str) -> str:
    """Whether it is used."""
    return str(wording.LESSON_STAGES.get(stage, stage))


@register.filter
def finding_stage(stage: str) -> str:
    """What became of a finding."""
    return str(wording.FINDING_STAGES.get(stage, stage))


@register.filter
def finding_tag(stage: str) -> str:
    """The kind of tag for that."""
    return wording.FINDING_TAGS.get(stage, "neutral")


@register.filter
def certainty_name(certainty: str) -> str:
    """How sure the reader was."""
    return str(wording.CERTAINTY.get(certainty, certainty))


@register.filter
def certainty_tag(certainty: str) -> str:
    """The kind of tag for that."""
    return wording.CERTAINTY_TAGS.get(certainty, "neutral")


@register.filter
def period_of(paper: Any) -> Period:
    """The period of a paper."""
    return Period(paper.from_on, paper.to_on)


@register.filter
def in_language(words: dict[str, str]) -> str:
    """A caution in the language of the page."""
    return words.get("vi" if get_language() == "vi" else "en", "")
