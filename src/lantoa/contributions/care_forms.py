"""What people type about households and pupils looked after. No field asks for illness, religion or an opinion."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.scopes import Scope
from lantoa.contributions import wording
from lantoa.contributions.operations.care import CaredSaid, HelpSaid
from lantoa.contributions.queries import care as queries
from lantoa.contributions.rules import care as rules
from lantoa.design.fields import Day, Words, choose
from lantoa.indicators.rules import amounts
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit
from lantoa.pledges.queries.people import belongs
from lantoa.pledges.rules.contents import read_measure
from lantoa.vietnamese.dates import write_date

MOST_UNITS = 100
NEVER = _("Do not write about illness, religion or what anybody thinks.")


class CaredForm(forms.Form):
    """A household or pupil is entered."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Household or pupil"), widget=forms.RadioSelect, choices=list(wording.CARED.items())
    )
    name = Words(
        max_length=120,
        label=_("Head of the household, or the pupil"),
        help_text=_(
            "Read only by the unit's own officials and by who looks after them. A pupil stands in lists by initials."
        ),
    )
    hamlet = Words(required=False, max_length=200, label=_("Hamlet, address"))
    reason = forms.ChoiceField(label=_("Why"))
    carer_unit = forms.ChoiceField(required=False, label=_("Unit or body that looks after them"))
    carer_person = forms.ChoiceField(required=False, label=_("Person who looks after them"))
    from_on = Day(label=_("From day"))

    def __init__(self, data: Any = None, *, scope: Scope, unit: Unit, today: date) -> None:
        """Offers the reasons of the dated rule, bodies within reach, people of the unit."""
        first = {"uuid": uuid4(), "from_on": write_date(today), "kind": "household"}
        super().__init__(data, initial=first)
        self._unit = unit
        self._reasons = queries.reasons(today)
        choose(self, "reason", [("", "—"), *self._reasons.called.items()])
        near = organisations.standing(today)
        if (reach := scope.units("read")) is not None:
            near = near.filter(pk__in=reach)
        self._units = {str(one.uuid): one for one in near[:MOST_UNITS]}
        choose(self, "carer_unit", [("", "—"), *((uuid, one.name) for uuid, one in self._units.items())])
        self._people = {str(one.uuid): one for one in belongs(unit.pk, today)}
        choose(self, "carer_person", [("", "—"), *((uuid, one.full_name) for uuid, one in self._people.items())])

    def clean(self) -> dict[str, Any]:
        """A pupil has a reason of pupils, a household one of households."""
        said = super().clean() or {}
        kind, reason = said.get("kind"), said.get("reason")
        if kind and reason and kind not in self._reasons.kinds[reason]:
            self.add_error("reason", _("Choose a reason that fits a household or a pupil."))
        return said

    def said(self) -> CaredSaid:
        """For the operation. Of a valid form."""
        given = self.cleaned_data
        return CaredSaid(
            self._unit,
            given["kind"],
            given["name"],
            given["reason"],
            given["from_on"],
            given["hamlet"],
            self._units.get(given["carer_unit"]),
            self._people.get(given["carer_person"]),
        )


class HelpForm(forms.Form):
    """What was given or done on a day."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What was given or done"), widget=forms.RadioSelect, choices=list(wording.HELP.items())
    )
    amount = Words(
        required=False,
        max_length=80,
        label=_("How much is given"),
        help_text=_("For example: 500.000; 10 kg gạo; 2 ngày công. Empty for a visit."),
    )
    on = Day(label=_("Day"))
    what = Words(required=False, max_length=120, label=_("In a few words"), help_text=NEVER)

    def __init__(self, data: Any = None, *, today: date) -> None:
        """A fresh id goes along, so that sending twice writes once."""
        super().__init__(
            data, auto_id="id_help_%s", initial={"uuid": uuid4(), "on": write_date(today), "kind": "money"}
        )

    def clean(self) -> dict[str, Any]:
        """Reads the amount in the unit of its kind, exactly; goods say theirs."""
        said = super().clean() or {}
        kind, typed = said.get("kind"), said.get("amount")
        if kind == "goods" and typed:
            read = read_measure(typed)
            if read is None or read[0] is None:
                self.add_error("amount", _("Write a number and what is counted, for example: 10 kg gạo."))
            else:
                said["measure"], said["counted_in"] = read
        elif kind in ("money", "workdays") and typed:
            try:
                said["measure"] = amounts.read_amount(typed, rules.UNITS[kind]).point
            except amounts.UnableToReadAmount as error:
                self.add_error("amount", str(error))
        if kind and kind != "visit" and not typed and "amount" not in self.errors:
            self.add_error("amount", _("Write how much was given."))
        return said

    def said(self) -> HelpSaid:
        """For the operation. Of a valid form."""
        given = self.cleaned_data
        measure: Decimal | None = given.get("measure")
        return HelpSaid(given["kind"], given["on"], measure, given.get("counted_in", ""), given["what"])


class ReviewForm(forms.Form):
    """A review: a verb, a day, and why where it ends."""

    verb = forms.ChoiceField(choices=list(rules.VERBS.items()), widget=forms.HiddenInput)
    on = Day(label=_("Day"))
    because = forms.ChoiceField(required=False, label=_("Reason for ending"))

    def __init__(self, data: Any = None, *, today: date, verb: str = "") -> None:
        """``verb`` keeps apart the fields of several such forms on one page."""
        super().__init__(data, auto_id=f"id_{verb}_%s", initial={"verb": verb, "on": write_date(today)})
        if verb == "end":
            choose(self, "because", [("", "—"), *queries.reasons(today).ends.items()])
        else:
            del self.fields["because"]
