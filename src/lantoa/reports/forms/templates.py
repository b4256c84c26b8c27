"""What people bring as a unit's own Word template."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.design.fields import Words
from lantoa.reports.outlines.forms import FileField


class TemplateForm(forms.Form):
    """A Word file comes in as a template."""

    paper = FileField(
        label=_("Word file of the template"),
        help_text=_("A .docx file in which the names below stand where the report is to be filled in."),
        error_messages={"required": _("Choose the Word file of the template.")},
        widget=forms.ClearableFileInput({"accept": ".docx"}),
    )
    title = Words(
        required=False,
        max_length=200,
        label=_("Name of the template"),
        help_text=_("Left empty: the name of the file."),
    )


class EndTemplateForm(forms.Form):
    """Why a template is not used any more."""

    why = Words(
        max_length=400,
        label=_("Why is it not used any more?"),
        error_messages={"required": _("Say why in a few words.")},
    )
