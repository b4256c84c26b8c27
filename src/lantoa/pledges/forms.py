"""What people type about what they undertake. Short: it is typed on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period
from lantoa.design.fields import Day, Words
from lantoa.files.photos import MOST_BYTES
from lantoa.indicators.rules import amounts
from lantoa.organisations.models import Person
from lantoa.plans.models import Theme
from lantoa.pledges import rules, wording
from lantoa.pledges.models import Deed
from lantoa.pledges.operations import Assessment, DeedSaid
from lantoa.pledges.queries import Listed
from lantoa.pledges.rules.contents import measure, read_measure
from lantoa.vietnamese.dates import write_date

PARTS = ("what", "measure", "due_on", "theme", "deed")
UNIT = "unit"


class DeedsForm(forms.Form):
    """So many deeds one below the other; a row that says nothing is left out. ``days`` is the period they lie in."""

    # At least one deed must be written, whichever field it stands in: "optional" at each would mislead.
    all_optional = True

    def __init__(
        self, data: Any = None, files: Any = None, *, themes: Sequence[Theme], days: Period, **more: Any
    ) -> None:
        """``deeds`` are those that stand, ``rows`` how many to show at least, ``initial`` what was typed so far."""
        deeds: Sequence[Deed] = more.pop("deeds", ())
        asked = more.pop("rows", 1)
        typed = more.pop("initial", None) or {}
        super().__init__(data, files, initial=self._stored(deeds, days) | dict(typed), **more)
        self._days = days
        self._themes = {str(one.uuid): one for one in themes}
        # A theme that is over by now stays on the deed that serves it.
        self._themes |= {str(one.theme.uuid): one.theme for one in deeds if one.theme}
        shown = rows_in(data) if data is not None else max(asked, len(deeds), rows_in(typed))
        self.rows = max(1, min(shown, rules.MOST_DEEDS))
        for at in range(self.rows):
            self._add(at)
            self.initial.setdefault(f"due_on_{at}", write_date(days.to_on))

    @staticmethod
    def _stored(deeds: Iterable[Deed], days: Period) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for at, one in enumerate(deeds):
            found |= {
                f"what_{at}": one.what,
                f"measure_{at}": measure(one.amount, one.counted_in),
                f"due_on_{at}": write_date(one.due_on),
                f"theme_{at}": str(one.theme.uuid) if one.theme else "",
                f"deed_{at}": str(one.uuid),
            }
        return found

    def _add(self, at: int) -> None:
        area = forms.Textarea({"rows": 2})
        number = f" {at + 1}" if self.rows > 1 else ""
        help_text = _("Something that can be seen done, for example: each month help one poor household tidy its lane.")
        self.fields |= {
            f"what_{at}": Words(
                required=False, max_length=400, label=_("Deed") + number, widget=area, help_text="" if at else help_text
            ),
            f"measure_{at}": Words(
                required=False,
                max_length=80,
                label=_("How much of it"),
                help_text=_("For example: 12 times. May stay empty."),
            ),
            f"due_on_{at}": Day(required=False, label=_("To be done by")),
            f"deed_{at}": forms.UUIDField(required=False, widget=forms.HiddenInput),
        }
        if self._themes:
            offered = [("", "—"), *((uuid, one.name) for uuid, one in self._themes.items())]
            self.fields[f"theme_{at}"] = forms.ChoiceField(required=False, label=_("Theme"), choices=offered)
        # Only the very first must be filled in.
        self.fields[f"what_{at}"].widget.is_required = False

    @property
    def blocks(self) -> list[dict[str, BoundField]]:
        """The fields of each deed, for the template."""
        names = [name for name in PARTS if f"{name}_0" in self.fields]
        return [{name: self[f"{name}_{at}"] for name in names} for at in range(self.rows)]

    def clean(self) -> dict[str, Any]:
        """Every row whole, at least one of them."""
        said = super().clean() or {}
        days = said.get("days") or self._days
        found = [self._read(at, days) for at in range(self.rows)]
        said["deeds"] = [one for one in found if one is not None]
        if not any(said.get(f"what_{at}") for at in range(self.rows)) and not self.errors:
            self.add_error("what_0", _("Write at least one thing that will be done."))
        return said

    def _read(self, at: int, days: Period) -> DeedSaid | None:
        said = self.cleaned_data
        what, measured = said.get(f"what_{at}", ""), read_measure(said.get(f"measure_{at}", ""))
        if measured is None:
            self.add_error(f"measure_{at}", _("Write a number and what is counted, for example: 12 times."))
            return None
        if not what:
            if measured[0] is not None:
                self.add_error(f"what_{at}", _("Write what will be done."))
            return None
        due_on = said.get(f"due_on_{at}") or days.to_on
        if not days.from_on <= due_on <= days.to_on:
            words = _("The day must lie between %(first)s and %(last)s.")
            self.add_error(f"due_on_{at}", words % {"first": write_date(days.from_on), "last": write_date(days.to_on)})
            return None
        theme = self._themes.get(said.get(f"theme_{at}", ""))
        return DeedSaid(what, due_on, *measured, theme, said.get(f"deed_{at}"))


def rows_in(data: Mapping[str, Any]) -> int:
    """How many deeds were sent."""
    return sum(1 for at in range(rules.MOST_DEEDS) if f"what_{at}" in data)


def years_offered(today: date) -> list[tuple[str, str]]:
    """This year and the one for which people register about now."""
    years = [today.year, today.year + 1] if today.month > 6 else [today.year - 1, today.year]
    return [(str(one), str(one)) for one in years]


def term_field() -> Words:
    """The first and the last year of a term."""
    return Words(
        required=False,
        max_length=40,
        label=_("Or for the whole term"),
        help_text=_("First and last year, for example: 2025-2030. Empty for one year."),
    )


def typed(data: Any) -> dict[str, Any]:
    """What was typed, to show it again without saying what is wrong with it yet."""
    return {name: data.getlist(name) if name == "people" else data[name] for name in data}


def photo_field(label: Any) -> forms.FileField:
    """A photo from a telephone."""
    return forms.FileField(
        required=False,
        label=label,
        help_text=_("JPG or PNG, at most 10 MB. Place and time that the telephone wrote into it are taken out."),
        widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png"}),
    )


def checked_photo(photo: Any) -> Any:
    """The photo, not larger than what is kept."""
    if photo is not None and (photo.size or 0) > MOST_BYTES:
        raise forms.ValidationError(_("The photo is larger than 10 MB. Take it again in a lower quality."))
    return photo


class PeriodForm(DeedsForm):
    """Deeds, and the year or term in which they are done."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    year = forms.ChoiceField(required=False, label=_("For the year"))
    term = term_field()
    photo = photo_field(_("Photo of the paper list"))

    def __init__(self, data: Any = None, files: Any = None, *, today: date, **more: Any) -> None:
        """Offers this year and the next."""
        more["initial"] = {"uuid": uuid4(), "year": str(today.year)} | dict(more.get("initial") or {})
        super().__init__(data, files, days=Period.year(today.year), **more)
        field: Any = self.fields["year"]
        field.choices = years_offered(today)

    def clean_photo(self) -> Any:
        """Not larger than what is kept."""
        return checked_photo(self.cleaned_data["photo"])

    def clean(self) -> dict[str, Any]:
        """The period first: the days of the deeds lie in it."""
        said = self.cleaned_data
        said["span"] = "term" if said.get("term") else "year"
        try:
            said["days"] = amounts.read_period(said.get("term") or said.get("year") or str(self._days.from_on.year))
        except amounts.UnableToReadAmount:
            self.add_error("term", _("Write the first and the last year of the term, for example: 2025-2030."))
        if "days" in said and said["days"] != self._days:
            # The day that the form proposed was that of the other period.
            for at in range(self.rows):
                if said.get(f"due_on_{at}") == self._days.to_on:
                    said[f"due_on_{at}"] = said["days"].to_on
        return super().clean()


class PledgeForm(PeriodForm):
    """One pledge: of whom, and which deeds. Without ``people`` it is the visitor's own."""

    whose = forms.ChoiceField(label=_("Who undertakes it"))

    def __init__(self, data: Any = None, files: Any = None, *, people: Sequence[Listed] | None, **more: Any) -> None:
        """Offers those of the unit who have none yet first, and the unit itself."""
        super().__init__(data, files, **more)
        self._people = {str(one.person.uuid): one.person for one in people or ()}
        if people is None:
            # What is one's own is entered on behalf of nobody.
            del self.fields["whose"], self.fields["photo"]
            return
        free = [one for one in people if one.pledge is None]
        has = [one for one in people if one.pledge is not None]
        field: Any = self.fields["whose"]
        field.choices = [
            ("", "—"),
            *((str(one.person.uuid), one.person.full_name) for one in free),
            (UNIT, _("The unit as a whole")),
            *((str(one.person.uuid), f"{one.person.full_name} ✓") for one in has),
        ]
        self.order_fields(["whose"])

    def person(self) -> Person | None:
        """Who undertakes it; None for the unit. Of a valid form with people."""
        return self._people.get(self.cleaned_data["whose"])


class ManyForm(PeriodForm):
    """One text, and the people who all undertake it."""

    people = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=_("Who undertakes it"),
        error_messages={"required": _("Choose at least one person.")},
    )
    is_confirmed = forms.BooleanField(
        required=False,
        label=_("The branch has agreed to it"),
        help_text=_("Ticked: confirmed at once. Else each one waits to be confirmed."),
    )

    def __init__(self, data: Any = None, files: Any = None, *, free: Sequence[Listed], **more: Any) -> None:
        """Those who have none yet are ticked."""
        more["initial"] = {"people": [str(one.person.uuid) for one in free]} | dict(more.get("initial") or {})
        super().__init__(data, files, **more)
        self._people = {str(one.person.uuid): one.person for one in free}
        field: Any = self.fields["people"]
        field.choices = [(uuid, one.full_name) for uuid, one in self._people.items()]

    def chosen(self) -> list[Person]:
        """The people who were ticked. Of a valid form."""
        return [self._people[uuid] for uuid in self.cleaned_data["people"]]


class AmendForm(DeedsForm):
    """Other deeds, and why."""

    why = Words(max_length=1000, label=_("Why is it amended?"), widget=forms.Textarea({"rows": 2}))


class WhyForm(forms.Form):
    """Words that go with a verb."""

    note = Words(max_length=1000, label=_("Reason or remarks"), widget=forms.Textarea({"rows": 2}))


class ProgressForm(forms.Form):
    """What was done of a deed."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    words = Words(max_length=600, label=_("What was done"), widget=forms.Textarea({"rows": 2}))
    on = Day(label=_("On which day"))
    photo = photo_field(_("Photo that shows it"))
    is_done = forms.BooleanField(required=False, label=_("It is finished with that"))

    def __init__(self, *args: Any, today: date, of: UUID, **more: Any) -> None:
        """``of`` keeps apart the fields of several such forms on one page."""
        more |= {"initial": {"uuid": uuid4(), "on": write_date(today)}, "auto_id": f"id_{of}_%s"}
        super().__init__(*args, **more)

    def clean_photo(self) -> Any:
        """Not larger than what is kept."""
        return checked_photo(self.cleaned_data["photo"])


class AssessForm(forms.Form):
    """How each deed went."""

    def __init__(self, data: Any = None, *, deeds: Sequence[Deed]) -> None:
        """A choice and a few words for each; what is marked as finished is proposed as done."""
        super().__init__(data)
        self._deeds = {one.uuid: one for one in deeds}
        for one in deeds:
            self.fields[f"outcome_{one.uuid}"] = forms.ChoiceField(
                label=one.what,
                widget=forms.RadioSelect,
                choices=list(wording.OUTCOMES.items()),
                initial=one.outcome or ("done" if one.done_on else ""),
            )
            self.fields[f"told_{one.uuid}"] = Words(
                required=False,
                max_length=600,
                label=_("What came of it"),
                initial=one.told,
                help_text=_("In figures where there are any, for example: helped 12 households."),
            )

    def said(self) -> dict[UUID, Assessment]:
        """What was said of each deed. Of a valid form."""
        given = self.cleaned_data
        return {uuid: Assessment(given[f"outcome_{uuid}"], given[f"told_{uuid}"]) for uuid in self._deeds}


class CloseForm(forms.Form):
    """How the pledge ended, in the branch's word."""

    result = forms.ChoiceField(
        label=_("The branch's conclusion"), widget=forms.RadioSelect, choices=list(wording.RESULTS.items())
    )
    note = Words(required=False, max_length=1000, label=_("Remarks"), widget=forms.Textarea({"rows": 2}))


class FiledForm(forms.Form):
    """Who filed the private commitment of the year."""

    on = Day(label=_("Filed on"))
    people = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=_("Who has filed it"),
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, data: Any = None, *, people: Sequence[Person], today: date) -> None:
        """Offers those who have not filed it."""
        super().__init__(data, initial={"on": write_date(today)})
        self._people = {str(one.uuid): one for one in people}
        field: Any = self.fields["people"]
        field.choices = [(uuid, one.full_name) for uuid, one in self._people.items()]

    def chosen(self) -> list[Person]:
        """The people who were ticked. Of a valid form."""
        return [self._people[uuid] for uuid in self.cleaned_data["people"]]
