"""What people type when they give targets or take one back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4, uuid5

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.design.fields import Words
from lantoa.indicators import queries
from lantoa.indicators.models import Indicator, Target
from lantoa.indicators.operations import Amount, Goal
from lantoa.indicators.pages.wording import DIRECTIONS
from lantoa.indicators.rules import achievement, amounts
from lantoa.organisations.queries import NamedUnit


class SetTargetsForm(forms.Form):
    """What a unit and those below it are to reach of one indicator: typed, understood, said back, only then kept."""

    # Most fields are amounts of which any may be left out; the words beside the others say enough.
    all_optional = True

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    understood = forms.CharField(required=False, widget=forms.HiddenInput)
    indicator = forms.ChoiceField(label=_("Indicator"))
    period = Words(max_length=60, label=_("For which period"), help_text=_("For example: 2026; quý I/2026; 2026-2030."))
    direction = forms.ChoiceField(
        label=_("When is it reached?"), choices=list(DIRECTIONS.items()), widget=forms.RadioSelect
    )
    is_cumulative = forms.BooleanField(required=False, label=_("It is compared with the cumulative figure"))
    stands_in = Words(
        required=False,
        max_length=400,
        label=_("In which paper it stands"),
        help_text=_("For example: Kế hoạch số 09-KH/ĐU ngày 12/12/2025, mục II."),
    )
    why = Words(
        required=False,
        max_length=400,
        label=_("Why it is changed"),
        help_text=_("Only where another target stood for the same. It stays in the history."),
    )

    def __init__(self, data: Any = None, *, units: Sequence[NamedUnit], today: date, initial: Any = None) -> None:
        """Offers an amount for each of these units."""
        said = {"uuid": uuid4(), "period": str(today.year), "direction": "at_least"} | (initial or {})
        super().__init__(data, initial=said)
        self.units = units
        self._indicators = {one.code: one for one in queries.catalogue()}
        choice = self.fields["indicator"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", "—"), *((code, f"{one.name} ({one.unit})") for code, one in self._indicators.items())]
        for unit in units:
            self.fields[_name(unit)] = Words(required=False, max_length=120, label=unit.name)
        self.said_back: list[str] = []
        self._goals: list[Goal] = []

    def amounts(self) -> list[forms.BoundField]:
        """The fields of the amounts, in the order of the units."""
        return [self[_name(unit)] for unit in self.units]

    def clean(self) -> dict[str, Any]:
        """Reads every amount; what was understood waits in ``said_back`` until it is sent along."""
        said = super().clean() or {}
        how, period = self._indicators.get(said.get("indicator", "")), None
        try:
            period = amounts.read_period(said["period"]) if said.get("period") else None
        except amounts.UnableToReadAmount as error:
            self.add_error("period", str(error))
        read = {unit.pk: quantity for unit in self.units if how and (quantity := self._read(unit, how))}
        if how and not read and not self.errors:
            self.add_error(_name(self.units[0]), _("Give an amount to at least one unit."))
        if how and period and not self.errors:
            self._understand(how, period, read)
        return said

    def _read(self, unit: NamedUnit, how: Indicator) -> Quantity | None:
        typed = self.cleaned_data.get(_name(unit), "")
        try:
            return amounts.read_amount(typed, how.unit) if typed else None
        except amounts.UnableToReadAmount as error:
            self.add_error(_name(unit), str(error))
            return None

    def _understand(self, how: Indicator, period: Period, read: dict[int, Quantity]) -> None:
        said = self.cleaned_data
        is_cumulative = said["is_cumulative"]
        standing = queries.targets_of(list(read), period, [how.pk])
        for unit in self.units:
            if unit.pk not in read:
                continue
            amount = Amount(how, unit, period, read[unit.pk], is_cumulative)
            uuid = uuid5(said["uuid"], str(unit.uuid))
            self._goals.append(Goal(amount, said["direction"], said["stands_in"], uuid=uuid))
            old = [one for one in standing.get((how.pk, unit.pk), []) if one.is_cumulative == is_cumulative]
            self.said_back.append(self._line(unit, how, read[unit.pk], old))
        if any(_REPLACING in line for line in self.said_back) and not said["why"]:
            self.add_error("why", _("Another target stands for the same. Say why it is changed."))

    def _line(self, unit: NamedUnit, how: Indicator, quantity: Quantity, old: Sequence[Target]) -> str:
        words = achievement.write_target(quantity, self.cleaned_data["direction"], how.unit)
        replaced = "".join(f"{_REPLACING}{one.wording})" for one in old if one.wording != words)
        return f"{unit.name}: {words}{replaced}"

    @property
    def goals(self) -> list[Goal]:
        """What was asked for. Of a valid form."""
        return self._goals

    @property
    def heading(self) -> str:
        """The indicator and the period, as they were understood. Of a valid form."""
        first = self._goals[0].amount
        said = f"{first.indicator.name}, {first.period.label()}"
        return f"{said}, {_now('cumulative')}" if first.is_cumulative else said

    @property
    def is_confirmed(self) -> bool:
        """Whether the person has seen what was understood of these very words."""
        return self.cleaned_data.get("understood") == self._understood()

    def asking(self) -> None:
        """Puts what was understood into the form, to be sent along the second time."""
        sent = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        sent["understood"] = self._understood()
        self.data = sent

    def _understood(self) -> str:
        return " | ".join([self.heading, *self.said_back])


# Between what is given now and what stood before.
_REPLACING = " (thay cho: "


def _name(unit: NamedUnit) -> str:
    return f"amount_{unit.uuid}"


class WithdrawTargetForm(forms.Form):
    """Why a target is taken back."""

    why = Words(
        max_length=400,
        label=_("Why is this target withdrawn?"),
        help_text=_("The reason is kept with the target for ever."),
        widget=forms.Textarea({"rows": 3}),
    )
