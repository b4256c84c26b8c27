"""Names of conclusions and verdicts in templates: {% load dossier_words %}, then {{ mark.conclusion|conclusion }}."""

from django import template

from lantoa.design.code_words import code_filters
from lantoa.practices import dossier_wording as wording

register = template.Library()
code_filters(register, conclusion=wording.CONCLUSIONS, verdict=wording.VERDICTS)
code_filters(register, "neutral", conclusion_tag=wording.CONCLUSION_TAGS)
