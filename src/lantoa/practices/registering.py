"""The form by which a practice enters the register."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Person
from lantoa.plans import queries as plans
from lantoa.practices import queries
from lantoa.practices.fields import Day, Words, choose, past
from lantoa.practices.forms import MOST_THEMES
from lantoa.practices.operations import Registration
from lantoa.vietnamese.dates import write_date
from lantoa.vietnamese.text import clean

MOST_OFFERED = 400


class RegistrationForm(forms.Form):
    """A practice enters the register."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    name = Words(
        label=_("Name of the practice"), max_length=400, help_text=_("As in the registration paper, without quotes.")
    )
    kind = forms.ChoiceField(
        label=_("Who carries it out"),
        widget=forms.RadioSelect,
        choices=[("collective", _("A collective")), ("individual", _("One person"))],
    )
    unit = forms.ChoiceField(label=_("Unit"), help_text=_("Which unit registers it, or to which the person belongs."))
    group = Words(
        required=False,
        max_length=200,
        label=_("Group in the unit"),
        help_text=_("Only if a club or a group carries it out, for example: Women's club of hamlet 3."),
    )
    person_name = Words(required=False, max_length=200, label=_("Full name of the person"))
    person = forms.ChoiceField(required=False, label=_("Someone of this name is already known. Is it the same person?"))
    fields_of_work = forms.MultipleChoiceField(
        required=False,
        label=_("Fields"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One or more. The practice counts once in the total and once in each field."),
    )
    themes = forms.MultipleChoiceField(
        required=False,
        label=_("Themes and campaigns it serves"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None, one or several. The practice is found on the page of each."),
    )
    aims = Words(
        required=False,
        max_length=1000,
        label=_("What it aims at"),
        widget=forms.Textarea({"rows": 2}),
        help_text=_("In one or two sentences."),
    )
    summary = Words(
        required=False,
        max_length=4000,
        label=_("What is done"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The concrete deeds, in two or three sentences."),
    )
    registered_on = Day(label=_("Day of registration"), help_text=_("Day/month/year, for example 19/05/2026."))
    started_on = Day(required=False, label=_("Day it began"), help_text=_("Leave empty if it began on the same day."))
    paper = Words(
        required=False,
        max_length=200,
        label=_("Registration paper"),
        help_text=_("Number, day, for example 02-ĐK/CB, 09/01/2026."),
    )

    def __init__(self, data: Any = None, *, scope: Scope, today: date, unit: str = "") -> None:
        """``unit`` is the UUID of the one to be chosen beforehand."""
        first = {"uuid": uuid4(), "unit": unit, "kind": "collective", "registered_on": write_date(today)}
        super().__init__(data, initial=first)
        self._scope, self._today = scope, today
        self._units = {str(one.uuid): one for one in own_units(scope, today, also=(data or {}).get("unit") or unit)}
        self._fields = {one.code: one for one in queries.fields()}
        self._people: dict[str, Person] = {}
        choose(self, "unit", [("", "—"), *((uuid, one.name) for uuid, one in self._units.items())])
        choose(self, "fields_of_work", [(code, one.name) for code, one in self._fields.items()])
        self._offer_themes((data or {}).get("unit") or unit)
        self._offer_people((data or {}).get("person_name", ""))

    def _offer_themes(self, unit: str) -> None:
        """What is in force for the own unit and for the one that registers; without any the field is left out."""
        chosen = self._units.get(unit)
        near = {chosen.pk if chosen else 0, self._scope.home_unit_id or 0} - {0}
        found = {one.uuid: one for pk in sorted(near) for one in plans.themes_for(pk, self._today)[:MOST_THEMES]}
        self._themes = {str(uuid): one for uuid, one in found.items()}
        choose(self, "themes", [(uuid, one.name) for uuid, one in self._themes.items()])
        if not self._themes:
            del self.fields["themes"]

    def _offer_people(self, name: str) -> None:
        """People of that very name within reach are offered; none is ever joined by itself."""
        if name.strip():
            near = queries.known_people(clean(name), self._scope.units("read"))[:10]
            self._people = {str(one.uuid): one for one in near}
            offered = [(uuid, self._told(one)) for uuid, one in self._people.items()]
            choose(self, "person", [("", "—"), *offered, ("new", _("No, another person of the same name"))])
        if not self._people:
            del self.fields["person"]

    def _told(self, person: Person) -> str:
        """The name with what tells the person apart: a post, else a practice of theirs."""
        post = organisations.posts_on(person.pk, self._today).first()
        if post:
            unit = organisations.names_on([post.unit_id], self._today)[post.unit_id]
            return f"{person.full_name}, {post.title}, {unit}"
        practice = queries.register().filter(owner_person=person).first()
        return f"{person.full_name} (“{practice.name}”, {practice.owner_name})" if practice else person.full_name

    @property
    def asks_more(self) -> bool:
        """Whether the part that may come later stands open."""
        return bool(self.is_bound and self.errors.keys() & {"group", "themes", "summary", "started_on", "paper"})

    def clean_registered_on(self) -> date | None:
        """Not in days to come."""
        return past(self.cleaned_data["registered_on"], self._today)

    def clean(self) -> dict[str, Any]:
        """One person for an individual practice, none for a collective one."""
        said = super().clean() or {}
        if said.get("kind") == "individual":
            if not said.get("person_name"):
                self.add_error("person_name", _("Give the full name of the person."))
            if "person" in self.fields and not said.get("person"):
                self.add_error("person", _("Choose the same person or another one."))
        elif said.get("person_name"):
            self.add_error("person_name", _("Only a practice of one person bears a person's name."))
        return said

    def registration(self) -> Registration:
        """What was said, for the operation. Of a valid form."""
        said = self.cleaned_data
        known = self._people.get(said.get("person", ""))
        return Registration(
            name=said["name"],
            kind=said["kind"],
            owner_unit=self._units[said["unit"]],
            registered_on=said["registered_on"],
            started_on=said["started_on"],
            owner_person=known,
            new_person="" if known else said["person_name"],
            owner_group=said["group"],
            summary=said["summary"],
            fields=[self._fields[code] for code in said["fields_of_work"]],
            themes=[self._themes[uuid] for uuid in said.get("themes", ())],
            paper=said["paper"],
        )


def own_units(scope: Scope, today: date, *, also: str = "", verb: str = "confirm") -> list[organisations.NamedUnit]:
    """The units that one may register for; of very many, those nearest the top, and the one asked for."""
    reach = scope.units(verb)
    units = organisations.standing(today)
    if reach is not None:
        units = units.filter(pk__in=reach)
    offered = list(units[:MOST_OFFERED])
    if also and all(str(one.uuid) != also for one in offered):
        offered += list(units.filter(uuid=also)) if _is_uuid(also) else []
    return offered


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
