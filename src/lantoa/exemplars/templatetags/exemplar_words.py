"""Names of kinds and stages in templates: {% load exemplar_words %}, then {{ one.stage|exemplar_stage }}."""

from django import template

from lantoa.design.code_words import code_filters
from lantoa.exemplars import wording
from lantoa.exemplars.pages import years

register = template.Library()
code_filters(
    register,
    exemplar_kind=wording.KINDS,
    exemplar_stage=wording.STAGES,
    exemplar_step=wording.DONE,
    basis_kind=wording.BASES,
    why_withdrawn=wording.REASONS,
)
code_filters(register, "neutral", exemplar_tag=wording.TAGS)
code_filters(register, "file", exemplar_icon=wording.ICONS)
code_filters(register, "person", exemplar_kind_icon=wording.KIND_ICONS)
register.filter("exemplar_years", years)
