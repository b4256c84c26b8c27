"""Names of kinds and stages in templates: {% load plan_words %}, then {{ theme.kind|theme_kind }}."""

from django import template

from lantoa.plans import wording

register = template.Library()


@register.filter
def theme_kind(kind: str) -> str:
    """campaign → "Cuộc vận động, phong trào"."""
    return str(wording.KINDS.get(kind, kind))


@register.filter
def theme_tag(kind: str) -> str:
    """The kind of <c-tag> that a kind of theme is shown in."""
    return wording.KIND_TAGS.get(kind, "neutral")


@register.filter
def theme_icon(kind: str) -> str:
    """The icon that goes with a kind of theme."""
    return wording.KIND_ICONS.get(kind, "flag")
