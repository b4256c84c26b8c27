"""What people type when they set a theme, correct it, say who takes part, or end it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period
from lantoa.design.fields import Day, Words
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import queries, wording
from lantoa.plans.forms.choosing import Days, choose, written
from lantoa.plans.models import Theme
from lantoa.plans.operations import ThemeSaid

MOST_OFFERED = 100
WHOSE = [("near", _("This unit and those above it")), ("below", _("Units below it"))]


class ThemesFilterForm(forms.Form):
    """What the calendar of themes shows; what cannot be understood asks for nothing."""

    all_optional = True

    kind = forms.ChoiceField(required=False, label=_("Kind"))
    whose = forms.ChoiceField(required=False, label=_("Set by"), choices=WHOSE)

    def __init__(self, data: Any) -> None:
        """Offers the kinds."""
        super().__init__(data)
        choose(self, "kind", [("", _("Every kind")), *wording.KINDS.items()])

    def said(self) -> tuple[str, str]:
        """The kind ("" for every one) and whose."""
        self.is_valid()
        return self.cleaned_data.get("kind", ""), self.cleaned_data.get("whose") or "near"

    @property
    def is_narrow(self) -> bool:
        """Whether anything was asked for at all."""
        return self.said() != ("", "near")


class ThemeForm(forms.Form):
    """A theme is set or corrected. ``fixed`` is the unit of one that stands already."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    name = Words(max_length=400, label=_("Name"), help_text=_("As the paper names it, without quotes."))
    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect, choices=list(wording.KINDS.items()))
    unit = forms.ChoiceField(label=_("Unit that sets it"), help_text=_("It applies to this unit and to all below it."))
    period = Days(
        max_length=60,
        label=_("Year or stage"),
        help_text=_("For example: 2026; 2021-2025; 01/03/2026 - 30/09/2026."),
    )
    parent = forms.ChoiceField(required=False, label=_("What it carries out of those above"))
    stands_in = Words(
        required=False,
        max_length=400,
        label=_("The paper it rests on"),
        help_text=_("For example: Kế hoạch số 09-KH/ĐU ngày 12/12/2025, mục II."),
    )
    text = Words(
        required=False,
        max_length=4000,
        label=_("What it is about"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Two or three sentences."),
    )

    def __init__(
        self, data: Any = None, *, units: Sequence[NamedUnit], home: int | None, today: date, own: Theme | None = None
    ) -> None:
        """``own`` is the theme that is corrected; its unit stays."""
        super().__init__(data, initial=_initial(own, units, home, today))
        self._own = own
        self._units = {str(one.uuid): one for one in units}
        if own is not None:
            del self.fields["unit"]
        else:
            choose(self, "unit", [(uuid, one.name) for uuid, one in self._units.items()])
        chosen = self._units.get((data or {}).get("unit", ""))
        near = own.unit_id if own else chosen.pk if chosen else home or (units[0].pk if units else 0)
        self._parents = self._above(near, today)
        offered = [(uuid, _named(one)) for uuid, one in self._parents.items()]
        choose(self, "parent", [("", _("Nothing: it is set anew")), *offered])

    def _above(self, unit: int, today: date) -> dict[str, Theme]:
        """What may be carried out: whatever is in force around these days for the unit, itself left out."""
        year = date(today.year - 1, 1, 1), date(today.year + 1, 12, 31)
        found = [one for one in queries.themes_during(unit, *year)[:MOST_OFFERED] if one != self._own]
        if self._own is not None and self._own.parent and self._own.parent not in found:
            found.append(self._own.parent)
        return {str(one.uuid): one for one in found}

    def said(self) -> ThemeSaid:
        """What was said, for the operation. Of a valid form."""
        said = self.cleaned_data
        return ThemeSaid(
            unit=self._own.unit if self._own else self._units[said["unit"]],
            kind=said["kind"],
            name=said["name"],
            from_on=said["period"].from_on,
            to_on=said["period"].to_on,
            parent=self._parents.get(said["parent"]),
            stands_in=said["stands_in"],
            text=said["text"],
        )


class TakingPartForm(forms.Form):
    """Which units take part in a campaign, from a day on."""

    units = forms.MultipleChoiceField(
        required=False,
        label=_("Units taking part"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With none it applies to the unit that set it and to all below it."),
    )
    on = Day(label=_("From the day"))

    def __init__(self, data: Any = None, *, offered: Iterable[NamedUnit], taking: Iterable[int], today: date) -> None:
        """``taking`` are the ids of those that take part now."""
        self._units = {str(one.uuid): one for one in offered}
        now = set(taking)
        initial = {"units": [uuid for uuid, one in self._units.items() if one.pk in now], "on": today}
        super().__init__(data, auto_id="id_part_%s", initial=initial)
        choose(self, "units", [(uuid, one.name) for uuid, one in self._units.items()])

    @property
    def chosen(self) -> list[NamedUnit]:
        """The units. Of a valid form."""
        return [self._units[uuid] for uuid in self.cleaned_data["units"]]


class EndThemeForm(forms.Form):
    """A theme is over early, or was set by mistake."""

    how = forms.ChoiceField(
        label=_("How it is over"),
        widget=forms.RadioSelect,
        choices=[
            ("ended", _("End it early: what was done until then stays")),
            ("withdrawn", _("Withdraw it: it was set by mistake")),
        ],
    )
    on = Day(required=False, label=_("Last day in force"), help_text=_("Only for one that ends early."))
    why = Words(max_length=400, label=_("Why"), widget=forms.Textarea({"rows": 2}))

    def __init__(self, data: Any = None, *, today: date) -> None:
        """Today is offered as the last day."""
        super().__init__(data, auto_id="id_end_%s", initial={"on": today})


def _initial(own: Theme | None, units: Sequence[NamedUnit], home: int | None, today: date) -> dict[str, Any]:
    if own is None:
        at_home = next((str(one.uuid) for one in units if one.pk == home), "")
        return {"uuid": uuid4(), "kind": "theme", "period": str(today.year), "unit": at_home}
    return {
        "uuid": own.uuid,
        "name": own.name,
        "kind": own.kind,
        "period": written(Period(own.from_on, own.to_on)),
        "parent": str(own.parent.uuid) if own.parent else "",
        "stands_in": own.stands_in,
        "text": own.text,
    }


def _named(one: Theme) -> str:
    return f"{one.name} ({wording.KINDS[one.kind]}, {Period(one.from_on, one.to_on).label()})"
