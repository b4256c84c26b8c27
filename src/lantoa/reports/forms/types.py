"""What people type when they ask for reports."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period
from lantoa.design.fields import Words
from lantoa.organisations.queries import NamedUnit
from lantoa.reports.models import Outline, ReportType
from lantoa.reports.operations import Asking
from lantoa.reports.pages.wording import CADENCES, CLOSINGS, COUNTINGS, LAYOUTS, LINES, REPORTERS
from lantoa.reports.rules import due


class AskForm(forms.Form):
    """Asking units for a report: what, about when, closed when, due when, after which outline."""

    all_optional = False

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    name = Words(
        max_length=400,
        label=_("What the report is called"),
        help_text=_("For example: Báo cáo kết quả thực hiện Chỉ thị 05."),
    )
    about = Words(
        max_length=400,
        label=_("What it reports"),
        help_text=_("As it stands under the word BÁO CÁO, without the period: kết quả học tập và làm theo …"),
    )
    reporters = forms.ChoiceField(label=_("Who writes it"), choices=REPORTERS, widget=forms.RadioSelect)
    line = forms.ChoiceField(label=_("Which units stand directly below"), choices=LINES)
    cadences = forms.MultipleChoiceField(
        required=False, label=_("For which periods"), choices=CADENCES, widget=forms.CheckboxSelectMultiple
    )
    once_from = forms.DateField(
        required=False,
        label=_("Or once, from the day"),
        help_text=_("For an interim or a final review, for example 15/05/2021"),
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
    )
    once_to = forms.DateField(
        required=False, label=_("to the day"), widget=forms.DateInput(attrs={"inputmode": "numeric"})
    )
    closing = forms.ChoiceField(label=_("Which days its figures come from"), choices=CLOSINGS, widget=forms.RadioSelect)
    due_days = forms.IntegerField(
        min_value=0,
        max_value=365,
        label=_("Due so many days after the last day of the figures"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    counting = forms.ChoiceField(label=_("Counted in"), choices=COUNTINGS)
    outline = forms.ChoiceField(
        required=False,
        label=_("After which outline"),
        help_text=_("Without one, the usual sections of a review stand there."),
    )
    layout = forms.ChoiceField(label=_("Layout of the paper"), choices=LAYOUTS)
    addressees = forms.CharField(
        required=False,
        max_length=4_000,
        label=_("To whom it goes"),
        help_text=_("One line each. Left empty: whoever stands above. The line on the copy kept is added."),
        widget=forms.Textarea({"rows": 3}),
    )
    from_on = forms.DateField(label=_("Asked for from the day"), widget=forms.DateInput(attrs={"inputmode": "numeric"}))
    stands_in = Words(
        required=False,
        max_length=400,
        label=_("The paper that asks for it"),
        help_text=_("For example: Công văn số 112-CV/BTGDVTU ngày 05/01/2026."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        asker: NamedUnit,
        outlines: list[Outline],
        today: Any,
        former: ReportType | None = None,
    ) -> None:
        """Offers the outlines that the unit may use. What is asked for again begins as the ``former`` type said it,
        without its days and without the paper that asked for it."""
        self.asker, self.outlines = asker, {str(one.uuid): one for one in outlines}
        said = {"uuid": uuid4(), "reporters": "below", "line": "place" if asker.is_place else "party"}
        said |= {"closing": "calendar", "counting": "calendar", "due_days": 10, "layout": "issuer", "from_on": today}
        super().__init__(data, initial=said | (self._again(former) if former else {}))
        choice = self.fields["outline"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", "—"), *((key, one.name) for key, one in self.outlines.items())]

    def _again(self, former: ReportType) -> dict[str, Any]:
        same = ("name", "about", "reporters", "line", "cadences", "closing", "due_days", "counting", "layout")
        # The outline as it was put right since.
        series = former.outline.series if former.outline else None
        outline = next((key for key, one in self.outlines.items() if one.series == series), "")
        said = {name: getattr(former, name) for name in (*same, "addressees")}
        return said | {"outline": outline}

    def clean(self) -> dict[str, Any]:
        """Either periods that come again, or the days of one."""
        said = super().clean() or {}
        first, last = said.get("once_from"), said.get("once_to")
        if bool(first) != bool(last):
            self.add_error("once_to" if first else "once_from", _now("Give the first and the last day."))
        elif first and last and first > last:
            self.add_error("once_to", _now("The last day must not be before the first."))
        elif not first and not said.get("cadences") and "cadences" not in self.errors:
            self.add_error("cadences", _now("Choose at least one period, or give the days of a single review."))
        return said

    def asking(self) -> Asking:
        """What was asked for."""
        said = self.cleaned_data
        once = Period(said["once_from"], said["once_to"]) if said.get("once_from") else None
        same = (
            "name",
            "about",
            "due_days",
            "from_on",
            "reporters",
            "line",
            "closing",
            "counting",
            "layout",
            "addressees",
            "stands_in",
        )
        return Asking(
            asker=self.asker,
            cadences=[one for one in due.CADENCES if one in said["cadences"] and not once],
            once=once,
            outline=self.outlines.get(said["outline"]),
            **{name: said[name] for name in same},
        )
