"""What is stored of reports, in the reader's words."""

from django import template

from lantoa.reports.pages import wording

register = template.Library()


@register.filter
def stage_words(stage: str) -> str:
    """A stage in words."""
    return str(wording.STAGES.get(stage, stage))


@register.filter
def stage_tag(stage: str) -> str:
    """How a stage looks as a tag."""
    return wording.TAGS.get(stage, "neutral")


@register.filter
def verb_words(verb: str) -> str:
    """A verb in words."""
    return str(wording.VERBS.get(verb, verb))
