"""What people give when a plan comes in from Excel, or is copied into another year."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


class LoadForm(forms.Form):
    """A filled-in template."""

    file = forms.FileField(
        label=_("The filled-in template"),
        help_text=_("Excel (.xlsx), at most 2,000 rows."),
        widget=forms.ClearableFileInput({"accept": ".xlsx"}),
    )


class CopyForm(forms.Form):
    """A plan is copied so many years later."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    years = forms.IntegerField(min_value=1, max_value=5, label=_("How many years later"))
    with_targets = forms.BooleanField(required=False, label=_("Copy the targets too, with the amounts of this plan"))

    def __init__(self, data: Any = None) -> None:
        """A year later, without targets."""
        super().__init__(data, initial={"uuid": uuid4(), "years": 1})
