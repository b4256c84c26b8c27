"""What to look at, and why something is taken back."""

from __future__ import annotations

from contextlib import suppress
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
DAY = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off"}


TREES = [
    ("", _("As suits the unit")),
    ("then", _("As at the time")),
    ("today", _("On today's map")),
    ("day", _("On the map of the day below")),
]


class TreeForm(forms.Form):
    """Which way to look at the tree. An address may name the day itself: ?tree=2025-07-01."""

    tree = forms.ChoiceField(
        required=False,
        choices=TREES,
        label=_("Map of units"),
        help_text=_("As suits the unit: as at the time where it stood all along, else on today's map."),
    )
    tree_on = forms.DateField(
        required=False,
        label=_("Map of units of the day"),
        help_text=_("Only for the map of a chosen day."),
        widget=forms.DateInput(DAY),
    )

    def __init__(self, data: Any = None, *args: Any, **named: Any) -> None:
        """A day in the place of the choice means the map of that day."""
        asked = data.get("tree", "") if data else ""
        if asked and asked not in dict(TREES):
            with suppress(forms.ValidationError):
                day = forms.DateField().clean(asked)
                data = {**{name: data.get(name) for name in data}, "tree": "day", "tree_on": f"{day:%d/%m/%Y}"}
        super().__init__(data, *args, **named)

    def clean(self) -> dict[str, Any]:
        """The map of a day needs the day; a day alone means its map."""
        said = super().clean() or {}
        if said.get("tree_on") and not said.get("tree"):
            said["tree"] = "day"
        if said.get("tree") == "day" and not said.get("tree_on") and "tree_on" not in self.errors:
            self.add_error("tree_on", _("Give the day of the map."))
        return said

    def chosen_tree(self, today: date, usual: date | None) -> date | None:
        """The map that was chosen, the usual one when none was. Of a valid form."""
        said = self.cleaned_data
        return {"": usual, "then": None, "today": today, "day": said.get("tree_on")}[said.get("tree") or ""]

    @staticmethod
    def tree_fields(tree: date | None, today: date) -> dict[str, str]:
        """The words of the fields that ask for a map."""
        if tree in (None, today):
            return {"tree": "today" if tree else "then", "tree_on": ""}
        return {"tree": "day", "tree_on": f"{tree:%d/%m/%Y}"}


class ViewForm(TreeForm):
    """The unit, the period, the line and the map of a table of figures. Every field may be left out."""

    all_optional = True

    unit = forms.UUIDField(required=False, widget=forms.HiddenInput)
    year = forms.IntegerField(
        required=False, min_value=1, max_value=9999, label=_("Year"), widget=forms.TextInput({"inputmode": "numeric"})
    )
    part = forms.ChoiceField(required=False, choices=PARTS, label=_("Part of the year"))
    from_on = forms.DateField(required=False, label=_("From day"), widget=forms.DateInput(DAY))
    to_on = forms.DateField(
        required=False,
        label=_("To day"),
        help_text=_("Both days together replace the year."),
        widget=forms.DateInput(DAY),
    )
    line = forms.ChoiceField(required=False, choices=LINES, label=_("Line of units"))

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


LOOKS = [("dia-ban", _("By place")), ("thoi-gian", _("Over time")), ("hai-ban-do", _("Both maps"))]
ORDERS = [("", _("As places are listed")), ("nhieu", _("The largest amount first"))]


class ExploreForm(ViewForm):
    """The same, with the side from which an indicator is looked at."""

    xem = forms.ChoiceField(required=False, choices=LOOKS, widget=forms.HiddenInput)
    sap = forms.ChoiceField(required=False, choices=ORDERS, label=_("Order of the list"))


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


class ExemptionForm(forms.Form):
    """Since when an indicator does not apply to a unit, and why."""

    why = forms.CharField(
        max_length=400,
        label=_("Why does the indicator not apply?"),
        help_text=_("For example: the ward has no farm land."),
        widget=forms.Textarea({"rows": 2}),
    )
    from_on = forms.DateField(label=_("From day"), widget=forms.DateInput(DAY))
    to_on = forms.DateField(
        required=False,
        label=_("To day"),
        help_text=_("Leave empty where no end is in sight."),
        widget=forms.DateInput(DAY),
    )


class EndExemptionForm(forms.Form):
    """Why an indicator applies to a unit after all."""

    why = forms.CharField(
        max_length=400,
        label=_("Why does the indicator apply after all?"),
        widget=forms.Textarea({"rows": 2}),
    )
