"""What people type about practices that are in the register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.quantities import Quantity
from lantoa.indicators import queries as ledger
from lantoa.indicators.models import Indicator
from lantoa.indicators.rules import amounts
from lantoa.organisations.models import Unit
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import queries as plans
from lantoa.plans.models import Theme
from lantoa.practices import queries, wording
from lantoa.practices.fields import Day, Words, choose, past
from lantoa.practices.models import Field, Practice
from lantoa.practices.operations import COUNTED
from lantoa.practices.queries import StandingPractice

MOST_THEMES = 60


class FilterForm(forms.Form):
    """What a list is narrowed to; what cannot be understood asks for nothing."""

    # Fields say "(optional)" only where some are not.
    all_optional = True

    q = Words(required=False, max_length=200, label=_("Name or unit"))
    field = forms.ChoiceField(required=False, label=_("Field"))
    kind = forms.ChoiceField(required=False, label=_("Kind"))
    stage = forms.ChoiceField(required=False, label=_("Stage"))
    year = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, label=_("Year registered"))
    unit = forms.ChoiceField(required=False, label=_("Unit or place"))
    theme = forms.ChoiceField(required=False, label=_("Theme or campaign"))
    tree = forms.ChoiceField(required=False, label=_("Map of units"))
    on = Day(required=False, label=_("Counted as of the day"), help_text=_("Left empty: today."))
    since = Day(required=False, label=_("New are those since"), help_text=_("Left empty: the first day of that year."))
    state = forms.ChoiceField(required=False, label=_("On that day"))

    def __init__(
        self,
        data: Any,
        *,
        fields: list[Field],
        years: list[int] | None = None,
        units: list[NamedUnit],
        themes: Iterable[Theme] = (),
    ) -> None:
        """Offers these fields, years, units and themes."""
        super().__init__(data)
        self._units = {str(unit.uuid): unit.pk for unit in units}
        self._offer("field", [(one.code, one.name) for one in fields], _("Every field"))
        self._offer("kind", wording.KINDS.items(), _("Both kinds"))
        self._offer("stage", wording.STAGES.items(), _("Every stage"))
        self._offer("year", [(year, str(year)) for year in years or []], _("Every year"))
        self._offer("unit", [(str(unit.uuid), unit.name) for unit in units], _("Every place"))
        self._themes = {str(one.uuid): one for one in themes}
        self._offer("theme", [(uuid, one.name) for uuid, one in self._themes.items()], _("With or without a theme"))
        self._offer("state", wording.STATES.items(), _("Whatever it was"))
        choose(self, "tree", [("", _("On today's map")), ("then", _("As at the time"))])

    def on_tree(self, today: date) -> date | None:
        """The map on which units are read: today's, or each practice as its owner stood when it was registered."""
        self.is_valid()
        return None if self.cleaned_data.get("tree") == "then" else self.as_of(today)[0]

    def as_of(self, today: date) -> tuple[date, date]:
        """The day on which is counted, and the one from which on what was registered is new."""
        self.is_valid()
        day = self.cleaned_data.get("on") or today
        return day, self.cleaned_data.get("since") or day.replace(month=1, day=1)

    @property
    def held(self) -> str:
        """What the listed ones were on that day; empty where neither it nor a day was asked for."""
        self.is_valid()
        said = self.cleaned_data
        return said.get("state") or ("registered" if said.get("on") else "")

    def _offer(self, name: str, choices: Any, everything: Any) -> None:
        choose(self, name, [("", everything), *choices])

    def wanted(self) -> queries.Wanted:
        """The question in the register's own terms."""
        self.is_valid()
        said = self.cleaned_data
        return queries.Wanted(
            text=said.get("q", ""),
            field=said.get("field", ""),
            kind=said.get("kind", ""),
            stage=said.get("stage", ""),
            year=said.get("year"),
            unit=self._units.get(said.get("unit", "")),
            theme=self._themes.get(said.get("theme", "")),
        )

    @property
    def asks_more(self) -> bool:
        """Whether anything is asked for that is folded away at first."""
        wanted = self.wanted()
        return bool(wanted.stage or wanted.year or wanted.unit or wanted.theme or self.cleaned_data.get("tree"))

    @property
    def asks_for_day(self) -> bool:
        """Whether a day, or what was on it, is asked for, or cannot be understood."""
        self.is_valid()
        return bool({"on", "since"} & set(self.errors) or self.held or self.cleaned_data.get("since"))

    @property
    def is_narrow(self) -> bool:
        """Whether anything was asked for at all."""
        return self.wanted() != queries.Wanted() or bool(self.held)


class AdvanceForm(forms.Form):
    """A verb is used on a practice from a day on."""

    verb = forms.CharField(widget=forms.HiddenInput)
    on = Day(label=_("From the day"))
    decided_by = forms.ChoiceField(required=False, label=_("Who decided"))
    paper = Words(required=False, max_length=200, label=_("On which paper"))
    note = Words(required=False, max_length=400, label=_("Note"))

    def __init__(self, data: Any = None, *, today: date, deciders: list[NamedUnit], verb: str = "") -> None:
        """``deciders`` are the units that may be named as having decided."""
        # Several of these forms stand on one page, so each names its fields apart.
        super().__init__(data, auto_id=f"id_{verb or 'verb'}_%s", initial={"verb": verb, "on": today})
        if verb == "end":
            self.fields["note"] = Words(max_length=400, label=_("Why it ends"))
        if verb == "close_pilot":
            self.fields["note"] = Words(required=False, max_length=400, label=_("What the pilot showed"))
        self._today = today
        self._deciders: dict[str, Unit] = {str(one.uuid): one for one in deciders}
        choose(self, "decided_by", [("", "—"), *((str(one.uuid), one.name) for one in deciders)])

    def clean_on(self) -> date | None:
        """Not in days to come."""
        return past(self.cleaned_data["on"], self._today)

    def said(self) -> dict[str, Any]:
        """The named arguments of ``operations.advance``. Of a valid form."""
        return {**self.cleaned_data, "decided_by": self._deciders.get(self.cleaned_data["decided_by"])}


class ThemesForm(forms.Form):
    """Which themes and campaigns a practice serves."""

    themes = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Themes and campaigns it serves"),
        help_text=_("None, one or several. The practice is found on the page of each."),
    )

    def __init__(self, data: Any = None, *, practice: Practice, today: date) -> None:
        """Offers what is in force for the practice's unit, and what it serves already."""
        own = {one.pk: one for one in practice.themes.all()}
        near = {one.pk: one for one in plans.themes_for(practice.owner_unit_id, today)[:MOST_THEMES]}
        self._themes = {str(one.uuid): one for one in (own | near).values()}
        super().__init__(data, auto_id="id_serve_%s", initial={"themes": [str(one.uuid) for one in own.values()]})
        choose(self, "themes", [(uuid, one.name) for uuid, one in self._themes.items()])

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose from."""
        return not self._themes

    @property
    def chosen(self) -> list[Theme]:
        """The themes. Of a valid form."""
        return [self._themes[uuid] for uuid in self.cleaned_data["themes"]]


class OutcomeForm(forms.Form):
    """What came of a practice: typed, understood, said back, and only then kept."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    indicator = forms.ChoiceField(label=_("What was achieved"))
    amount = Words(
        max_length=120,
        label=_("How much"),
        help_text=_("As in the report, with its words, for example: trên 52 tỷ đồng; hơn 70; gần 21; từ 85 đến 90."),
    )
    period = Words(
        max_length=60,
        label=_("In which period"),
        help_text=_("For example: 2026; quý I/2026; 2021-2025; 01/01/2026 - 15/06/2026."),
    )
    is_cumulative = forms.BooleanField(
        required=False, label=_("A cumulative figure, counted from the first day of the period")
    )
    about = Words(required=False, max_length=400, label=_("What it is about"))
    others = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Achieved together with"),
        help_text=_("An amount shared by several practices counts once and is never split."),
    )
    understood = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, practice: Practice, today: date) -> None:
        """Offers the other practices of the same unit as sharing the amount."""
        super().__init__(data, auto_id="id_outcome_%s", initial={"uuid": uuid4(), "period": str(today.year)})
        self._indicators = {one.code: one for one in ledger.catalogue() if one.code not in COUNTED.values()}
        choose(
            self, "indicator", [("", "—"), *((c, f"{one.name} ({one.unit})") for c, one in self._indicators.items())]
        )
        near = queries.register().filter(owner_unit=practice.owner_unit_id).exclude(pk=practice.pk)[:20]
        self._others = {str(one.uuid): one for one in near}
        choose(self, "others", [(uuid, one.name) for uuid, one in self._others.items()])
        if not self._others:
            del self.fields["others"]
        self.back = ""

    def clean(self) -> dict[str, Any]:
        """Reads the amount and the period; what was understood waits in ``back`` until it is sent along."""
        said = super().clean() or {}
        indicator, quantity = self._indicators.get(said.get("indicator", "")), None
        try:
            if indicator and said.get("amount"):
                quantity = said["quantity"] = amounts.read_amount(said["amount"], indicator.unit)
        except amounts.UnableToReadAmount as error:
            self.add_error("amount", str(error))
        try:
            if said.get("period"):
                said["days"] = amounts.read_period(said["period"])
        except amounts.UnableToReadAmount as error:
            self.add_error("period", str(error))
        if indicator and quantity and said.get("days"):
            self.back = _said_back(indicator, quantity, said)
        return said

    @property
    def is_confirmed(self) -> bool:
        """Whether the person has seen what was understood of these very words."""
        return bool(self.back) and self.cleaned_data.get("understood") == self.back

    def asking(self) -> None:
        """Puts what was understood into the form, to be sent along the second time."""
        sent = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        sent["understood"] = self.back
        self.data = sent

    @property
    def measured(self) -> Indicator:
        """The chosen indicator. Of a valid form."""
        return self._indicators[self.cleaned_data["indicator"]]

    @property
    def sharing(self) -> list[Practice]:
        """The other practices that share the amount. Of a valid form."""
        return [self._others[uuid] for uuid in self.cleaned_data.get("others", [])]


class WithdrawForm(forms.Form):
    """Why an outcome is withdrawn."""

    why = Words(max_length=400, label=_("Why is this result withdrawn?"), widget=forms.Textarea({"rows": 2}))

    def __init__(self, data: Any = None, *, outcome: UUID | None = None) -> None:
        """``outcome`` keeps apart the fields of several such forms on one page."""
        super().__init__(data, auto_id=f"id_{outcome or 'why'}_%s")


def _said_back(indicator: Indicator, quantity: Quantity, said: dict[str, Any]) -> str:
    amount = amounts.understood(quantity, indicator.unit)
    return f"{indicator.name}: {amount}, {said['days'].label()}"


class KeepForm(forms.Form):
    """Which practices are kept on for a year."""

    practices = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=_("Practices to keep on"),
        help_text=_("Untick those that are not kept on."),
        error_messages={"required": _("Tick at least one practice.")},
    )

    def __init__(self, data: Any = None, *, offered: Iterable[StandingPractice]) -> None:
        """``offered`` are those that may be kept on; all are ticked at first."""
        self._offered = {str(one.uuid): one for one in offered}
        super().__init__(data, initial={"practices": list(self._offered)})
        names = [(uuid, f"{one.name} ({one.owner_group or one.owner_name})") for uuid, one in self._offered.items()]
        choose(self, "practices", names)

    @property
    def chosen(self) -> list[StandingPractice]:
        """The practices. Of a valid form."""
        return [self._offered[uuid] for uuid in self.cleaned_data["practices"]]
