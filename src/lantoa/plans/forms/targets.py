"""What people type of a target of a plan, and of the parts that units below are given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.design.fields import Words
from lantoa.indicators import queries as ledger
from lantoa.indicators.pages.wording import DIRECTIONS
from lantoa.indicators.rules import amounts, write_quantity
from lantoa.organisations.models import Person, Unit
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import operations
from lantoa.plans.forms.choosing import Days, choose, people_near, units_near, written
from lantoa.plans.models import Plan, PlanTarget
from lantoa.plans.operations import TargetSaid


class TargetForm(forms.Form):
    """A target enters a plan or is changed in it."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    indicator = forms.ChoiceField(label=_("Indicator"))
    amount = Words(
        max_length=120, label=_("How much"), help_text=_("As in the plan, for example: ít nhất 5; 120; từ 6 đến 7.")
    )
    direction = forms.ChoiceField(
        label=_("When is it reached?"), choices=list(DIRECTIONS.items()), widget=forms.RadioSelect
    )
    period = Days(max_length=60, label=_("For which period"), help_text=_("For example: 2026; quý I/2026; 2026-2030."))
    is_cumulative = forms.BooleanField(required=False, label=_("It is compared with the cumulative figure"))
    unit = forms.ChoiceField(label=_("Unit that is to reach it"))
    responsible = forms.ChoiceField(
        required=False,
        label=_("Head who answers for it"),
        help_text=_("Without a choice the head of the unit does."),
    )
    owner = forms.ChoiceField(required=False, label=_("Who looks after it"))
    group = Words(required=False, max_length=300, label=_("Under which heading"))

    def __init__(self, data: Any = None, *, plan: Plan, today: date, own: PlanTarget | None = None) -> None:
        """``own`` is the target that is changed."""
        super().__init__(data, initial=_initial(own, plan))
        day = min(max(today, plan.from_on), plan.to_on)
        units = units_near(plan.unit_id, day)
        also: list[Person] = [one for one in (own.owner, own.responsible) if one] if own else []
        self._units = {str(one.uuid): one for one in units}
        self._people = people_near(units, day, also)
        self._indicators = {one.code: one for one in ledger.catalogue()}
        people = [(uuid, told) for uuid, (_person, told) in self._people.items()]
        offered = [(code, f"{one.name} ({one.unit})") for code, one in self._indicators.items()]
        choose(self, "indicator", [("", "—"), *offered])
        choose(self, "unit", [(uuid, one.name) for uuid, one in self._units.items()])
        choose(self, "responsible", [("", _("The head of the unit")), *people])
        choose(self, "owner", [("", "—"), *people])

    def clean(self) -> dict[str, Any]:
        """Reads the amount in the indicator's unit."""
        said = super().clean() or {}
        how = self._indicators.get(said.get("indicator", ""))
        if how and said.get("amount"):
            try:
                said["quantity"] = amounts.read_amount(said["amount"], how.unit)
            except amounts.UnableToReadAmount as error:
                self.add_error("amount", str(error))
        return said

    def said(self) -> TargetSaid:
        """What was said, for the operation. Of a valid form."""
        said = self.cleaned_data
        owner, head = self._people.get(said["owner"]), self._people.get(said["responsible"])
        return TargetSaid(
            indicator=self._indicators[said["indicator"]],
            unit=self._units[said["unit"]],
            period=said["period"],
            quantity=said["quantity"],
            direction=said["direction"],
            is_cumulative=said["is_cumulative"],
            group=said["group"],
            owner=owner[0] if owner else None,
            responsible=head[0] if head else None,
        )


class ShareForm(forms.Form):
    """Gives units below their parts of a target, in one form; an empty field gives nothing."""

    all_optional = True

    def __init__(
        self, data: Any = None, *, target: PlanTarget, units: Sequence[NamedUnit], given: Sequence[PlanTarget]
    ) -> None:
        """Offers an amount for each of these units; ``given`` are the parts that stand."""
        stands = {row.unit_id: row for row in given}
        how = target.indicator
        super().__init__(
            data,
            initial={_name(unit): typed(stands[unit.pk].quantity, how.unit) for unit in units if unit.pk in stands},
        )
        self._target, self._units = target, units
        for unit in units:
            self.fields[_name(unit)] = Words(required=False, max_length=120, label=unit.name)
        self._read: dict[Unit, Quantity] = {}

    def clean(self) -> dict[str, Any]:
        """Reads every amount, and says of each wrong one what is wrong."""
        said = super().clean() or {}
        for unit in self._units:
            words = said.get(_name(unit), "")
            if not words:
                continue
            try:
                self._read[unit] = amounts.read_amount(words, self._target.indicator.unit)
            except amounts.UnableToReadAmount as error:
                self.add_error(_name(unit), str(error))
        return said

    @property
    def parts(self) -> dict[Unit, Quantity]:
        """What each unit is given. Of a valid form."""
        return self._read

    @property
    def sum_said(self) -> str:
        """What is to be said of their sum. Of a valid form."""
        way = self._target.direction
        return operations.sum_said(self._target, [(amount, way) for amount in self._read.values()])


def typed(quantity: Quantity, unit: str) -> str:
    """An amount as a form takes it back."""
    return write_quantity(quantity, unit if unit in ("đồng", "%") else "")


def _name(unit: NamedUnit) -> str:
    return f"amount_{unit.uuid}"


def _initial(own: PlanTarget | None, plan: Plan) -> dict[str, Any]:
    if own is None:
        return {
            "uuid": uuid4(),
            "unit": str(plan.unit.uuid),
            "period": written(Period(plan.from_on, plan.to_on)),
            "direction": "at_least",
        }
    return {
        "uuid": own.uuid,
        "indicator": own.indicator.code,
        "amount": typed(own.quantity, own.indicator.unit),
        "direction": own.direction,
        "period": written(own.period),
        "is_cumulative": own.is_cumulative,
        "unit": str(own.unit.uuid),
        "responsible": str(own.responsible.uuid) if own.responsible else "",
        "owner": str(own.owner.uuid) if own.owner else "",
        "group": own.group,
    }
