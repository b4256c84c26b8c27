"""What is stored of reports, in the reader's words."""

from django import template

from lantoa.reports.operations import FORMS
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


@register.filter
def making_words(stage: str) -> str:
    """How far a file that is made in the background is."""
    return str(wording.MAKINGS.get(stage, stage))


@register.filter
def form_words(form: str) -> str:
    """What people call a form of file."""
    return FORMS.get(form, form)
