"""How the forms of plans offer choices."""

from __future__ import annotations

from typing import Any

from django import forms


def choose(form: forms.Form, name: str, choices: Any) -> None:
    """Offers these choices in a field of the form."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
