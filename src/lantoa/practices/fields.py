"""Kinds of fields that the forms of practices share."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantoa.design.fields import Day, Words, choose

__all__ = ["Day", "Words", "choose", "past"]


def past(day: date | None, today: date) -> date | None:
    """The day, unless it has yet to come."""
    if day and day > today:
        raise ValidationError(_("This day has not come yet."))
    return day
