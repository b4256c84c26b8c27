"""The forms by which a person corrects what a paper says will be done: targets and pledges."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period
from lantoa.indicators.pages.wording import DIRECTIONS
from lantoa.intake.correcting import FORMS, AmountForm, DraftForm, Offered
from lantoa.intake.drafts import goals
from lantoa.pledges.rules import MOST_DEEDS
from lantoa.pledges.rules.contents import read_measure
from lantoa.practices.fields import Day, choose

FIRST_YEAR, LAST_YEAR = 1990, 2100


class GoalForm(AmountForm):
    """An amount that is aimed at: whose target it is, or that it is a result after all."""

    plan = forms.ChoiceField(
        label=_("What it is"),
        help_text=_("A plan that is approved already has to be opened for an amendment first."),
    )
    direction = forms.ChoiceField(
        label=_("When is it reached?"), choices=list(DIRECTIONS.items()), widget=forms.RadioSelect
    )
    field_order = ["plan", "indicator", "amount", "direction", "unit", "period", "is_cumulative", "practices", "about"]

    def draft(self) -> dict[str, Any]:
        """What was typed, in the form of a draft."""
        return super().draft() | {name: self.cleaned_data[name] for name in ("plan", "direction")}

    def _offer(self, offered: Offered) -> None:
        super()._offer(offered)
        choose(
            self,
            "plan",
            [
                ("", _("Choose a plan, or what it is")),
                *((uuid, _("Target of: %s") % name) for uuid, name in offered.plans),
                (goals.OF_THE_UNIT, _("Target of the unit, of no plan")),
                (goals.RESULT, _("No target: it was reached already")),
            ],
        )


class PledgeForm(DraftForm):
    """A pledge that would be registered."""

    person = forms.ChoiceField(required=False, label=_("Who undertakes it"))
    unit = forms.ChoiceField(label=_("Unit"))
    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, label=_("For the year"))
    deeds = forms.CharField(
        max_length=8000,
        label=_("Deeds"),
        help_text=_("A line for each: what; how much; by which day. For example: Trồng hoa; 20 cây; 30/06/2026."),
        widget=forms.Textarea({"rows": 4}),
    )

    def typed(self, draft: dict[str, Any]) -> dict[str, Any]:
        """The draft as it would have been typed."""
        lines = []
        for one in draft.get("deeds") or []:
            day = f"{date.fromisoformat(one['due_on']):%d/%m/%Y}" if one.get("due_on") else ""
            line = "; ".join([one["what"], one.get("measure") or "", day])
            # What is done may hold a ";" of its own: the last two parts are then the measure and the day, though empty.
            lines.append(line if ";" in one["what"] else line.rstrip("; "))
        whose = draft.get("person") or ("" if draft.get("is_person") else "unit")
        return draft | {"deeds": "\n".join(lines), "person": whose}

    def clean(self) -> dict[str, Any]:
        """Every deed whole, in the year."""
        said = super().clean() or {}
        if not said.get("person"):
            self.add_error("person", _("Choose who undertakes it."))
        if said.get("deeds") and said.get("year"):
            try:
                said["read"] = [_deed(line, said["year"]) for line in said["deeds"].splitlines() if line.strip()]
            except forms.ValidationError as error:
                self.add_error("deeds", error)
            if len(said.get("read", ())) > MOST_DEEDS:
                self.add_error("deeds", _("At most %s deeds.") % MOST_DEEDS)
        return said

    def draft(self) -> dict[str, Any]:
        """What was typed, in the form of a draft."""
        said = self.cleaned_data
        is_person = said["person"] != "unit"
        who = {"who": self._names[said["person"]]} if is_person else {}
        return {
            "person": said["person"] if is_person else "",
            "is_person": is_person,
            "unit": said["unit"],
            "year": str(said["year"]),
            "deeds": said["read"],
        } | who

    def _offer(self, offered: Offered) -> None:
        super()._offer(offered)
        self._names = {uuid: name for uuid, name, _more in offered.people}
        people = [(uuid, f"{name} ({more})") for uuid, name, more in offered.people]
        choose(self, "person", [("", "—"), *people, ("unit", _("The unit as a whole"))])


def _deed(line: str, year: int) -> dict[str, str]:
    parts = [" ".join(part.split()) for part in line.split(";")]
    if len(parts) > 3:
        parts = ["; ".join(parts[:-2]), *parts[-2:]]
    what, measure, day = [*parts, "", ""][:3]
    if not what.strip("; "):
        raise forms.ValidationError(_("“%s”: write what; how much; by which day.") % line[:80])
    if read_measure(measure) is None:
        raise forms.ValidationError(_("“%s”: write a number and what is counted, for example: 12 times.") % measure)
    days = Period.year(year)
    due_on = Day().clean(day) if day else None
    if due_on and not days.from_on <= due_on <= days.to_on:
        raise forms.ValidationError(_("“%(day)s” does not lie in the year %(year)s.") % {"day": day, "year": year})
    return {"what": what[:400], "measure": measure, "due_on": due_on.isoformat() if due_on else ""}


def form_for(draft: dict[str, Any]) -> type[DraftForm] | None:
    """The form of a draft; None for what has nothing to correct."""
    if draft["register"] == "amount" and goals.is_aim(draft):
        return GoalForm
    return PledgeForm if draft["register"] == "pledge" else FORMS.get(draft["register"])
