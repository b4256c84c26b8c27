"""What people type about papers: their heads, what they carry out, how they end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lantoa.design.fields import Day, Words, choose
from lantoa.directives.models import Directive
from lantoa.directives.operations import Header, Upload
from lantoa.directives.pages.wording import STAGES, WHOSE
from lantoa.directives.queries import WantedPapers
from lantoa.directives.rules.papers import code_of
from lantoa.organisations.queries import NamedUnit

FILES = ".docx,.doc,.pdf,.xlsx,.xls,.odt,.rtf,.txt,.jpg,.jpeg,.png"


CODE = _("Number and symbol")
CODE_HELP = _("As printed on the paper, for example 23-KH/TU or 156/QĐ-UBND")


def file_field() -> forms.FileField:
    """The file of a paper; it can be added later."""
    return forms.FileField(
        required=False,
        label=_("Its file"),
        help_text=_("Word, Excel, PDF or picture; it can be added later"),
        widget=forms.ClearableFileInput({"accept": FILES}),
    )


def open_field() -> forms.BooleanField:
    """The word of whoever enters a paper that it is no secret."""
    return forms.BooleanField(
        label=_("This paper has no degree of secrecy (Mật, Tối mật, Tuyệt mật)"),
        error_messages={"required": _("Papers with a degree of secrecy must not be put in here.")},
    )


def checked_code(said: str) -> str:
    """A number and symbol that can be told; ValidationError for what is none."""
    if code_of(said) is None:
        raise forms.ValidationError(_("Write the number and symbol as printed, for example 23-KH/TU or 156/QĐ-UBND."))
    return said


def upload_of(file: UploadedFile[Any] | None) -> Upload | None:
    """A file as operations take it."""
    return Upload(file.name or "tep", file.read()) if file else None


def named(papers: Mapping[str, Directive]) -> list[tuple[str, str]]:
    """Papers as choices: number and abstract, cut where that is long."""
    return [(key, f"{one.code} – {one.abstract}"[:140]) for key, one in papers.items()]


class FilterForm(forms.Form):
    """What the book is narrowed to; what cannot be understood asks for nothing."""

    all_optional = True

    q = Words(required=False, max_length=200, label=_("Number, issuer or abstract"))
    kind = forms.ChoiceField(required=False, label=_("Kind of paper"))
    year = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, label=_("Year of the paper"))
    whose = forms.ChoiceField(required=False, label=_("Issued by"))
    stage = forms.ChoiceField(required=False, label=_("In force or not"))
    unit = forms.ChoiceField(required=False, label=_("Book of which unit"))

    def __init__(
        self, data: Any, *, kinds: Sequence[tuple[str, str]], years: Sequence[int], units: Sequence[NamedUnit]
    ) -> None:
        """Offers the kinds and years that there are."""
        super().__init__(data)
        choose(self, "kind", [("", _("Every kind")), *kinds])
        choose(self, "year", [("", _("Every year")), *((str(year), str(year)) for year in years)])
        choose(self, "whose", [("", _("Anybody")), *WHOSE.items()])
        choose(self, "stage", [("", _("All of them")), *STAGES.items()])
        choose(self, "unit", [("", _("All of them")), *((str(one.uuid), one.name) for one in units)])

    def wanted(self) -> WantedPapers:
        """The question in the book's own terms."""
        self.is_valid()
        said = self.cleaned_data
        return WantedPapers(
            said.get("q", ""), said.get("kind", ""), said.get("year"), said.get("whose", ""), said.get("stage", "")
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything was asked for at all."""
        return self.wanted() != WantedPapers() or bool(self.cleaned_data.get("unit"))


class HeadForm(forms.Form):
    """The head of a paper, and its file."""

    code = Words(max_length=60, label=CODE, help_text=CODE_HELP)
    issuer_name = Words(
        max_length=300, label=_("Issued by whom"), widget=forms.TextInput({"list": "issuers", "autocomplete": "off"})
    )
    dated_on = Day(label=_("Date of the paper"))
    abstract = Words(max_length=1000, label=_("Abstract"), widget=forms.Textarea({"rows": 2}))
    file = file_field()

    def __init__(self, data: Any = None, files: Any = None, *, issuers: Sequence[NamedUnit], **more: Any) -> None:
        """Knows the units that may have issued it by their names."""
        super().__init__(data, files, **more)
        self.issuers = issuers

    def clean_code(self) -> str:
        """A number and symbol that can be told."""
        return checked_code(self.cleaned_data["code"])

    def header(self) -> Header:
        """The head that was typed. Of a valid form."""
        said = self.cleaned_data
        issuer = next((one for one in self.issuers if one.name == said["issuer_name"]), None)
        return Header(said["code"], said["abstract"], said["dated_on"], issuer, said["issuer_name"])


class RecordForm(HeadForm):
    """A paper on its way into the book of a unit."""

    all_optional = False

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    unit = forms.ChoiceField(label=_("Into the book of which unit"))
    uppers = forms.MultipleChoiceField(
        required=False,
        label=_("Which papers it carries out"),
        help_text=_("Those in the book that it names as its basis"),
        widget=forms.CheckboxSelectMultiple,
    )
    is_open = open_field()
    field_order = ("uuid", "unit", "code", "issuer_name", "dated_on", "abstract", "uppers", "file", "is_open")

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        units: Sequence[NamedUnit],
        issuers: Sequence[NamedUnit],
        uppers: Sequence[Directive],
    ) -> None:
        """Offers the books, and the papers that it may carry out."""
        super().__init__(data, files, issuers=issuers, initial={"uuid": uuid4(), "unit": str(units[0].uuid)})
        self._units = {str(one.uuid): one for one in units}
        choose(self, "unit", [(key, one.name) for key, one in self._units.items()])
        self._uppers = {str(one.uuid): one for one in uppers}
        choose(self, "uppers", named(self._uppers))

    def book(self) -> NamedUnit:
        """Whose book it enters. Of a valid form."""
        return self._units[self.cleaned_data["unit"]]

    def carries_out(self) -> list[Directive]:
        """Those that were ticked. Of a valid form."""
        return [self._uppers[key] for key in self.cleaned_data["uppers"]]


class WhyForm(forms.Form):
    """A reason."""

    why = Words(max_length=400, label=_("Why"), widget=forms.Textarea({"rows": 2}))


class EndForm(forms.Form):
    """A paper that ends: the day, and the reason or what takes its place."""

    all_optional = False

    on = Day(label=_("From which day it is in force no more"))
    by = forms.ChoiceField(required=False, label=_("Replaced by"))
    why = Words(
        required=False,
        max_length=400,
        label=_("Why it is withdrawn"),
        help_text=_("Not needed where another paper takes its place"),
    )

    def __init__(self, data: Any = None, *, papers: Sequence[Directive], today: date) -> None:
        """Offers the papers that may take its place."""
        super().__init__(data, initial={"on": today})
        self._papers = {str(one.uuid): one for one in papers}
        choose(self, "by", [("", _("Nothing: it is withdrawn")), *named(self._papers)])

    def clean(self) -> dict[str, Any]:
        """A reason where nothing takes its place."""
        said = super().clean() or {}
        if not said.get("by") and not said.get("why") and "by" not in self.errors:
            self.add_error("why", _("Say why it is withdrawn, or choose the paper that replaces it."))
        return said

    def replacement(self) -> Directive | None:
        """What takes its place. Of a valid form."""
        return self._papers.get(self.cleaned_data["by"])


class LinkForm(forms.Form):
    """Another paper that one carries out."""

    upper = forms.ChoiceField(label=_("It carries out"))

    def __init__(self, data: Any = None, *, papers: Sequence[Directive]) -> None:
        """Offers the papers in the book."""
        super().__init__(data)
        self._papers = {str(one.uuid): one for one in papers}
        choose(self, "upper", [("", "—"), *named(self._papers)])

    def paper(self) -> Directive:
        """The one that was chosen. Of a valid form."""
        return self._papers[self.cleaned_data["upper"]]
