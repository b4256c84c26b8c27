"""Names of kinds and stages in templates: {% load plan_words %}, then {{ theme.kind|theme_kind }}."""

from django import template

from lantoa.design.code_words import code_filters
from lantoa.plans import wording

register = template.Library()
code_filters(
    register,
    theme_kind=wording.KINDS,
    plan_kind=wording.PLAN_KINDS,
    plan_stage=wording.STAGES,
    plan_verb=wording.VERBS,
    task_stage=wording.TASK_STAGES,
    agenda_kind=wording.AGENDAS,
    how_words=wording.HOWS,
    what_words=wording.WHATS,
)
code_filters(register, "neutral", theme_tag=wording.KIND_TAGS, plan_tag=wording.STAGE_TAGS, task_tag=wording.TASK_TAGS)
code_filters(register, "flag", theme_icon=wording.KIND_ICONS)
code_filters(register, "clock", task_icon=wording.TASK_ICONS)
