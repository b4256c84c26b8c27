"""Finding units, and choosing the role to act in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """Where to look among the units: below one, or everywhere by a name."""

    all_optional = True

    q = forms.CharField(
        required=False,
        max_length=100,
        label=_("Name of the unit"),
        help_text=_("Former names are found too, with or without marks."),
        widget=forms.TextInput({"type": "search"}),
    )
    under = forms.UUIDField(required=False, widget=forms.HiddenInput)


class ActForm(forms.Form):
    """The role to act in from now on: a grant of one's own, or a delegation."""

    grant = forms.IntegerField(min_value=1, required=False)
    delegation = forms.IntegerField(min_value=1, required=False)
    next = forms.CharField(required=False, max_length=2000)


class TreeForm(forms.Form):
    """A filled-in template, and the paper by which it is loaded."""

    file = forms.FileField(
        label=_("The filled-in template"),
        help_text=_("Excel (.xlsx), at most 5,000 rows."),
        widget=forms.ClearableFileInput({"accept": ".xlsx"}),
    )
    paper = forms.CharField(
        max_length=400, label=_("Directing paper"), help_text=_("Number, date and issuer of the paper that orders it.")
    )
