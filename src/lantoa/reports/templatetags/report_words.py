"""What is stored of reports, in the reader's words."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantoa.design.code_words import code_filters
from lantoa.reports.operations import FORMS
from lantoa.reports.pages import wording
from lantoa.reports.rules import Cell, Figured, Line, Named, Run

register = template.Library()
code_filters(
    register,
    stage_words=wording.STAGES,
    verb_words=wording.VERBS,
    making_words=wording.MAKINGS,
    form_words=FORMS,
)
code_filters(register, "neutral", stage_tag=wording.TAGS)


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
