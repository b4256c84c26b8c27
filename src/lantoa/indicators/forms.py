"""What to look at, and why something is taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period

PARTS = [
    ("", _("The whole year")),
    ("Q1", _("Quarter I")),
    ("Q2", _("Quarter II")),
    ("Q3", _("Quarter III")),
    ("Q4", _("Quarter IV")),
    ("H1", _("First six months")),
    ("H2", _("Last six months")),
    ("M9", _("First nine months")),
]
LINES = [
    ("place", _("Places")),
    ("party", _("Party bodies")),
    ("state", _("State bodies")),
    ("front", _("Front and mass organisations")),
]
_DAY = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off"}


class ViewForm(forms.Form):
    """The unit, the period, the line and the map of a table of figures. Every field may be left out."""

    all_optional = True

    unit = forms.UUIDField(required=False, widget=forms.HiddenInput)
    year = forms.IntegerField(
        required=False, min_value=1, max_value=9999, label=_("Year"), widget=forms.TextInput({"inputmode": "numeric"})
    )
    part = forms.ChoiceField(required=False, choices=PARTS, label=_("Part of the year"))
    from_on = forms.DateField(required=False, label=_("From day"), widget=forms.DateInput(_DAY))
    to_on = forms.DateField(
        required=False,
        label=_("To day"),
        help_text=_("Both days together replace the year."),
        widget=forms.DateInput(_DAY),
    )
    line = forms.ChoiceField(required=False, choices=LINES, label=_("Line of units"))
    tree = forms.DateField(
        required=False,
        label=_("Map of units of the day"),
        help_text=_("Leave empty to count every unit where it stood at the time."),
        widget=forms.DateInput(_DAY),
    )

    def clean(self) -> dict[str, Any]:
        """Two days or none, in their order."""
        said = super().clean() or {}
        first, last = said.get("from_on"), said.get("to_on")
        if self.errors:
            return said
        if bool(first) != bool(last):
            self.add_error("to_on" if first else "from_on", _("Give both days, or neither."))
        elif first and last and first > last:
            self.add_error("to_on", _("The last day is before the first."))
        return said

    def period(self, today: date) -> Period:
        """The days asked for; this year when nothing was said."""
        said = self.cleaned_data
        if said.get("from_on") and said.get("to_on"):
            return Period(said["from_on"], said["to_on"])
        year = said.get("year") or today.year
        return Period.parse(f"{year:04}-{said['part']}" if said.get("part") else f"{year:04}")


class UnitSearchForm(forms.Form):
    """Finding a unit by any name that it ever bore."""

    all_optional = True

    q = forms.CharField(required=False, max_length=100, label=_("Another unit"))


class WithdrawForm(forms.Form):
    """Why a reported figure is taken back."""

    why = forms.CharField(
        max_length=400,
        label=_("Why is this figure taken back?"),
        help_text=_("The reason is kept with the figure for ever."),
        widget=forms.Textarea({"rows": 3}),
    )
