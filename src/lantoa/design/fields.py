"""Kinds of fields that forms of every concept share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.vietnamese.dates import read_date
from lantoa.vietnamese.text import clean

_DAY = {"inputmode": "numeric", "placeholder": _("day/month/year"), "autocomplete": "off"}


class Words(forms.CharField):
    """A text in one spelling: composed letters, plain spaces."""

    def to_python(self, value: Any) -> str:
        """The cleaned text."""
        return clean(super().to_python(value) or "").strip()


class Day(forms.DateField):
    """A day typed in any Vietnamese way, the day always before the month."""

    widget = forms.DateInput(_DAY)
    default_error_messages = {"invalid": _("Write the day as day/month/year, for example 19/05/2022.")}

    def to_python(self, value: Any) -> date | None:
        """The day; ValidationError for what is none."""
        if isinstance(value, str) and (read := read_date(value)):
            return read
        return super().to_python(value)


def choose(form: forms.Form, name: str, choices: Any) -> None:
    """Offers these choices in a field of the form."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class Suggested(forms.TextInput):
    """A text field that offers names while one types; what was not offered may be typed all the same."""

    template_name = "design/suggested.html"
    offered: tuple[str, ...] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the names to offer."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}_offered"
        return context | {"offered": self.offered}
