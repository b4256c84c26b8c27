"""What people type when a practice goes from one unit to another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.scopes import Scope
from lantoa.design.fields import Suggested
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit
from lantoa.organisations.queries import NamedUnit
from lantoa.practices import queries, spread_papers, spread_wording
from lantoa.practices.fields import Day, Words, choose, past
from lantoa.practices.models import Practice
from lantoa.practices.operations import Beginning, Found, Origin
from lantoa.practices.queries import StandingPractice
from lantoa.practices.registering import own_units

MOST_FOUND = 12
NONE_OF_THEM = "none"


def _paper() -> Words:
    """The number of a paper, with those of the book to choose from."""
    return Words(
        required=False,
        max_length=300,
        label=_("On which paper"),
        help_text=_("Number, day, for example 12-CV/BTGHU, 05/02/2018. One that is in the book is joined with it."),
        widget=Suggested({"autocomplete": "off"}),
    )


def _offer_papers(form: forms.Form, scope: Scope) -> None:
    widget = form.fields["paper"].widget
    if isinstance(widget, Suggested):
        widget.offered = spread_papers.offered(scope)


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class AskForm(forms.Form):
    """A unit asks to learn from the owner of a practice."""

    unit = forms.ChoiceField(label=_("Which of your units learns"))
    note = Words(
        required=False,
        max_length=600,
        label=_("What you would like to learn"),
        help_text=_("For example: how it was begun, what it costs, whether we may come and see it."),
        widget=_area(),
    )

    def __init__(self, data: Any = None, *, scope: Scope, source: Practice, today: date) -> None:
        """Offers the units that one may write for, without the owner of the practice itself."""
        units = [one for one in own_units(scope, today) if one.pk != source.owner_unit_id]
        self._units: dict[str, Unit] = {str(one.uuid): one for one in units}
        home = next((str(one.uuid) for one in units if one.pk == scope.home_unit_id), "")
        super().__init__(data, initial={"unit": home})
        choose(self, "unit", [("", "—"), *((str(one.uuid), one.name) for one in units)])

    @property
    def taker(self) -> Unit:
        """The unit that asks. Of a valid form."""
        return self._units[self.cleaned_data["unit"]]


class OfferForm(forms.Form):
    """The owner of a practice offers it to a unit, found by its name."""

    name = Words(max_length=200, label=_("To which unit"), help_text=_("Its name, for example: Xã Tân Lợi Thượng."))
    unit = forms.ChoiceField(required=False, label=_("Which of these?"), widget=forms.RadioSelect)
    note = Words(required=False, max_length=600, label=_("Message"), widget=_area())

    def __init__(self, data: Any = None, *, today: date) -> None:
        """Units of that name are offered to choose from once a name is typed."""
        super().__init__(data)
        name = (data or {}).get("name", "").strip()
        rows = list(organisations.find(name, today, only_standing=True)[:MOST_FOUND]) if name else []
        self._units: dict[str, NamedUnit] = {str(one.uuid): one for one in rows}
        choose(self, "unit", [(str(one.uuid), _told(one, today)) for one in rows])
        if len(rows) < 2:
            del self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        """One unit, chosen where several bear the name."""
        said = super().clean() or {}
        if said.get("name") and not self._units:
            self.add_error("name", _("No unit of this name stands today."))
        if "unit" in self.fields and not said.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Several units bear this name. Choose one."))
        return said

    @property
    def taker(self) -> Unit:
        """The unit. Of a valid form."""
        return self._units[self.cleaned_data.get("unit") or next(iter(self._units))]


class OrderForm(forms.Form):
    """A superior has units directly below it take a practice up."""

    units = forms.MultipleChoiceField(label=_("Which units"), widget=forms.CheckboxSelectMultiple)
    directed = Words(
        required=False,
        max_length=300,
        label=_("Directing body"),
        help_text=_("Only if another body directs it, for example: the district's propaganda board."),
    )
    paper = _paper()
    note = Words(required=False, max_length=600, label=_("What is asked of them"), widget=_area())

    def __init__(self, data: Any = None, *, units: Iterable[NamedUnit], scope: Scope) -> None:
        """``units`` are those that may be given it."""
        super().__init__(data)
        self._scope = scope
        _offer_papers(self, scope)
        self._units = {str(one.uuid): one for one in units}
        choose(self, "units", [(uuid, one.name) for uuid, one in self._units.items()])

    @property
    def is_empty(self) -> bool:
        """Whether there is nobody to give it to."""
        return not self._units

    @property
    def takers(self) -> list[Unit]:
        """The chosen units. Of a valid form."""
        return [self._units[uuid] for uuid in self.cleaned_data["units"]]

    def origin(self, source: Practice) -> Origin:
        """What is ordered. Of a valid form."""
        said = self.cleaned_data
        paper = spread_papers.meant(said["paper"], self._scope)
        words = "" if paper else said["paper"]
        return Origin(source, way="ordered", directed_words=said["directed"], directive=paper, paper_words=words)


class OriginForm(forms.Form):
    """Where a practice of one's own came from: a practice of the register, or words for one outside it."""

    source_name = Words(
        max_length=300,
        label=_("Name of the practice it follows"),
        help_text=_("As it is called there. Practices of that name are looked up once you send."),
    )
    source = forms.ChoiceField(required=False, label=_("Is it one of these?"), widget=forms.RadioSelect)
    source_place = Words(max_length=200, required=False, label=_("Where it is carried out"))
    way = forms.ChoiceField(
        label=_("How it came"), widget=forms.RadioSelect, choices=list(spread_wording.WAYS_OF_RECORD.items())
    )
    directed = Words(required=False, max_length=300, label=_("Directing body"))
    paper = _paper()
    adapted = Words(required=False, max_length=2000, label=_("What was adapted"), widget=_area())
    on = Day(label=_("Carried out since"))

    def __init__(self, data: Any = None, *, practice: StandingPractice, scope: Scope, today: date) -> None:
        """``practice`` is the one that took up."""
        super().__init__(data, initial={"way": "asked", "on": practice.started_on})
        self._today, self._scope = today, scope
        _offer_papers(self, scope)
        name = (data or {}).get("source_name", "").strip()
        known = queries.knowable(queries.matching(queries.register(), name, people=False), scope) if name else None
        rows = list(known.exclude(owner_unit=practice.owner_unit_id)[:MOST_FOUND]) if known is not None else []
        self._sources = {str(one.uuid): one for one in rows}
        offered = [(uuid, f"{one.name} ({one.owner_group or one.owner_name})") for uuid, one in self._sources.items()]
        choose(self, "source", [*offered, (NONE_OF_THEM, _("No, it is none of these"))])
        if not rows:
            del self.fields["source"]

    def clean_on(self) -> date | None:
        """Not in days to come."""
        return past(self.cleaned_data["on"], self._today)

    def clean(self) -> dict[str, Any]:
        """A source that is known or placed; who directed what was ordered."""
        said = super().clean() or {}
        chosen = said.get("source", "")
        if "source" in self.fields and not chosen and "source" not in self.errors:
            self.add_error("source", _("Say whether it is one of these practices."))
        if chosen not in self._sources and not said.get("source_place") and (chosen or "source" not in self.fields):
            self.add_error("source_place", _("Say where that practice is carried out."))
        if said.get("way") == "ordered" and not said.get("directed"):
            self.add_error("directed", _("Say which body directed it."))
        return said

    def origin(self) -> Origin:
        """Where it came from. Of a valid form."""
        said = self.cleaned_data
        source = self._sources.get(said.get("source", ""))
        words = "" if source else f"{said['source_name']}, {said['source_place']}"
        paper = spread_papers.meant(said["paper"], self._scope)
        told = "" if paper else said["paper"]
        return Origin(source, words, said["way"], None, said["directed"], paper, told, said["adapted"])


class StartForm(forms.Form):
    """The taking-up practice begins: one of the unit's own, or a new one under a name of its own."""

    practice = forms.ChoiceField(required=False, label=_("Practice of your unit"))
    name = Words(
        required=False,
        max_length=400,
        label=_("Name of the new practice"),
        help_text=_("It may bear another name than where it was learnt."),
    )
    group = Words(required=False, max_length=200, label=_("Group in the unit"))
    on = Day(label=_("Carried out since"))
    adapted = Words(required=False, max_length=2000, label=_("What was adapted"), widget=_area())

    def __init__(self, data: Any = None, *, offered: Iterable[StandingPractice], name: str, today: date) -> None:
        """``offered`` are the practices that may be joined; ``name`` is what the source is called."""
        super().__init__(data, auto_id="id_start_%s", initial={"name": name, "on": today})
        self._today = today
        self._offered = {str(one.uuid): one for one in offered}
        names = [(uuid, f"{one.name} ({one.owner_group or one.owner_name})") for uuid, one in self._offered.items()]
        choose(self, "practice", [("", _("A new practice")), *names])

    def clean_on(self) -> date | None:
        """Not in days to come."""
        return past(self.cleaned_data["on"], self._today)

    def clean(self) -> dict[str, Any]:
        """A practice or a name."""
        said = super().clean() or {}
        if not said.get("practice") and not said.get("name") and "practice" not in self.errors:
            self.add_error("name", _("Give the new practice a name."))
        return said

    def beginning(self) -> Beginning:
        """What was said. Of a valid form."""
        said = self.cleaned_data
        chosen = self._offered.get(said["practice"])
        return Beginning(said["on"], chosen, said["name"], group=said["group"], adapted=said["adapted"])


class AnswerForm(forms.Form):
    """A verb is used on a replication."""

    verb = forms.CharField(widget=forms.HiddenInput)
    note = Words(required=False, max_length=600, label=_("Message"), widget=_area(2))

    def __init__(self, data: Any = None, *, verb: str) -> None:
        """Some verbs say why."""
        super().__init__(data, auto_id=f"id_{verb or 'verb'}_%s", initial={"verb": verb})
        if verb in spread_wording.WITH_REASON:
            self.fields["note"] = Words(max_length=600, label=_("Reason"), widget=_area(2))


class CheckForm(forms.Form):
    """How a replication was found so many months after it began."""

    months = forms.TypedChoiceField(label=_("Which check"), coerce=int)
    state = forms.ChoiceField(
        label=_("How was it found?"), widget=forms.RadioSelect, choices=list(spread_wording.CHECKED.items())
    )
    on = Day(label=_("Looked at on"))
    effect = Words(
        required=False,
        max_length=2000,
        label=_("What came of it"),
        help_text=_("In words. Figures are written at the practice itself, so that they count."),
        widget=_area(),
    )
    learnt = Words(required=False, max_length=2000, label=_("What was learnt"), widget=_area())

    def __init__(self, data: Any = None, *, marks: Iterable[queries.Mark], today: date) -> None:
        """``marks`` are the checks of the replication; the first that is open is chosen."""
        rows = list(marks)
        first = next((mark.months for mark in rows if mark.is_open), None)
        super().__init__(data, auto_id="id_check_%s", initial={"months": first, "on": today})
        self._today = today
        choose(self, "months", [(mark.months, spread_wording.after_months(mark.months)) for mark in rows])

    def clean_on(self) -> date | None:
        """Not in days to come."""
        return past(self.cleaned_data["on"], self._today)

    def found(self) -> Found:
        """What was found. Of a valid form."""
        said = self.cleaned_data
        return Found(said["state"], said["on"], said["effect"], said["learnt"])


class LessonForm(forms.Form):
    """What was learnt from a practice."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(spread_wording.LESSONS.items()))
    text = Words(max_length=4000, label=_("What was learnt"), widget=_area())
    on = Day(label=_("Day"))

    def __init__(self, data: Any = None, *, today: date) -> None:
        """Not in days to come."""
        super().__init__(data, auto_id="id_lesson_%s", initial={"on": today})
        self._today = today

    def clean_on(self) -> date | None:
        """Not in days to come."""
        return past(self.cleaned_data["on"], self._today)


class WhyForm(forms.Form):
    """Why a lesson is withdrawn."""

    why = Words(max_length=400, label=_("Reason"), widget=_area(2))


def _told(unit: NamedUnit, day: date) -> str:
    """A unit with the places above it, nearest first."""
    above = [one.name for one in reversed(organisations.path_up(unit.pk, "place", day)) if one.rank]
    return ", ".join(dict.fromkeys([unit.name, *above]))
