"""Which likely doubles to look at, and what is decided of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.indicators.models import Indicator
from lantoa.indicators.rules.doubles import APART, DETAILS, INCLUDED
from lantoa.organisations.queries import NamedUnit

CHOICES = [
    (INCLUDED, _("Already included: count the total alone")),
    (APART, _("Different things: count all of them")),
    (DETAILS, _("Count the details alone")),
]


class DoublesForm(forms.Form):
    """The indicator and the unit below whose likely doubles are listed. Both may be left out."""

    all_optional = True

    indicator = forms.ChoiceField(required=False, label=_("Indicator"))
    unit = forms.ChoiceField(required=False, label=_("Unit below"))

    def __init__(self, data: Any, indicators: Iterable[Indicator], units: Iterable[NamedUnit]) -> None:
        """What may be chosen."""
        super().__init__(data)
        every = [("", _("All"))]
        self.fields["indicator"].choices = every + [(one.code, one.name) for one in indicators]  # type: ignore[attr-defined]
        self.fields["unit"].choices = every + [(str(one.uuid), one.name) for one in units]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """What is decided of an amount and of those that are ticked."""

    choice = forms.ChoiceField(
        choices=CHOICES,
        label=_("Your decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    why = forms.CharField(
        required=False,
        max_length=400,
        label=_("Why?"),
        help_text=_("For instance: whom you asked, what the paper says. Kept with the decision."),
        widget=forms.Textarea({"rows": 2}),
    )


class UndoForm(forms.Form):
    """Why a decision is taken back."""

    why = forms.CharField(
        max_length=400,
        label=_("Why is this decision taken back?"),
        help_text=_("The reason is kept with the decision."),
        widget=forms.Textarea({"rows": 2}),
    )
