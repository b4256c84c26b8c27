"""An activity, a series, and the reason of a verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.activities import wording
from lantoa.activities.models import Activity, Speaker
from lantoa.activities.operations import ActivitySaid
from lantoa.activities.rules import Kind
from lantoa.activities.rules.recurrence import Recurrence, read_rule
from lantoa.design.fields import Day, Words, choose
from lantoa.organisations.models import Unit
from lantoa.plans.models import Theme
from lantoa.practices.models import Practice
from lantoa.vietnamese.dates import write_date

_HOUR = re.compile(r"(\d{1,2})\s*(?:[h:.g]|giờ)?\s*(\d{2})?\s*(?:phút)?", re.I)
_AREA = forms.Textarea({"rows": 3})


class Hour(forms.CharField):
    """An hour as people write it: "7h30", "19:30", "8 giờ"."""

    def to_python(self, value: Any) -> Any:
        """The hour; ValidationError for what is none."""
        text = str(value or "").strip()
        if not text:
            return None
        found = _HOUR.fullmatch(text)
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise forms.ValidationError(_("Write the hour like 7h30 or 19:30."))
        return time(int(found[1]), int(found[2] or 0))


def written(hour: time | None) -> str:
    """An hour as the field shows it."""
    return f"{hour:%H:%M}" if hour else ""


class ActivityForm(forms.Form):
    """One activity; which fields there are is said by its kind."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    title = Words(max_length=300, label=_("Name of the activity"))
    from_on = Day(label=_("On the day"))
    begins = Hour(required=False, label=_("Begins at"), widget=forms.TextInput({"placeholder": "7h30"}))
    place = Words(required=False, max_length=200, label=_("At which place"))
    led_by = Words(required=False, max_length=200, label=_("Led by"))
    to_on = Day(required=False, label=_("Last day, if it lasts several"))
    ends = Hour(required=False, label=_("Ends at"))
    speaker = forms.ChoiceField(required=False, label=_("Speaker"))
    speaker_name = Words(required=False, max_length=200, label=_("Or another speaker, by name"))
    about = Words(required=False, max_length=4000, label=_("What it is about"), widget=_AREA)
    themes = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label=_("Serves the theme"))
    practices = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Serves the practice")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        kind: Kind,
        unit: Unit,
        themes: Sequence[Theme] = (),
        practices: Sequence[Practice] = (),
        speakers: Sequence[Speaker] = (),
        one: Activity | None = None,
        **more: Any,
    ) -> None:
        """``one`` is what is corrected; what it serves stays offered, though it be over."""
        known = list(one.themes.all()) if one else []
        own = list(one.practices.all()) if one else []
        more["initial"] = {"uuid": uuid4()} | (_stored(one, known, own) if one else {}) | (more.get("initial") or {})
        super().__init__(data, **more)
        self._kind, self._unit = kind, unit
        self._themes = {str(each.uuid): each for each in [*themes, *known]}
        self._practices = {str(each.uuid): each for each in [*practices, *own]}
        self._speakers = {str(each.uuid): each for each in speakers}
        if one and one.speaker:
            self._speakers[str(one.speaker.uuid)] = one.speaker
        choose(self, "themes", [(uuid, each.name) for uuid, each in self._themes.items()])
        choose(self, "practices", [(uuid, each.name) for uuid, each in self._practices.items()])
        offered = [(uuid, f"{each.person.full_name}") for uuid, each in self._speakers.items()]
        choose(self, "speaker", [("", "—"), *offered])
        if not kind.speaker:
            del self.fields["speaker"], self.fields["speaker_name"]
        elif not self._speakers:
            del self.fields["speaker"]
        if kind.public:
            self.fields["title"].help_text = _(
                "Name, days, hour and place of this kind stand on the public site: name no resident here."
            )
        if not kind.content:
            del self.fields["about"]
        for name, choices in (("themes", self._themes), ("practices", self._practices)):
            if not choices or not kind.content:
                del self.fields[name]

    def said(self) -> ActivitySaid:
        """What was typed. Of a valid form."""
        typed = self.cleaned_data
        return ActivitySaid(
            unit=self._unit,
            kind=self._kind.code,
            title=typed["title"],
            from_on=typed["from_on"],
            to_on=typed.get("to_on"),
            begins=typed["begins"],
            ends=typed.get("ends"),
            place=typed["place"],
            about=typed.get("about", ""),
            led_by=typed["led_by"],
            speaker=self._speakers.get(typed.get("speaker", "")),
            speaker_name=typed.get("speaker_name", ""),
            themes=[self._themes[uuid] for uuid in typed.get("themes", ())],
            practices=[self._practices[uuid] for uuid in typed.get("practices", ())],
        )


def _stored(one: Activity, themes: list[Theme], practices: list[Practice]) -> dict[str, Any]:
    return {
        "uuid": one.uuid,
        "title": one.title,
        "from_on": write_date(one.from_on),
        "to_on": write_date(one.to_on) if one.to_on != one.from_on else "",
        "begins": written(one.begins),
        "ends": written(one.ends),
        "place": one.place,
        "led_by": one.led_by,
        "about": one.about,
        "speaker": str(one.speaker.uuid) if one.speaker else "",
        "speaker_name": one.speaker_name,
        "themes": [str(each.uuid) for each in themes],
        "practices": [str(each.uuid) for each in practices],
    }


class SeriesForm(ActivityForm):
    """An activity that comes round again."""

    pattern = forms.ChoiceField(
        label=_("How often"), widget=forms.RadioSelect, choices=list(wording.PATTERNS.items()), initial="weeks"
    )
    weekday = forms.ChoiceField(
        required=False,
        label=_("On which day of the week"),
        choices=[(str(at), words) for at, words in enumerate(wording.WEEKDAYS)],
        initial="5",
    )
    weeks = forms.MultipleChoiceField(
        required=False,
        label=_("In which weeks of the month"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(week), words) for week, words in wording.WEEKS.items()],
    )
    day = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=31,
        label=_("On which day of the month"),
        help_text=_("From 1 to 31; a shorter month takes its last day."),
    )
    until = Day(required=False, label=_("Until the day"), help_text=_("Empty: without an end."))

    def __init__(self, data: Any = None, *, rule: str = "", **more: Any) -> None:
        """``rule`` is that of the series which is changed."""
        if rule:
            known = read_rule(rule)
            weeks = [str(week) for week in known.weeks]
            said = {"pattern": known.pattern, "weekday": str(known.weekday), "weeks": weeks, "day": known.day}
            more["initial"] = said | (more.get("initial") or {})
        super().__init__(data, **more)
        del self.fields["to_on"]

    def clean(self) -> dict[str, Any]:
        """The recurrence of the pattern that was chosen."""
        said = super().clean() or self.cleaned_data
        pattern = said.get("pattern")
        if pattern == "weeks" and not said.get("weeks"):
            self.add_error("weeks", _("Choose at least one week."))
        elif pattern == "monthly" and not said.get("day") and "day" not in self.errors:
            self.add_error("day", _("Write the day of the month, from 1 to 31."))
        elif pattern and not self.errors:
            weeks = tuple(int(week) for week in said["weeks"])
            said["recurrence"] = Recurrence(pattern, int(said["weekday"] or 0), weeks, said.get("day") or 1)
        return said


class WhyForm(forms.Form):
    """Words that go with a verb, and the new day where it is moved."""

    on = Day(label=_("New day"))
    note = Words(max_length=500, label=_("Reason"), widget=forms.Textarea({"rows": 2}))

    def __init__(self, data: Any = None, *, verb: str, **more: Any) -> None:
        """The day is asked for only where it moves."""
        super().__init__(data, auto_id=f"id_{verb}_%s", **more)
        if verb != "move":
            del self.fields["on"]


def default_title(kind: Kind, day: date) -> str:
    """What such an activity is called when nobody says more: "Sinh hoạt chi bộ tháng 11/2026"."""
    return f"{kind.name} tháng {day.month}/{day.year}" if kind.code == "sinh-hoat-chi-bo" else ""
