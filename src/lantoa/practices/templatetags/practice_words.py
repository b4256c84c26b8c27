"""Names of kinds, stages and verbs in templates: {% load practice_words %}, then {{ practice.kind|kind_name }}."""

from django import template

from lantoa.design.code_words import code_filters
from lantoa.practices import wording

register = template.Library()
code_filters(register, kind_name=wording.KINDS, stage_name=wording.STAGES)
code_filters(register, "neutral", stage_tag=wording.TAGS)
code_filters(register, "file", stage_icon=wording.ICONS)
