"""What people type in the book of outgoing numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.design.fields import Day, Words, choose
from lantoa.directives.rules.numbers import HIGHEST


def _every(kinds: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(code, f"{name} ({code})") for code, name in kinds.items()]


class BookForm(forms.Form):
    """Which lines of the book are shown. All may be left out."""

    all_optional = True

    kind = forms.ChoiceField(required=False, label=_("Kind of paper"))
    series = forms.ChoiceField(required=False, label=_("Term or year"))

    def __init__(self, data: Any, kinds: Mapping[str, str], series: Iterable[tuple[str, str]]) -> None:
        """What may be chosen."""
        super().__init__(data, auto_id="filter_%s")
        every = [("", _("All"))]
        choose(self, "kind", [*every, *_every(kinds)])
        choose(self, "series", [*every, *series])


class NoteForm(forms.Form):
    """A number that was given on paper or in another program."""

    all_optional = False

    kind = forms.ChoiceField(label=_("Kind of paper"))
    number = forms.IntegerField(
        min_value=1,
        max_value=HIGHEST,
        label=_("Number that was given"),
        help_text=_("The number alone, for example 46."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    dated_on = Day(label=_("Date of the paper"))
    about = Words(
        max_length=400,
        label=_("To which paper it was given"),
        help_text=_("As in your book of outgoing papers: the kind of paper and what it is about."),
    )

    def __init__(self, data: Any = None, *, kinds: Mapping[str, str]) -> None:
        """Offers the kinds of papers of the unit."""
        super().__init__(data)
        choose(self, "kind", [("", "—"), *_every(kinds)])


class CongressForm(forms.Form):
    """A congress that closed."""

    all_optional = False

    term = Words(max_length=60, label=_("The term that it opened"), help_text=_("For example: 2025–2030"))
    closed_on = Day(
        label=_("Day on which the congress closed"),
        help_text=_("Papers of the day after are numbered from 01, each kind for itself."),
    )


class WithdrawForm(forms.Form):
    """Why something in the book is taken back."""

    why = Words(max_length=400, label=_("Why"))


class UnitForm(forms.Form):
    """Whose book."""

    all_optional = False

    unit = forms.ChoiceField(label=_("Whose book"))

    def __init__(self, data: Any = None, *, units: Iterable[tuple[str, str]]) -> None:
        """Offers units by UUID and name."""
        super().__init__(data)
        self.fields["unit"].choices = [("", "—"), *units]  # type: ignore[attr-defined]
