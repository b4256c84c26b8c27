"""Words of rules in templates: {% load regulation_words %}."""

from django import template

from lantoa.regulations import tables, wording

register = template.Library()
register.filter("paper", tables.paper)


@register.filter
def kind_of_day(kind: str) -> str:
    """Why a day differs, in words."""
    return str(wording.KINDS.get(kind, kind))
