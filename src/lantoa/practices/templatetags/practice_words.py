"""Names of kinds, stages and verbs in templates: {% load practice_words %}, then {{ practice.kind|kind_name }}."""

from django import template

from lantoa.practices import wording

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    """collective → "Tập thể"."""
    return str(wording.KINDS.get(kind, kind))


@register.filter
def stage_name(stage: str) -> str:
    """running → "Đang thực hiện"."""
    return str(wording.STAGES.get(stage, stage or ""))


@register.filter
def stage_tag(stage: str) -> str:
    """The kind of <c-tag> that a stage is shown in."""
    return wording.TAGS.get(stage, "neutral")


@register.filter
def stage_icon(stage: str) -> str:
    """The icon that goes with a stage."""
    return wording.ICONS.get(stage, "file")
