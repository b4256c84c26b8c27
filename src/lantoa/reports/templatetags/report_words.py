"""What is stored of reports, in the reader's words."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantoa.reports.operations import FORMS
from lantoa.reports.pages import wording
from lantoa.reports.rules import Cell, Figured, Line, Named, Run

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


@register.filter
def runs(line: Line) -> SafeString:
    """A line with what opens in it. A page holds thousands: as templates within templates they took half its time."""
    return format_html_join("", "{}", ((_run(run),) for run in line))


@register.filter
def lines(cell: Cell) -> SafeString:
    """The lines of a cell, one below the other."""
    return format_html_join(SafeString("<br>"), "{}", ((runs(line),) for line in cell))


def _run(run: Run) -> str:
    if isinstance(run, Figured):
        return format_html('<a class="figure" href="{}">{}</a>', run.path, run.text)
    if isinstance(run, Named) and run.path:
        return format_html('<a href="{}">{}</a>', run.path, run.text)
    return str(run)
