"""Which likely doubles to look at, and what is decided of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period
from lantoa.indicators.forms.looking import DAY
from lantoa.indicators.models import Indicator
from lantoa.indicators.queries import View
from lantoa.indicators.rules.doubles import APART, DETAILS, INCLUDED
from lantoa.organisations.queries import NamedUnit

CHOICES = [
    (INCLUDED, _("Already included: count the total alone")),
    (APART, _("Different things: count all of them")),
    (DETAILS, _("Count the details alone")),
]


class DoublesForm(forms.Form):
    """The indicator, the unit with all below it and the days whose likely doubles are listed. All may be left out.

    ``tree`` is the day of the map on which the unit's subtree is looked at; addresses say it, people need not.
    """

    all_optional = True

    indicator = forms.ChoiceField(required=False, label=_("Indicator"))
    unit = forms.ChoiceField(required=False, label=_("Unit below"))
    from_on = forms.DateField(required=False, label=_("From day"), widget=forms.DateInput(DAY))
    to_on = forms.DateField(required=False, label=_("To day"), widget=forms.DateInput(DAY))
    tree = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, indicators: Iterable[Indicator], units: Iterable[NamedUnit]) -> None:
        """What may be chosen."""
        super().__init__(data)
        every = [("", _("All"))]
        self.fields["indicator"].choices = every + [(one.code, one.name) for one in indicators]  # type: ignore[attr-defined]
        self.fields["unit"].choices = every + [(str(one.uuid), one.name) for one in units]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        said = super().clean() or {}
        first, last = said.get("from_on"), said.get("to_on")
        if first and last and first > last:
            self.add_error("to_on", _("The last day must not be before the first."))
        return said

    def view(self) -> View | None:
        """How the ledger is looked at where days or a map are given; of a form that was asked whether it is valid."""
        said = self.cleaned_data
        first, last, tree = (said.get(name) for name in ("from_on", "to_on", "tree"))
        if first is last is tree is None or self.errors:
            return None
        return View(Period(first or date.min, last or date.max), tree=tree)


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
