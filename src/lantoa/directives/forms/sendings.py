"""What people type when they send a paper, and when they answer one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.design.fields import Day, Words, choose
from lantoa.directives.forms.papers import FILES, named, upload_of
from lantoa.directives.models import Directive
from lantoa.directives.operations import Call, OwnPaper
from lantoa.directives.pages.wording import EXPECTS, OF
from lantoa.directives.rules.papers import code_of
from lantoa.files.photos import MOST_BYTES
from lantoa.organisations.queries import NamedUnit
from lantoa.organisations.wording import LINE_NAMES


def way_code(way: tuple[NamedUnit, str]) -> str:
    """A unit and a line on which others stand below it, as an address names them."""
    return f"{way[0].uuid}.{way[1]}"


def way_words(way: tuple[NamedUnit, str]) -> str:
    """The same in words."""
    return f"{way[0].name} ({LINE_NAMES[way[1]]})"


class SendForm(forms.Form):
    """To whom a paper goes, what they are asked, by when."""

    all_optional = False

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    sender = forms.ChoiceField(label=_("From whom"))
    of = forms.ChoiceField(label=_("To which units"), choices=OF, widget=forms.RadioSelect)
    classes = forms.MultipleChoiceField(
        required=False,
        label=_("Only these classes of units"),
        help_text=_("None ticked: all of them"),
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.MultipleChoiceField(
        required=False, label=_("Which of the units directly below"), widget=forms.CheckboxSelectMultiple
    )
    expects = forms.ChoiceField(label=_("How they answer"), choices=EXPECTS, widget=forms.RadioSelect)
    due_on = Day(required=False, label=_("Answer by"), help_text=_("Left empty: without a due day, nobody is reminded"))
    asks = Words(
        required=False,
        max_length=1000,
        label=_("What is asked of them"),
        help_text=_("One sentence, for example: Xây dựng kế hoạch và gửi về Ban Xây dựng Đảng."),
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        ways: Sequence[tuple[NamedUnit, str]],
        way: tuple[NamedUnit, str],
        classes: Sequence[tuple[str, str, int]],
        units: Sequence[NamedUnit],
        today: date,
    ) -> None:
        """Offers the classes and the units below on the line."""
        said = {"uuid": uuid4(), "sender": way_code(way), "of": "direct", "expects": "by_class"}
        super().__init__(data, initial=said)
        self._today = today
        self._units = {str(one.uuid): one.pk for one in units}
        self._way = way
        choose(self, "sender", [(way_code(each), way_words(each)) for each in ways])
        choose(self, "classes", [(code, f"{words} ({many})") for code, words, many in classes])
        choose(self, "units", [(str(one.uuid), one.name) for one in units])

    def clean_due_on(self) -> date | None:
        """Not a day that has passed."""
        due: date | None = self.cleaned_data["due_on"]
        if due and due < self._today:
            raise forms.ValidationError(_("The due day must not be before today."))
        return due

    def clean(self) -> dict[str, Any]:
        """Chosen units where they are to be chosen."""
        said = super().clean() or {}
        if said.get("of") == "chosen" and not said.get("units") and "units" not in self.errors:
            self.add_error("units", _("Tick at least one unit."))
        return said

    def call(self) -> Call:
        """What was asked. Of a valid form."""
        said = self.cleaned_data
        units = [self._units[key] for key in said["units"]]
        return Call(said["of"], self._way[1], said["classes"], units, said["expects"], said["asks"], said["due_on"])


class DoneForm(forms.Form):
    """Carried out on a day, with a photo if one likes."""

    all_optional = False

    done_on = Day(label=_("Carried out on"))
    note = Words(
        required=False,
        max_length=1000,
        label=_("How"),
        help_text=_("For example: phổ biến trong sinh hoạt chi bộ tháng 11"),
        widget=forms.Textarea({"rows": 2}),
    )
    photo = forms.FileField(
        required=False,
        label=_("A photo"),
        help_text=_("JPG or PNG, at most 10 MB. Place and time that the telephone wrote into it are taken out."),
        widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png"}),
    )

    def clean_photo(self) -> Any:
        """Not larger than what is kept."""
        photo = self.cleaned_data["photo"]
        if photo is not None and (photo.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The photo is larger than 10 MB. Take it again in a lower quality."))
        return photo


class PaperForm(forms.Form):
    """A paper of the unit's own: one that is in its book, or a new one."""

    all_optional = False

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    paper = forms.ChoiceField(required=False, label=_("The unit's own paper"))
    code = Words(
        required=False,
        max_length=60,
        label=_("Number and symbol"),
        help_text=_("As printed on the paper, for example 23-KH/TU or 156/QĐ-UBND"),
    )
    dated_on = Day(required=False, label=_("Date of the paper"))
    abstract = Words(required=False, max_length=1000, label=_("Abstract"), widget=forms.Textarea({"rows": 2}))
    file = forms.FileField(
        required=False,
        label=_("Its file"),
        help_text=_("Word, Excel, PDF or picture; it can be added later"),
        widget=forms.ClearableFileInput({"accept": FILES}),
    )
    is_open = forms.BooleanField(
        required=False, label=_("This paper has no degree of secrecy (Mật, Tối mật, Tuyệt mật)")
    )

    def __init__(self, data: Any = None, files: Any = None, *, papers: Sequence[Directive]) -> None:
        """Offers the unit's papers; a new one where there is none."""
        super().__init__(data, files, initial={"uuid": uuid4()})
        self._papers = {str(one.uuid): one for one in papers}
        choose(self, "paper", [("", _("A new one, entered below")), *named(self._papers)])

    def clean(self) -> dict[str, Any]:
        """The head of a new paper is whole."""
        said = super().clean() or {}
        if said.get("paper"):
            return said
        for name, words in (
            ("code", _("Write the number and symbol as printed, for example 23-KH/TU or 156/QĐ-UBND.")),
            ("dated_on", _("Write the day as day/month/year, for example 19/05/2022.")),
            ("abstract", _("Write what the paper is about.")),
            ("is_open", _("Papers with a degree of secrecy must not be put in here.")),
        ):
            if name not in self.errors and (not said.get(name) or (name == "code" and code_of(said[name]) is None)):
                self.add_error(name, words)
        return said

    def known(self) -> Directive | None:
        """The paper that was chosen; None for a new one. Of a valid form."""
        return self._papers.get(self.cleaned_data["paper"])

    def own(self) -> OwnPaper:
        """The new paper. Of a valid form."""
        said = self.cleaned_data
        return OwnPaper(
            said["code"],
            said["abstract"],
            said["dated_on"],
            upload_of(said["file"]),
            None,
            said["is_open"],
            said["uuid"],
        )


class AgainForm(forms.Form):
    """Asked again, by which day."""

    due_on = Day(required=False, label=_("Answer by"))
