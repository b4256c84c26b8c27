"""Names of ways, stages and checks in templates: {% load spread_words %}, then {{ one.way|way_name }}."""

from django import template

from lantoa.design.code_words import code_filters
from lantoa.practices import spread_wording

register = template.Library()
code_filters(
    register,
    way_name=spread_wording.WAYS,
    spread_stage=spread_wording.STAGES,
    spread_done=spread_wording.DONE,
    check_name=spread_wording.CHECKED,
    fate_name=spread_wording.FATES,
    lesson_name=spread_wording.LESSONS,
)
code_filters(register, "warning", spread_tag=spread_wording.STAGE_TAGS)
code_filters(register, "neutral", fate_tag=spread_wording.FATE_TAGS)
register.filter("after_months", spread_wording.after_months)


@register.filter
def named(names: dict[int, str], unit: int | None) -> str:
    """The name of a unit out of a table of names; empty for none."""
    return names.get(unit or 0, "")
