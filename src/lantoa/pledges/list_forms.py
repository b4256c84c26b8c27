"""What people give when pledges come in from a list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period
from lantoa.indicators.rules import amounts
from lantoa.pledges.forms import checked_photo, photo_field, term_field, years_offered


def list_field() -> forms.FileField:
    """A list as a file, of every kind that is read."""
    return forms.FileField(
        label=_("The list"),
        help_text=_("Excel (.xlsx, .xls), .ods or .csv, at most 2,000 rows and 5 MB."),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.ods,.csv,.tsv"}),
    )


class PeriodOfListForm(forms.Form):
    """For which year or term a list counts."""

    year = forms.RegexField(r"(19|20|21)\d\d", required=False, label=_("For the year"))
    term = term_field()

    def __init__(self, data: Any = None, files: Any = None, *, today: date, **more: Any) -> None:
        """This year, unless something else is said."""
        super().__init__(data, files, initial={"year": str(today.year)}, **more)
        self._today = today

    def clean(self) -> dict[str, Any]:
        """The days, and whether they are a year or a term."""
        said = super().clean() or {}
        said["span"] = "term" if said.get("term") else "year"
        try:
            said["days"] = amounts.read_period(said.get("term") or said.get("year") or str(self._today.year))
        except amounts.UnableToReadAmount:
            self.add_error("term", _("Write the first and the last year of the term, for example: 2025-2030."))
        return said

    def chosen(self) -> tuple[str, Period]:
        """The span and its days. Of a valid form."""
        return self.cleaned_data["span"], self.cleaned_data["days"]


class ListForm(PeriodOfListForm):
    """A list in Excel, and for which year or term it counts."""

    file = list_field()
    field_order = ("file", "year", "term")

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        """Offers this year and the next."""
        super().__init__(*args, today=today, **more)
        self.fields["year"].widget = forms.Select(choices=years_offered(today))


class ConfirmListForm(forms.Form):
    """A list is taken in after it was looked through."""

    photo = photo_field(_("Photo of the paper list"))
    is_confirmed = forms.BooleanField(
        required=False,
        label=_("The branch has agreed to it"),
        help_text=_("Ticked: confirmed at once. Else each one waits to be confirmed."),
    )

    def clean_photo(self) -> Any:
        """Not larger than what is kept."""
        return checked_photo(self.cleaned_data["photo"])
