"""A unit typed by name or code, as forms take it: what is meant, or a sentence that helps on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext as _

from lantoa.design.fields import Suggested
from lantoa.organisations import queries
from lantoa.organisations.queries import NamedUnit

MOST_NAMED = 5


def written(unit: NamedUnit) -> str:
    """As a unit is offered and read back: "Xã An Phúc (an-phuc)"."""
    return f"{unit.name} ({unit.code})"


def offer(field: forms.Field, units: Iterable[NamedUnit]) -> None:
    """Lets a text field offer these units."""
    if isinstance(field.widget, Suggested):
        field.widget.offered = tuple(written(one) for one in units)


def meant(typed: str, day: date, within: frozenset[int] | None) -> NamedUnit:
    """The standing unit that was meant: by its code, else by a name that only one unit within reach bears.

    ValidationError, with the choice to make where there is one.
    """
    words = typed.strip()
    code = match[1] if (match := re.search(r"\(([-\w]+)\)$", words)) else words
    try:
        found = [queries.unit(code, day)]
    except queries.UnableToFindUnit:
        found = list(queries.find(words, day, within=within, only_standing=True)[: MOST_NAMED + 1])
    found = [one for one in found if within is None or one.pk in within]
    # One that bears the very name stands for itself, whoever else's name holds it.
    exact = [one for one in found if getattr(one, "exact", False)]
    if len(exact) == 1:
        found = exact
    if not found:
        raise forms.ValidationError(_("No unit of yours has that name. Check the spelling, or choose from the list."))
    if len(found) > 1:
        names = "; ".join(written(one) for one in found[:MOST_NAMED])
        raise forms.ValidationError(_("More than one unit may be meant: %s. Choose one from the list.") % names)
    return found[0]
