"""What the administrator types about days of the calendar; each form becomes one plan."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.design.fields import Day, Words
from lantoa.regulations import calendars, operations, queries, wording
from lantoa.regulations.forms import source_fields, why_field
from lantoa.regulations.operations import NewDay, Plan

MOST_DAYS = 31


class PlanForm(forms.Form):
    """One act on the calendar. Its uuid makes a second send harmless; ``seen`` is the effect that was looked at."""

    use_required_attribute = False

    uuid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, year: int, today: date) -> None:
        """``year`` is the year whose page it is reached from."""
        super().__init__(data, initial={"uuid": uuid4()})
        self.year, self.today = year, today

    def plan(self) -> Plan:
        """What was typed, as the operations take it. Of a valid form."""
        said = self.cleaned_data
        return Plan(said["why"], tuple(self.added()), tuple(self.removed()), said["uuid"])

    def added(self) -> list[NewDay]:
        """The days to enter."""
        return []

    def removed(self) -> list[date]:
        """The days to take out."""
        return []

    def _new(self, day: date, kind: str, name: str) -> NewDay:
        said = self.cleaned_data
        return NewDay(
            day, kind, name, said["source"], said["source_number"], said["source_date"], standing=said["standing"]
        )


class AddDaysForm(PlanForm):
    """Days off, or a day to make up, one after another."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of day"),
        choices=[(kind, wording.KINDS[kind]) for kind in ("holiday", "compensatory", "made_up")],
        widget=forms.RadioSelect,
    )
    name = Words(
        label=gettext_lazy("Name of the day"), max_length=200, help_text=gettext_lazy("For example: Tết Nguyên đán.")
    )
    first = Day(label=gettext_lazy("From the day"))
    last = Day(label=gettext_lazy("To the day"), required=False, help_text=gettext_lazy("Leave empty for one day."))
    compensate = forms.BooleanField(
        required=False,
        label=gettext_lazy("A holiday on a weekly day off is compensated on the next working day"),
    )

    def __init__(self, data: Any = None, *, year: int, today: date) -> None:
        """Whether compensation is ticked at first follows the rule that holds today."""
        super().__init__(data, year=year, today=today)
        self.fields |= source_fields()
        self.fields["why"] = why_field()
        self.fields["kind"].initial = "holiday"
        self.fields["compensate"].initial = operations.is_compensated(today)

    def clean(self) -> dict[str, Any]:
        """The days in order, and not more than a month of them."""
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last") or said.get("first")
        if first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        elif first and last and (last - first).days >= MOST_DAYS:
            self.add_error("last", _("At most %(days)s days at a time.") % {"days": MOST_DAYS})
        elif first and first.year < calendars.EARLIEST.year:
            self.add_error("first", _("The calendar begins in %(year)s.") % {"year": calendars.EARLIEST.year})
        return said

    def added(self) -> list[NewDay]:
        """The days, and the days off in compensation that they bring."""
        said = self.cleaned_data
        days = list(calendars.days_between(said["first"], said["last"] or said["first"]))
        new = [self._new(day, said["kind"], said["name"]) for day in days]
        if said["kind"] == "holiday" and said["compensate"]:
            named = operations.compensations_of(new)
            new += [self._new(day, "compensatory", f"Nghỉ bù: {said['name']}") for day in named]
        return new


class SwapForm(PlanForm):
    """The yearly decision: a working day off, made up on a Saturday."""

    off = Day(label=gettext_lazy("Working day that is off"))
    worked = Day(label=gettext_lazy("Saturday or Sunday that is worked on instead"))

    def __init__(self, data: Any = None, *, year: int, today: date) -> None:
        """A decision has a number and a date."""
        super().__init__(data, year=year, today=today)
        self.fields |= source_fields()
        self.fields["why"] = why_field()

    def added(self) -> list[NewDay]:
        """Both days."""
        said = self.cleaned_data
        paper = self._new(said["off"], "swapped", "")
        return list(operations.swap(off=said["off"], worked=said["worked"], source=paper))


class RemoveDaysForm(PlanForm):
    """Days of one year that are taken out."""

    days = forms.MultipleChoiceField(label=gettext_lazy("Days to take out"), widget=forms.CheckboxSelectMultiple)
    why = why_field()

    def __init__(self, data: Any = None, *, year: int, today: date) -> None:
        """Offers the special days of the year."""
        super().__init__(data, year=year, today=today)
        field = self.fields["days"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (one.day.isoformat(), f"{one.day:%d/%m/%Y} – {one.name}") for one in queries.special_days(year)
            ]

    def removed(self) -> list[date]:
        """The days ticked."""
        return [date.fromisoformat(day) for day in self.cleaned_data["days"]]


class OfficialDaysForm(PlanForm):
    """The official days of the year that ship with the product and stand nowhere yet."""

    why = why_field()

    def __init__(self, data: Any = None, *, year: int, today: date) -> None:
        """Reads them."""
        super().__init__(data, year=year, today=today)
        self.offered = operations.plan_of_official_days(year)
        self.fields["why"].initial = self.offered.why if self.offered else ""

    def added(self) -> list[NewDay]:
        """All of them."""
        return list(self.offered.add) if self.offered else []
