"""What an officer types about a person's request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.organisations.personal_wording import REQUEST_NAMES, WAY_NAMES
from lantoa.organisations.rules.personal_data import Section
from lantoa.vietnamese.dates import read_date


class DayOfRequest(forms.DateField):
    """A day typed in any Vietnamese way."""

    widget = forms.DateInput({"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off"})

    def to_python(self, value: Any) -> date | None:
        """The day; ValidationError for what is none."""
        if isinstance(value, str) and (read := read_date(value)):
            return read
        return super().to_python(value)


class FindPersonForm(forms.Form):
    """Whom a request is about."""

    all_optional = True

    q = forms.CharField(
        required=False,
        max_length=100,
        label=_("Name of the person"),
        help_text=_("Only people whose units you manage are found."),
        widget=forms.TextInput({"type": "search"}),
    )


class ReceiveForm(forms.Form):
    """A request comes in."""

    person = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What does the person ask for?"), choices=list(REQUEST_NAMES.items()), widget=forms.RadioSelect
    )
    asked_on = DayOfRequest(label=_("Day of the request"), help_text=_("The clocks run from the day after."))
    asked_how = forms.ChoiceField(label=_("How it was made"), choices=list(WAY_NAMES.items()))
    note = forms.CharField(
        required=False,
        max_length=2000,
        label=_("What exactly is asked"),
        help_text=_("Write no personal data here that is not needed."),
        widget=forms.Textarea({"rows": 3}),
    )


class AnswerForm(forms.Form):
    """The person was told."""

    verb = forms.CharField(widget=forms.HiddenInput, initial="answer")


class ExtendForm(forms.Form):
    """More time."""

    verb = forms.CharField(widget=forms.HiddenInput, initial="extend")
    until = DayOfRequest(label=_("New last day"))
    why = forms.CharField(max_length=400, label=_("Reason, as told to the person"))


class RefuseForm(forms.Form):
    """Not granted."""

    verb = forms.CharField(widget=forms.HiddenInput, initial="refuse")
    why = forms.CharField(max_length=2000, label=_("Reason, as told to the person"), widget=forms.Textarea({"rows": 3}))


class CarryOutForm(forms.Form):
    """The request is done."""

    verb = forms.CharField(widget=forms.HiddenInput, initial="carry_out")
    full_name = forms.CharField(max_length=200, label=_("Correct full name"))
    chosen = forms.MultipleChoiceField(label=_("What to erase"), widget=forms.CheckboxSelectMultiple)
    why = forms.CharField(
        max_length=2000, label=_("On which basis, with which remark"), widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, kind: str, sections: Iterable[Section], **named: Any) -> None:
        """Asks for the name only where it is corrected, and for what to erase only where that is asked."""
        super().__init__(*args, **named)
        if kind != "correct":
            del self.fields["full_name"]
        if kind != "erase":
            del self.fields["chosen"]
            return
        open_to = [one for one in sections if one.fate == "erased"]
        chosen = self.fields["chosen"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(one.code, f"{one.title} ({len(one.items)})") for one in open_to]
        # What may be somebody else's is never chosen beforehand.
        chosen.initial = [one.code for one in open_to if one.is_sure]


class CopyForm(forms.Form):
    """A copy of the data; what only bears the same name is put in where the officer chose it."""

    chosen = forms.MultipleChoiceField(
        required=False,
        label=_("Also put in what only bears the same name"),
        help_text=_("Choose only what you have looked at and know to be about this person."),
        widget=forms.CheckboxSelectMultiple,
    )

    all_optional = True

    def __init__(self, *args: Any, sections: Iterable[Section], **named: Any) -> None:
        """Offers the sections that are not sure."""
        super().__init__(*args, **named)
        unsure = [(one.code, f"{one.title} ({len(one.items)})") for one in sections if not one.is_sure]
        chosen = self.fields["chosen"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = unsure
        if not unsure:
            del self.fields["chosen"]


class LiftForm(forms.Form):
    """The data may be shown again."""

    why = forms.CharField(max_length=400, label=_("Why it may be shown again"))
