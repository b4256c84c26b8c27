"""What people type about exemplars. Only who, one sentence and the story are needed; the rest may come later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.scopes import Scope
from lantoa.design.fields import Words, choose
from lantoa.exemplars import queries, wording
from lantoa.exemplars.models import Exemplar
from lantoa.exemplars.operations import Said
from lantoa.files.models import StoredFile
from lantoa.files.operations import UnableToKeepPhoto, keep_picture
from lantoa.files.photos import MOST_BYTES
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Person, Unit
from lantoa.organisations.queries import NamedUnit
from lantoa.practices import queries as practices
from lantoa.practices.models import Field
from lantoa.practices.registering import own_units
from lantoa.regulations import queries as regulations
from lantoa.vietnamese.text import clean

PHOTO = {"accept": "image/jpeg,image/png"}
MOST_PRACTICES = 30


class FilterForm(forms.Form):
    """What a list is narrowed to; what cannot be understood asks for nothing."""

    all_optional = True

    q = Words(required=False, max_length=200, label=_("Name, unit or words"))
    field = forms.ChoiceField(required=False, label=_("Field"))
    kind = forms.ChoiceField(required=False, label=_("Who it is"))
    stage = forms.ChoiceField(required=False, label=_("Stage"))
    unit = forms.ChoiceField(required=False, label=_("Unit or place"))
    year = forms.IntegerField(required=False, min_value=1945, max_value=2200, label=_("In the year"))

    def __init__(self, data: Any, *, fields: Iterable[Field], units: Iterable[NamedUnit]) -> None:
        """Offers these fields and units."""
        super().__init__(data)
        self._units = {str(one.uuid): one for one in units}
        choose(self, "field", [("", _("Every field")), *((one.code, one.name) for one in fields)])
        choose(self, "kind", [("", _("Everybody")), *wording.KINDS.items()])
        choose(self, "stage", [("", _("Every stage")), *wording.STAGES.items()])
        choose(self, "unit", [("", _("Every place")), *((uuid, one.name) for uuid, one in self._units.items())])

    def wanted(self) -> queries.Wanted:
        """The question in the concept's own terms."""
        self.is_valid()
        said = self.cleaned_data
        unit = self._units.get(said.get("unit", ""))
        names = {name: said.get(name) or "" for name in ("kind", "stage", "field")}
        return queries.Wanted(said.get("q") or "", year=said.get("year"), unit=unit.pk if unit else None, **names)


class TextForm(forms.Form):
    """What is told of an exemplar."""

    known_as = Words(
        required=False,
        max_length=200,
        label=_("Known as"),
        help_text=_("Post, work or place, for example: head of the women's group of hamlet 3."),
    )
    headline = Words(
        max_length=200,
        label=_("In one sentence"),
        help_text=_("What others may learn, for example: gave land and got 42 households to make the road together."),
    )
    story = Words(
        max_length=6000,
        label=_("What was done"),
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Concrete deeds in plain words: what, how, with whom. No praise, no private matters."),
    )
    results = Words(
        required=False,
        max_length=3000,
        label=_("What came of it"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("With numbers where there are any."),
    )
    from_year = forms.IntegerField(min_value=1945, max_value=2200, label=_("From the year"))
    to_year = forms.IntegerField(
        required=False, min_value=1945, max_value=2200, label=_("To the year"), help_text=_("Empty: still going on.")
    )
    is_minor = forms.BooleanField(
        required=False,
        help_text=_("Then only a parent or guardian may consent, in writing, and the child is asked too."),
    )
    fields_of_work = forms.MultipleChoiceField(required=False, label=_("Fields"), widget=forms.CheckboxSelectMultiple)
    practices = forms.MultipleChoiceField(
        required=False, label=_("Practices it belongs to"), widget=forms.CheckboxSelectMultiple
    )
    photo = forms.FileField(
        required=False,
        label=_("Picture"),
        widget=forms.ClearableFileInput(PHOTO),
        help_text=_("JPG or PNG, at most 10 MB. Place and time that the telephone wrote into it are taken out."),
    )
    photo_says = Words(
        required=False,
        max_length=200,
        label=_("What the picture shows"),
        help_text=_("Read out to those who do not see it."),
    )

    def _offer(self, unit: int | None, today: date) -> None:
        """The fields, the practices of the unit, the age of a child; a part without any choice is left out."""
        ages = regulations.on("exemplars-of-children", today).value
        self.fields["is_minor"].label = _("Somebody under %d is shown") % ages["child_under"]
        self._fields = {one.code: one for one in practices.fields()}
        near = practices.register().filter(owner_unit=unit)[:MOST_PRACTICES] if unit else ()
        self._practices = {str(one.uuid): one for one in near}
        choose(self, "fields_of_work", [(code, one.name) for code, one in self._fields.items()])
        choose(self, "practices", [(uuid, one.name) for uuid, one in self._practices.items()])
        if not self._practices:
            del self.fields["practices"]

    @property
    def asks_more(self) -> bool:
        """Whether the part that may come later stands open."""
        more = {"known_as", "to_year", "fields_of_work", "practices", "photo", "photo_says", "is_minor"}
        return bool(self.is_bound and self.errors.keys() & more)

    def clean(self) -> dict[str, Any]:
        """A picture says what it shows."""
        said = super().clean() or {}
        if said.get("photo") and not said.get("photo_says"):
            self.add_error("photo_says", _("Say what the picture shows."))
        return said

    def told(self, scope: Scope, photo: StoredFile | None = None) -> dict[str, Any] | None:
        """For the operation, with a new picture kept; None where it is none, which the form then says."""
        given = self.cleaned_data
        if upload := given["photo"]:
            try:
                # Not read whole into memory when it is larger than what is kept.
                photo = keep_picture(scope=scope, name="anh", data=upload.read(MOST_BYTES + 1))
            except UnableToKeepPhoto as error:
                self.add_error("photo", str(error))
                return None
        plain = ("known_as", "headline", "story", "results", "from_year", "to_year", "is_minor")
        return {name: given[name] for name in plain} | {
            "fields": [self._fields[code] for code in given["fields_of_work"]],
            "practices": [self._practices[uuid] for uuid in given.get("practices", ())],
            "photo": photo,
            "photo_says": given["photo_says"] if photo else "",
        }


class ProposeForm(TextForm):
    """An exemplar is proposed."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Who it is"), widget=forms.RadioSelect, choices=list(wording.KINDS.items()))
    name = Words(
        required=False,
        max_length=200,
        label=_("Full name, or name of the group"),
        help_text=_("Leave empty when it is the whole unit."),
    )
    person = forms.ChoiceField(required=False, label=_("Someone of this name is already known. Is it the same person?"))
    unit = forms.ChoiceField(label=_("Unit"), help_text=_("To which unit they belong."))

    def __init__(self, data: Any = None, files: Any = None, *, scope: Scope, today: date) -> None:
        """Offers the own units, and people of the name that was typed."""
        super().__init__(data, files, initial={"uuid": uuid4(), "kind": "person", "from_year": today.year})
        self._scope = scope
        verb = "confirm" if "confirm" in scope.reach else "take_in"
        self._units = {
            str(one.uuid): one for one in own_units(scope, today, also=(data or {}).get("unit", ""), verb=verb)
        }
        home = next((uuid for uuid, one in self._units.items() if one.pk == scope.home_unit_id), "")
        self.initial["unit"] = home
        choose(self, "unit", [("", "—"), *((uuid, one.name) for uuid, one in self._units.items())])
        chosen = self._units.get((data or {}).get("unit", home))
        self._offer(chosen.pk if chosen else None, today)
        self._people: dict[str, Person] = {}
        typed = clean((data or {}).get("name", "")).strip()
        if typed and (data or {}).get("kind") == "person":
            near = queries.known_people(typed, scope.units("read"))[:10]
            self._people = {str(one.uuid): one for one in near}
            told = [(uuid, self._told_apart(one, today)) for uuid, one in self._people.items()]
            choose(self, "person", [("", "—"), *told, ("new", _("No, another person of the same name"))])
        if not self._people:
            del self.fields["person"]

    @staticmethod
    def _told_apart(person: Person, today: date) -> str:
        post = organisations.posts_on(person.pk, today).first()
        if post is None:
            return person.full_name
        return f"{person.full_name}, {post.title}, {organisations.names_on([post.unit_id], today)[post.unit_id]}"

    def clean(self) -> dict[str, Any]:
        """A name for whoever is not the whole unit, and an answer whether it is somebody who is known."""
        said = super().clean()
        if said.get("kind") in ("person", "group") and not said.get("name"):
            self.add_error("name", _("Write the name."))
        if "person" in self.fields and not said.get("person"):
            self.add_error("person", _("Choose the same person or another one."))
        return said

    def said(self, scope: Scope) -> Said | None:
        """For the operation. Of a valid form; None when the picture is none."""
        told = self.told(scope)
        if told is None:
            return None
        given = self.cleaned_data
        unit: Unit = self._units[given["unit"]]
        known = self._people.get(given.get("person", ""))
        return Said(given["kind"], unit, person=known, name=given["name"], **told)


class AmendForm(TextForm):
    """What is told is amended, with the reason."""

    why = Words(max_length=400, label=_("Why it is amended"))
    is_agreed = forms.BooleanField(
        required=False, label=_("Whoever consented has seen the new text and picture and agrees")
    )
    without_photo = forms.BooleanField(required=False, label=_("Take the picture out"))

    def __init__(
        self, data: Any = None, files: Any = None, *, exemplar: Exemplar, on_consent: bool, today: date
    ) -> None:
        """Starts from what is told now."""
        plain = ("known_as", "headline", "story", "results", "from_year", "to_year", "is_minor", "photo_says")
        initial: dict[str, Any] = {name: getattr(exemplar, name) for name in plain}
        initial["fields_of_work"] = [one.code for one in exemplar.fields.all()]
        initial["practices"] = [str(one.uuid) for one in queries.practices_of(exemplar)]
        super().__init__(data, files, initial=initial)
        self._exemplar = exemplar
        self._offer(exemplar.owner_unit_id, today)
        if not on_consent:
            del self.fields["is_agreed"]
        if not exemplar.photo_id:
            del self.fields["without_photo"]

    def said(self, scope: Scope) -> Said | None:
        """For the operation. Of a valid form; None when the picture is none."""
        one = self._exemplar
        kept = None if self.cleaned_data.get("without_photo") else one.photo
        told = self.told(scope, kept)
        if told is None:
            return None
        if "practices" not in self.fields:
            told["practices"] = list(queries.practices_of(one))
        return Said(one.kind, one.owner_unit, person=one.person, name=one.name, **told)
