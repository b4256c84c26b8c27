"""What people type when a paper comes in and when they correct what was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period, day_before
from lantoa.common.scopes import Scope
from lantoa.intake import as_reports, wording
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.practices.fields import Day, Words, choose
from lantoa.reading.headings import NONE, ROLES, Heading

MOST_OFFERED = 400
FIRST_YEAR = 2006
# More files than these are read in the background.
AT_ONCE = 5
PARTS = {
    "": _("Whole year"),
    "Q1": _("Quarter I"),
    "Q2": _("Quarter II"),
    "Q3": _("Quarter III"),
    "Q4": _("Quarter IV"),
    "H1": _("First 6 months"),
    "H2": _("Last 6 months"),
    "M9": _("First 9 months"),
}


class SeveralFiles(forms.ClearableFileInput):
    """A field for files that takes more than one."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Each of them checked; an empty file is for the operation to refuse, with its own words."""
        return (
            [one for one in data or [] if one is not None]
            if isinstance(data, (list, tuple))
            else [data]
            if data
            else []
        )


def own_units(scope: Scope, verb: str, today: date, *, also: Iterable[str] = ()) -> list[NamedUnit]:
    """The units that the verb may be used on; of very many those nearest the top, and those asked for by code."""
    reach = scope.units(verb)
    units = organisations.standing(today)
    if reach is not None:
        units = units.filter(pk__in=reach)
    offered = list(units[:MOST_OFFERED])
    known = {one.code for one in offered}
    return offered + list(organisations.named(today).filter(code__in=set(also) - known - {""}))


def former_units(scope: Scope, verb: str, today: date, *, lived: Period | None = None) -> list[NamedUnit]:
    """The units that ended and whose records lie within reach, those that ended last first: old papers are of them.

    ``lived`` leaves only those that stood on any day of a period.
    """
    reach = scope.units(verb)
    ended = organisations.named(today).filter(dissolved_on__lte=today)
    if lived:
        ended = ended.filter(organisations.lived_during(lived.from_on, lived.to_on))
    return list((ended if reach is None else ended.filter(pk__in=reach)).order_by("-dissolved_on", "pk")[:MOST_OFFERED])


def until(unit: NamedUnit) -> str:
    """The name of a unit, with its last day where it has one, which tells it from one that bears the name after it."""
    if unit.dissolved_on is None:
        return unit.name
    return gettext("%(name)s (until %(day)s)") % {
        "name": unit.name,
        "day": f"{day_before(unit.dissolved_on):%d/%m/%Y}",
    }


class TakeInForm(forms.Form):
    """A paper comes in: as files, or pasted."""

    papers = Files(
        required=False,
        label=_("Files"),
        help_text=_(
            "Word (.docx, .doc), Excel (.xlsx, .xls), PDF, photos (JPG, PNG), e-mail (.eml), web page or plain text; "
            "many files or a .zip archive at one go."
        ),
    )
    pasted = forms.CharField(
        required=False,
        max_length=2_000_000,
        label=_("Or paste the text"),
        widget=forms.Textarea({"rows": 6}),
        help_text=_("From Zalo, from e-mail, from a web page."),
    )
    title = Words(
        required=False, max_length=300, label=_("Name of the paper"), help_text=_("Left empty: the file's name.")
    )
    unit = forms.ChoiceField(label=_("Received by"))
    about = forms.ChoiceField(
        required=False, label=_("Figures of"), help_text=_("For whom what is written in it counts, unless it says so.")
    )
    year = forms.TypedChoiceField(coerce=int, label=_("Year"))
    part = forms.ChoiceField(required=False, label=_("Part of the year"), choices=list(PARTS.items()))
    from_on = Day(required=False, label=_("From"))
    to_on = Day(required=False, label=_("To"))
    as_report = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, scope: Scope, today: date, as_report: str = "") -> None:
        """Offers the units that one may take in for, one's own first.

        ``as_report`` are the words that name the report which the paper is (as_reports.meant).
        """
        super().__init__(data, files)
        self.meant = as_reports.meant(scope, (data or {}).get("as_report", "") or as_report)
        self._last_year = today.year + 5
        self._units = {one.code: one for one in own_units(scope, "take_in", today)}
        own = next((one.code for one in self._units.values() if one.pk == scope.home_unit_id), "")
        offered = [(one.code, one.name) for one in self._units.values()]
        choose(self, "unit", offered)
        former = former_units(scope, "take_in", today)
        self._about = self._units | {one.code: one for one in former}
        gone = [(one.code, until(one)) for one in former]
        choose(self, "about", [("", _("The same unit")), *offered, *gone])
        choose(self, "year", [(year, str(year)) for year in range(today.year, FIRST_YEAR - 1, -1)])
        self.initial.update(unit=own, year=today.year)
        if self.meant:
            days = self.meant.stretch.days
            about = self.meant.unit.code
            if about not in self._about:
                self._about[about] = self.meant.unit
                choose(self, "about", [("", _("The same unit")), *offered, *gone, (about, self.meant.unit.name)])
            self.initial.update(
                about=about, year=days.to_on.year, from_on=days.from_on, to_on=days.to_on, as_report=as_report
            )

    def clean(self) -> dict[str, Any]:
        """Something must be brought, and two days must be in order."""
        said = super().clean() or {}
        if not said.get("papers") and not (said.get("pasted") or "").strip() and not self.errors.get("papers"):
            self.add_error("papers", _("Choose a file, or paste the text below."))
        from_on, to_on = said.get("from_on"), said.get("to_on")
        if bool(from_on) != bool(to_on):
            self.add_error("to_on" if from_on else "from_on", _("Give both days, or neither."))
        elif from_on and to_on and from_on > to_on:
            self.add_error("to_on", _("The last day comes before the first."))
        elif from_on and to_on and not (from_on.year >= FIRST_YEAR and to_on.year <= self._last_year):
            years = {"first": FIRST_YEAR, "last": self._last_year}
            self.add_error("from_on", _("The days must lie between %(first)s and %(last)s.") % years)
        return said

    def period(self) -> Period:
        """The two days if they were given, else the part of the year. Of a valid form."""
        said = self.cleaned_data
        if said["from_on"] and said["to_on"]:
            return Period(said["from_on"], said["to_on"])
        return Period.parse(f"{said['year']}-{said['part']}" if said["part"] else str(said["year"]))

    def is_batch(self) -> bool:
        """Whether more came than one waits for: an archive, or many files. Of a valid form."""
        brought = self.cleaned_data["papers"]
        return len(brought) > AT_ONCE or any((one.name or "").lower().endswith(".zip") for one in brought)

    def brought(self) -> list[tuple[str, UploadedFile[Any] | bytes]]:
        """The files, and what was pasted as one more, by name. Of a valid form."""
        said = self.cleaned_data
        found: list[tuple[str, UploadedFile[Any] | bytes]] = [(one.name or "", one) for one in said["papers"]]
        pasted = said["pasted"].replace("\r\n", "\n").strip()
        if pasted:
            name = (said["title"] or pasted.splitlines()[0])[:80].strip() or "van-ban"
            found.append((f"{name}.txt", pasted.encode()))
        return found

    def units(self) -> tuple[NamedUnit, NamedUnit | None]:
        """Who took it in, and for whom it counts if that is another. Of a valid form."""
        return self._units[self.cleaned_data["unit"]], self._about.get(self.cleaned_data["about"])


class TypingForm(forms.Form):
    """What a person types from a paper that could not be read."""

    text = forms.CharField(
        max_length=2_000_000,
        strip=False,
        label=_("What is written in it"),
        help_text=_("Type what is to be entered, a line for each matter. It is then read like any paper."),
        widget=forms.Textarea({"rows": 14}),
    )


class FilterForm(forms.Form):
    """What the list of papers is narrowed to; what cannot be understood asks for nothing."""

    q = Words(required=False, max_length=200, label=_("Name of the paper"))
    stage = forms.ChoiceField(
        required=False, label=_("Where it stands"), choices=[("", _("Everywhere")), *wording.PAPER_STAGES.items()]
    )
    year = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, label=_("Year received"))

    def __init__(self, data: Any, *, years: list[int]) -> None:
        """Offers these years."""
        super().__init__(data)
        choose(self, "year", [("", _("Every year")), *((year, str(year)) for year in years)])

    def wanted(self) -> dict[str, Any]:
        """What was asked for."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class LessonFilterForm(forms.Form):
    """What the list of lessons is narrowed to; what cannot be understood asks for nothing."""

    q = Words(required=False, max_length=200, label=_("Words"))
    sort = forms.ChoiceField(
        required=False, label=_("Sort"), choices=[("", _("Every sort")), *wording.LESSON_SORTS.items()]
    )

    def wanted(self) -> dict[str, Any]:
        """What was asked for."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class HeadingsForm(forms.Form):
    """What each column of a paper's tables holds."""

    all_optional = True

    def __init__(self, data: Any = None, *, headings: Sequence[Heading]) -> None:
        """A field a heading, with the role that it seems to have."""
        super().__init__(data)
        self._headings = headings
        roles = [("", _("Not known")), *((role, name[:1].upper() + name[1:]) for role, name in ROLES.items())]
        for number, heading in enumerate(headings):
            self.fields[f"c{number}"] = forms.ChoiceField(
                required=False,
                label=heading.words,
                help_text=_("For example: %s") % heading.example if heading.example else "",
                choices=[*roles, (NONE, _("Nothing to be read"))],
                initial=heading.role,
            )

    def changed(self) -> dict[str, str]:
        """The heads whose role was put right, with the role. Of a valid form."""
        said = {one.words: self.cleaned_data[f"c{number}"] for number, one in enumerate(self._headings)}
        return {one.words: said[one.words] or NONE for one in self._headings if said[one.words] != one.role}
