"""Which of all reports are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.design.fields import Words
from lantoa.plans import queries as plans
from lantoa.reports.models import ReportType
from lantoa.reports.pages.wording import PARTS, STAGES
from lantoa.reports.queries import Wanted


class EverythingForm(forms.Form):
    """All may be left out; what cannot be understood is left out too."""

    all_optional = True

    unit = Words(required=False, max_length=200, label=_("Unit whose name holds"))
    type = forms.ChoiceField(required=False, label=_("Report"))
    part = forms.ChoiceField(required=False, label=_("Period"), choices=[("", _("All")), *PARTS])
    year = forms.IntegerField(
        required=False,
        min_value=1900,
        max_value=2200,
        label=_("Year"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    stage = forms.ChoiceField(
        required=False,
        label=_("Stage"),
        choices=[("", _("All")), *((key, words) for key, words in STAGES.items() if key)],
    )

    theme = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, types: Iterable[ReportType]) -> None:
        """Offers the types that there are."""
        super().__init__(data)
        self._types = {str(one.uuid): one for one in types}
        every = [("", _("All")), *((key, f"{one.name} ({one.from_on:%Y})") for key, one in self._types.items())]
        self.fields["type"].choices = every  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What is looked for."""
        self.is_valid()
        said = self.cleaned_data
        one = self._types.get(said.get("type", ""))
        return Wanted(
            said.get("unit", ""),
            said.get("year"),
            said.get("part", ""),
            said.get("stage", ""),
            one.pk if one else None,
            plans.theme(said["theme"]) if said.get("theme") else None,
        )
