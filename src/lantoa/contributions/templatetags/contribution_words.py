"""Names of kinds and stages in templates: {% load contribution_words %}, then {{ gift.kind|gift_kind }}."""

from django import template

from lantoa.contributions import wording
from lantoa.contributions.models import Gift
from lantoa.contributions.pages import said
from lantoa.design.code_words import code_filters

register = template.Library()
code_filters(
    register,
    gift_kind=wording.KINDS,
    work_kind=wording.WORKS,
    drive_stage=wording.STAGES,
    savers_kind=wording.SAVERS,
    cared_kind=wording.CARED,
    care_stage=wording.CARE_STAGES,
    care_verb=wording.CARE_VERBS,
    help_kind=wording.HELP,
)
code_filters(register, "neutral", drive_tag=wording.TAGS, care_tag=wording.CARE_TAGS)
code_filters(register, "file", drive_icon=wording.ICONS, care_icon=wording.CARE_ICONS)


@register.filter
def gift_amount(gift: Gift) -> str:
    """ "trên 2 triệu đồng", "20 bao xi măng"."""
    return said(gift.quantity, gift.counted_in)
