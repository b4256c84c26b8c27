"""The forms by which a person corrects a draft, one for each register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period
from lantoa.directives.rules.papers import code_of
from lantoa.indicators import queries as figures
from lantoa.indicators.rules import amounts, write_quantity
from lantoa.intake import wording
from lantoa.intake.drafts import KnownUnit
from lantoa.intake.drafts.amounts import as_quantity, as_text
from lantoa.intake.drafts.directives import MOST_CARRIED_OUT, issuer_of
from lantoa.intake.forms import until
from lantoa.organisations.queries import NamedUnit
from lantoa.practices import queries
from lantoa.practices.fields import Day, Words, choose

_QUARTERS = {"Q1": "quý I", "Q2": "quý II", "Q3": "quý III", "Q4": "quý IV"}


@dataclass(frozen=True, slots=True)
class Offered:
    """What the forms of one paper may choose among."""

    units: Sequence[NamedUnit]
    practices: Sequence[tuple[int, str]]  # number and name of the paper's own practices
    issuers: Sequence[KnownUnit] = ()  # who may have issued it
    plans: Sequence[tuple[str, str]] = ()  # UUID and name of plans that may be written
    people: Sequence[tuple[str, str, str]] = ()  # UUID, name and unit of who may undertake something


class DraftForm(forms.Form):
    """A draft as a form. ``draft()`` gives back the parts that the person may change."""

    def __init__(self, data: Any = None, *, draft: dict[str, Any], offered: Offered, number: int) -> None:
        """``number`` keeps the fields of several forms on a page apart."""
        super().__init__(data, initial=self.typed(draft), auto_id=f"id_{number}_%s")
        self._offer(offered)

    def typed(self, draft: dict[str, Any]) -> dict[str, Any]:
        """The draft as it would have been typed."""
        raise NotImplementedError

    def draft(self) -> dict[str, Any]:
        """What was typed, in the form of a draft. Of a valid form."""
        raise NotImplementedError

    def _offer(self, offered: Offered) -> None:
        choose(self, "unit", [(one.code, until(one)) for one in offered.units])


class PracticeForm(DraftForm):
    """A practice that would be registered."""

    name = Words(max_length=400, label=_("Name of the practice"))
    kind = forms.ChoiceField(
        label=_("Who carries it out"), widget=forms.RadioSelect, choices=list(wording.PRACTICE_KINDS.items())
    )
    unit = forms.ChoiceField(label=_("Unit"))
    owner_group = Words(required=False, max_length=200, label=_("Group or person in the unit"))
    fields_of_work = forms.MultipleChoiceField(required=False, label=_("Fields"), widget=forms.CheckboxSelectMultiple)
    registered_on = Day(label=_("Day of registration"))
    is_pilot = forms.BooleanField(required=False, label=_("Chosen as a pilot"))

    def typed(self, draft: dict[str, Any]) -> dict[str, Any]:
        """The draft as it would have been typed."""
        return draft | {
            "unit": draft.get("owner_unit"),
            "fields_of_work": draft.get("fields"),
            "registered_on": _day(draft.get("registered_on")),
        }

    def draft(self) -> dict[str, Any]:
        """What was typed, in the form of a draft."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "kind": said["kind"],
            "owner_unit": said["unit"],
            "owner_group": said["owner_group"],
            "fields": said["fields_of_work"],
            "registered_on": said["registered_on"].isoformat(),
            "is_pilot": said["is_pilot"],
        }

    def _offer(self, offered: Offered) -> None:
        super()._offer(offered)
        choose(self, "fields_of_work", [(one.code, one.name) for one in queries.fields()])


class PeriodForm(DraftForm):
    """What an amount and a commendation share: whose, when, and whether it runs on."""

    period = Words(
        max_length=60,
        label=_("Period"),
        help_text=_("For example: 2026; quý I/2026; 2021-2025; 01/01/2026 - 15/06/2026."),
    )
    is_cumulative = forms.ChoiceField(
        label=_("Counted how"),
        widget=forms.RadioSelect,
        choices=[("", _("In this period alone")), ("1", _("Cumulative, from the first day of the period"))],
        required=False,
    )
    about = Words(required=False, max_length=400, label=_("What it is about"))

    def typed(self, draft: dict[str, Any]) -> dict[str, Any]:
        """The draft as it would have been typed."""
        return draft | {"period": typed_period(draft), "is_cumulative": "1" if draft.get("is_cumulative") else ""}

    def clean_period(self) -> Period:
        """The period that the words mean."""
        try:
            return amounts.read_period(self.cleaned_data["period"])
        except amounts.UnableToReadAmount as error:
            raise forms.ValidationError(str(error)) from error

    def draft(self) -> dict[str, Any]:
        """What was typed, in the form of a draft."""
        said = self.cleaned_data
        return {
            "unit": said["unit"],
            "from_on": said["period"].from_on.isoformat(),
            "to_on": said["period"].to_on.isoformat(),
            "is_cumulative": bool(said["is_cumulative"]),
            "about": said["about"],
        }


class AmountForm(PeriodForm):
    """An amount that would enter the ledger."""

    indicator = forms.ChoiceField(label=_("Indicator"))
    amount = Words(
        max_length=120,
        label=_("How much"),
        help_text=_("With its words, for example: trên 52 tỷ đồng; hơn 70; gần 21; từ 85 đến 90."),
    )
    unit = forms.ChoiceField(label=_("Unit"))
    practices = forms.MultipleChoiceField(
        required=False,
        label=_("Outcome of"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several practices share one amount; it counts once. None: a figure of the unit itself."),
    )
    field_order = ["indicator", "amount", "unit", "period", "is_cumulative", "practices", "about"]

    def typed(self, draft: dict[str, Any]) -> dict[str, Any]:
        """The draft as it would have been typed."""
        self._indicators = {one.code: one for one in figures.catalogue()}
        chosen = self._indicators.get(draft.get("indicator", ""))
        try:
            quantity = as_quantity(draft)
        except (InvalidOperation, ValueError):
            quantity = None
        said = write_quantity(quantity, chosen.unit if chosen else "") if quantity else ""
        return super().typed(draft) | {"amount": said, "practices": [str(n) for n in draft.get("practices", [])]}

    def clean(self) -> dict[str, Any]:
        """Reads the amount in the unit of the chosen indicator."""
        said = super().clean() or {}
        indicator = self._indicators.get(said.get("indicator", ""))
        if indicator and said.get("amount"):
            try:
                said["quantity"] = amounts.read_amount(said["amount"], indicator.unit)
            except amounts.UnableToReadAmount as error:
                self.add_error("amount", str(error))
        return said

    def draft(self) -> dict[str, Any]:
        """What was typed, in the form of a draft."""
        said, quantity = self.cleaned_data, self.cleaned_data["quantity"]
        ends = {"point": quantity.point, "low": None, "high": None}
        if quantity.point is None:
            ends = {"point": None, "low": quantity.low, "high": quantity.high}
        return super().draft() | {
            **{end: None if value is None else as_text(value) for end, value in ends.items()},
            "indicator": said["indicator"],
            "exactness": quantity.exactness.value,
            "said": quantity.said,
            "practices": [int(number) for number in said["practices"]],
        }

    def _offer(self, offered: Offered) -> None:
        super()._offer(offered)
        every = [(code, f"{one.name} ({one.unit})") for code, one in self._indicators.items()]
        choose(self, "indicator", [("", _("Choose an indicator")), *every])
        choose(self, "practices", [(str(number), name) for number, name in offered.practices])
        if not offered.practices:
            self.fields["practices"].widget = forms.MultipleHiddenInput()


class CommendationForm(PeriodForm):
    """Numbers of groups and people commended that would enter the ledger."""

    collectives = forms.IntegerField(required=False, min_value=0, label=_("Groups commended"))
    individuals = forms.IntegerField(required=False, min_value=0, label=_("Individuals commended"))
    total = forms.IntegerField(
        required=False,
        min_value=0,
        label=_("Groups and individuals together"),
        help_text=_("Only if the paper does not tell them apart."),
    )
    unit = forms.ChoiceField(label=_("Unit"))
    field_order = ["collectives", "individuals", "total", "unit", "period", "is_cumulative", "about"]

    def draft(self) -> dict[str, Any]:
        """What was typed, in the form of a draft."""
        said = self.cleaned_data
        counts = {part: said[part] for part in ("collectives", "individuals", "total")}
        return super().draft() | {part: None if n is None else str(n) for part, n in counts.items()}


class DirectiveForm(DraftForm):
    """The paper itself, as it would enter the book of papers."""

    code = Words(max_length=60, label=_("Number and symbol"))
    issuer_name = Words(max_length=300, label=_("Issued by whom"))
    dated_on = Day(label=_("Date of the paper"))
    abstract = Words(max_length=1000, label=_("Abstract"), widget=forms.Textarea({"rows": 2}))
    carries_out = forms.CharField(
        required=False,
        max_length=6000,
        label=_("Papers that it carries out"),
        help_text=_(
            "A line for each: number; day; issuer. For example: 23-KH/TU; 28/11/2025; Tỉnh ủy Sông Trăng. "
            "A line without day or issuer counts only where the book knows the paper."
        ),
        widget=forms.Textarea({"rows": 4}),
    )

    def typed(self, draft: dict[str, Any]) -> dict[str, Any]:
        """The draft as it would have been typed."""
        lines = []
        for one in draft.get("carries_out") or []:
            day = _day(one.get("dated_on"))
            said = [one.get("code", ""), f"{day:%d/%m/%Y}" if day else "", one.get("issuer_name", "")]
            lines.append("; ".join(said).rstrip("; "))
        return draft | {"dated_on": _day(draft.get("dated_on")), "carries_out": "\n".join(lines)}

    def clean_code(self) -> str:
        """A number and symbol that can be told."""
        found = code_of(self.cleaned_data["code"])
        if found is None:
            raise forms.ValidationError(
                _("Write the number and symbol as printed, for example 23-KH/TU or 156/QĐ-UBND.")
            )
        return found.text

    def clean_carries_out(self) -> list[dict[str, Any]]:
        """A paper for each line."""
        found: list[dict[str, Any]] = []
        for line in self.cleaned_data["carries_out"].splitlines():
            number, _semicolon, rest = (part.strip() for part in line.partition(";"))
            day, _semicolon, name = (part.strip() for part in rest.partition(";"))
            if not (number or rest):
                continue
            code = code_of(number)
            if code is None:
                raise forms.ValidationError(_("“%s” is not the number and symbol of a paper.") % number[:60])
            try:
                dated_on = Day().clean(day).isoformat() if day else ""
            except forms.ValidationError as error:
                raise forms.ValidationError(_("The day of %s cannot be understood.") % code.text) from error
            found.append({"code": code.text, "dated_on": dated_on} | self._issuer(" ".join(name.split())[:300]))
        if len(found) > MOST_CARRIED_OUT:
            raise forms.ValidationError(_("At most %s papers.") % MOST_CARRIED_OUT)
        return found

    def draft(self) -> dict[str, Any]:
        """What was typed, in the form of a draft."""
        said = self.cleaned_data
        return {
            "code": said["code"],
            "dated_on": said["dated_on"].isoformat(),
            "abstract": " ".join(said["abstract"].split()),
            "carries_out": said["carries_out"],
        } | self._issuer(said["issuer_name"])

    def _issuer(self, name: str) -> dict[str, str]:
        unit = issuer_of(name, self._issuers) if name else None
        return {"issuer": unit.code if unit else "", "issuer_name": unit.name if unit else name}

    def _offer(self, offered: Offered) -> None:
        self._issuers = offered.issuers


FORMS: dict[str, type[DraftForm]] = {
    "directive": DirectiveForm,
    "practice": PracticeForm,
    "amount": AmountForm,
    "commendation": CommendationForm,
}


def typed_period(draft: dict[str, Any]) -> str:
    """The period as one would type it: "2022", "quý I/2022", "01/01/2022 - 15/06/2022"."""
    first, last = _day(draft.get("from_on")), _day(draft.get("to_on"))
    if not first or not last or first > last:
        return ""
    year, _dash, part = Period(first, last).code.partition("-")
    if year.isdigit() and not part:
        return year
    if part in _QUARTERS:
        return f"{_QUARTERS[part]}/{year}"
    return f"{first:%d/%m/%Y} - {last:%d/%m/%Y}"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
