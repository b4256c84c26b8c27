"""What belongs to an activity; speakers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.activities import wording
from lantoa.activities.operations import SpeakerSaid
from lantoa.design.fields import Day, Words, choose
from lantoa.organisations.models import Person, Unit
from lantoa.vietnamese.dates import write_date


class MinutesForm(forms.Form):
    """The minutes as a text."""

    minutes = Words(required=False, max_length=50_000, label=_("Minutes"), widget=forms.Textarea({"rows": 8}))


class AttachForm(forms.Form):
    """A file of the activity."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("Kind of file"), choices=list(wording.FILES.items()))
    file = forms.FileField(
        label=_("File or photo"),
        help_text=_("A photo is kept without its place and time. Nothing secret may be brought in."),
    )
    title = Words(required=False, max_length=200, label=_("Title of the file"))

    def __init__(self, data: Any = None, files: Any = None) -> None:
        """With an id of its own."""
        super().__init__(data, files, initial={"uuid": uuid4()}, auto_id="id_attach_%s")


class RaisedForm(forms.Form):
    """One matter that people raised."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    words = Words(
        max_length=1000,
        label=_("What people raised"),
        help_text=_(
            "Only the matter, in a few words: no names, no opinion of the speaker. "
            "Never the content of a denunciation: lead whoever brings one to the reception of citizens."
        ),
        widget=forms.Textarea({"rows": 2}),
    )
    where = Words(required=False, max_length=200, label=_("Where it is, if that matters"))

    def __init__(self, data: Any = None) -> None:
        """With an id of its own."""
        super().__init__(data, initial={"uuid": uuid4()}, auto_id="id_raised_%s")


class PieceForm(forms.Form):
    """One piece of a column."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    title = Words(max_length=300, label=_("Title of the piece"))
    outlet = Words(max_length=200, label=_("Where it came out"), help_text=_("For example: commune radio."))
    on = Day(label=_("Came out on"))
    link = forms.CharField(required=False, max_length=500, label=_("Address of the page"))

    def __init__(self, data: Any = None, *, today: date) -> None:
        """With an id of its own."""
        super().__init__(data, initial={"uuid": uuid4(), "on": write_date(today)}, auto_id="id_piece_%s")


class SpeakerForm(forms.Form):
    """Who speaks for a unit."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    person = forms.ChoiceField(required=False, label=_("Person of the unit"))
    new_person = Words(required=False, max_length=200, label=_("Or a person who is not in the list, by full name"))
    role = forms.ChoiceField(label=_("Speaks as"), choices=list(wording.SPEAKERS.items()))
    level = forms.ChoiceField(label=_("Level of the speaker"), choices=list(wording.LEVELS.items()), initial="commune")
    from_on = Day(label=_("Since"))

    def __init__(self, data: Any = None, *, people: Sequence[Person], today: date) -> None:
        """Offers the people of the unit."""
        super().__init__(data, initial={"uuid": uuid4(), "from_on": write_date(today)})
        self._people = {str(each.uuid): each for each in people}
        choose(self, "person", [("", "—"), *((uuid, each.full_name) for uuid, each in self._people.items())])

    def said(self, unit: Unit) -> SpeakerSaid:
        """Who it is. Of a valid form."""
        typed = self.cleaned_data
        return SpeakerSaid(
            unit,
            typed["from_on"],
            self._people.get(typed["person"]),
            typed["new_person"],
            typed["role"],
            typed["level"],
        )


class EndSpeakerForm(forms.Form):
    """Until when somebody speaks."""

    last_on = Day(label=_("Last day"))
