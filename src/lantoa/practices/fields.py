"""Kinds of fields that the forms of practices share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantoa.design.fields import Day, Words

__all__ = ["Day", "Words", "choose", "past"]


def past(day: date | None, today: date) -> date | None:
    """The day, unless it has yet to come."""
    if day and day > today:
        raise ValidationError(_("This day has not come yet."))
    return day


def choose(form: forms.Form, name: str, choices: Any) -> None:
    """Offers these choices in a field of the form."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
