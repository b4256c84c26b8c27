"""Choosing a report."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.design.fields import Suggested
from lantoa.indicators.forms import TreeForm
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.reports import queries

OTHER_DAYS = "other"
MOST_OFFERED = 300
MOST_NAMED = 5
# The parts of a year as codes of periods, in the order of the list.
PARTS = ("", "-H1", "-H2", "-M9", "-Q1", "-Q2", "-Q3", "-Q4")


class ChooseForm(TreeForm):
    """Whose report, about when. ``scope`` limits the units to those the role may report for."""

    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        max_length=400,
        help_text=gettext_lazy("Type a part of the name, then choose from the list"),
        widget=Suggested(attrs={"autocomplete": "off"}),
    )
    period = forms.ChoiceField(label=gettext_lazy("Period"))
    from_on = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy("Only for a period of other days, for example 05/01/2022"),
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
    )
    to_on = forms.DateField(
        label=gettext_lazy("Last day"), required=False, widget=forms.DateInput(attrs={"inputmode": "numeric"})
    )

    field_order = ("unit", "period", "from_on", "to_on", "tree", "tree_on")

    def __init__(self, *args: Any, scope: Scope, today: date, **named: Any) -> None:
        """Offers the units of the scope and the periods of the years that have figures."""
        super().__init__(*args, **named)
        self.scope, self.today = scope, today
        units = organisations.standing(today)
        reach = scope.units("report")
        if reach is not None:
            units = units.filter(pk__in=reach)
        offered = list(units[:MOST_OFFERED])
        home = next((one for one in offered if one.pk == scope.home_unit_id), offered[0] if offered else None)
        widget = self.fields["unit"].widget
        if isinstance(widget, Suggested):
            widget.offered = tuple(f"{one.name} ({one.code})" for one in offered)
        if home:
            self.fields["unit"].initial = f"{home.name} ({home.code})"
        period = self.fields["period"]
        if isinstance(period, forms.ChoiceField):
            period.choices = _periods(home, today)
            period.initial = str(today.year)

    def clean_unit(self) -> NamedUnit:
        """The unit that was meant: by its code, else by a name that only one unit bears."""
        typed = str(self.cleaned_data["unit"]).strip()
        code = match[1] if (match := re.search(r"\(([-\w]+)\)$", typed)) else typed
        reach = self.scope.units("report")
        try:
            found = [organisations.unit(code, self.today)]
        except organisations.UnableToFindUnit:
            found = list(organisations.find(typed, self.today, within=reach)[: MOST_NAMED + 1])
        found = [one for one in found if self.scope.may("report", one.pk)]
        # One that bears the very name stands for itself, whoever else's name holds it.
        exact = [one for one in found if getattr(one, "exact", False)]
        standing = [one for one in exact if not one.dissolved_on]
        if len(standing or exact) == 1:
            found = standing or exact
        if not found:
            raise forms.ValidationError(
                _("No unit of yours has that name. Check the spelling, or choose from the list.")
            )
        if len(found) > 1:
            names = "; ".join(f"{one.name} ({one.code})" for one in found[:MOST_NAMED])
            raise forms.ValidationError(_("More than one unit may be meant: %s. Choose one from the list.") % names)
        return found[0]

    def clean(self) -> dict[str, Any]:
        """Other days need both ends in their order."""
        cleaned = super().clean() or {}
        if cleaned.get("period") == OTHER_DAYS and not self.errors:
            first, last = cleaned.get("from_on"), cleaned.get("to_on")
            if not first or not last:
                self.add_error("from_on" if not first else "to_on", _("Give the first and the last day."))
            elif first > last:
                self.add_error("to_on", _("The last day must not be before the first."))
            else:
                cleaned["period"] = Period(first, last).code
        return cleaned

    def asked(self) -> queries.Asked:
        """What was chosen, frozen at the ledger's head."""
        unit, period = self.cleaned_data["unit"], self.cleaned_data["period"]
        said = self.cleaned_data
        tree = f"{said['tree_on']}" if said.get("tree") == "day" else said.get("tree") or queries.USUAL
        return queries.asked(scope=self.scope, unit=unit.code, period=period, tree=tree, today=self.today)


def _periods(home: NamedUnit | None, today: date) -> list[tuple[str, Any]]:
    years = [
        (str(year), [(code, _capital(Period.parse(code).label())) for part in PARTS for code in [f"{year}{part}"]])
        for year in queries.default_years(home, today)
    ]
    return [*years, (OTHER_DAYS, _("Other days (give them below)"))]


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
