"""What people type of a task: what is to be done, by whom, until when, what it puts on meetings, how it went."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.design.fields import Day, Words
from lantoa.organisations.models import Person
from lantoa.plans import queries, wording
from lantoa.plans.forms.choosing import Days, choose, people_near, units_near
from lantoa.plans.models import Plan, Task
from lantoa.plans.operations import AgendaSaid, TaskSaid
from lantoa.plans.rules import plans

MOST_THEMES = 100


class TaskForm(forms.Form):
    """A task enters a plan or is changed in it."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    name = Words(max_length=600, label=_("What is to be done"), widget=forms.Textarea({"rows": 2}))
    group = Words(
        required=False,
        max_length=300,
        label=_("Under which heading"),
        help_text=_("For example: I. Công tác tuyên truyền. Tasks of one heading stand together."),
    )
    unit = forms.ChoiceField(label=_("Unit that does it"))
    responsible = forms.ChoiceField(
        required=False, label=_("Who answers for it"), help_text=_("Without a choice the head of the unit does.")
    )
    assigned = forms.MultipleChoiceField(
        required=False,
        label=_("Given to"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of them is reminded of the due day."),
    )
    from_on = Day(required=False, label=_("From the day"))
    due_on = Day(label=_("To be done by"), help_text=_("Day/month/year, for example 19/05/2026."))
    themes = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Themes and campaigns it carries out")
    )

    def __init__(self, data: Any = None, *, plan: Plan, today: date, own: Task | None = None) -> None:
        """``own`` is the task that is changed."""
        super().__init__(data, initial=_initial(own, plan))
        day = min(max(today, plan.from_on), plan.to_on)
        units = units_near(plan.unit_id, day)
        also: list[Person] = []
        if own is not None:
            also = [*own.assigned.all(), *([own.responsible] if own.responsible else [])]
        self._units = {str(one.uuid): one for one in units}
        self._people = people_near(units, day, also)
        served = list(plan.themes.all()) + (list(own.themes.all()) if own else [])
        near = queries.themes_during(plan.unit_id, plan.from_on, plan.to_on)[:MOST_THEMES]
        self._themes = {str(one.uuid): one for one in [*served, *near]}
        people = [(uuid, told) for uuid, (_person, told) in self._people.items()]
        choose(self, "unit", [(uuid, one.name) for uuid, one in self._units.items()])
        choose(self, "responsible", [("", _("The head of the unit")), *people])
        choose(self, "assigned", people)
        choose(self, "themes", [(uuid, one.name) for uuid, one in self._themes.items()])
        for name, offered in (("assigned", people), ("themes", self._themes)):
            if not offered:
                del self.fields[name]

    def said(self) -> TaskSaid:
        """What was said, for the operation. Of a valid form."""
        said = self.cleaned_data
        responsible = self._people.get(said["responsible"])
        return TaskSaid(
            name=said["name"],
            unit=self._units[said["unit"]],
            due_on=said["due_on"],
            from_on=said["from_on"],
            group=said["group"],
            responsible=responsible[0] if responsible else None,
            assigned=[self._people[uuid][0] for uuid in said.get("assigned", ())],
            themes=[self._themes[uuid] for uuid in said.get("themes", ())],
        )


class AgendaForm(forms.Form):
    """What a task puts on meetings or on inspection programmes."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Put on"), widget=forms.RadioSelect)
    words = Words(max_length=400, label=_("Topic or item"))
    period = Days(
        max_length=60, label=_("In which month or days"), help_text=_("For example: 3/2026; quý I/2026; 2026.")
    )
    unit = forms.ChoiceField(label=_("Of which unit"))
    takes_in_below = forms.BooleanField(required=False, label=_("And of all units below it"))

    def __init__(self, data: Any = None, *, plan: Plan, today: date) -> None:
        """Offers the plan's unit and those directly below it."""
        initial = {"uuid": uuid4(), "kind": "meeting", "takes_in_below": True}
        super().__init__(data, auto_id="id_agenda_%s", initial=initial)
        units = units_near(plan.unit_id, min(max(today, plan.from_on), plan.to_on))
        self._units = {str(one.uuid): one for one in units}
        choose(self, "unit", [(uuid, one.name) for uuid, one in self._units.items()])
        choose(self, "kind", list(wording.AGENDAS.items()))

    def said(self) -> AgendaSaid:
        """What was said, for the operation. Of a valid form."""
        said = self.cleaned_data
        days = said["period"]
        return AgendaSaid(
            said["kind"], said["words"], self._units[said["unit"]], days.from_on, days.to_on, said["takes_in_below"]
        )


class AdvanceTaskForm(forms.Form):
    """A task is begun, done, dropped, taken up again."""

    verb = forms.CharField(widget=forms.HiddenInput)
    on = Day(label=_("On the day"))
    note = Words(required=False, max_length=2000, label=_("Note"), widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Any = None, *, today: date, verb: str = "") -> None:
        """Several of these stand on one page, so each names its fields apart."""
        super().__init__(data, auto_id=f"id_{verb or 'verb'}_%s", initial={"verb": verb, "on": today})
        if verb in plans.WITH_WORDS:
            self.fields["note"].required = True
            self.fields["note"].label = _("What came of it") if verb == "finish" else _("Why")


def _initial(own: Task | None, plan: Plan) -> dict[str, Any]:
    if own is None:
        return {"uuid": uuid4(), "unit": str(plan.unit.uuid)}
    return {
        "uuid": own.uuid,
        "name": own.name,
        "group": own.group,
        "unit": str(own.unit.uuid),
        "responsible": str(own.responsible.uuid) if own.responsible else "",
        "assigned": [str(one.uuid) for one in own.assigned.all()],
        "from_on": own.from_on,
        "due_on": own.due_on,
        "themes": [str(one.uuid) for one in own.themes.all()],
    }
