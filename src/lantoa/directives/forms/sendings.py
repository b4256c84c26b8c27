"""What people type when they send a paper, and when they answer one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.design.fields import Day, Words, choose
from lantoa.directives.forms.papers import CODE, CODE_HELP, checked_code, file_field, named, open_field, upload_of
from lantoa.directives.models import Directive
from lantoa.directives.operations import Call, OwnPaper
from lantoa.directives.pages.wording import EXPECTS, OF
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


class OwnForm(forms.Form):
    """A paper of the unit's own that is in its book."""

    paper = forms.ChoiceField(label=_("The unit's own paper"))

    def __init__(self, data: Any = None, *, papers: Sequence[Directive]) -> None:
        """Offers the unit's papers."""
        super().__init__(data)
        self._papers = {str(one.uuid): one for one in papers}
        choose(self, "paper", [("", "—"), *named(self._papers)])

    def chosen(self) -> Directive:
        """The paper that was chosen. Of a valid form."""
        return self._papers[self.cleaned_data["paper"]]


class NewForm(forms.Form):
    """A paper of the unit's own that is not in its book yet."""

    all_optional = False

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    code = Words(max_length=60, label=CODE, help_text=CODE_HELP)
    dated_on = Day(label=_("Date of the paper"))
    abstract = Words(max_length=1000, label=_("Abstract"), widget=forms.Textarea({"rows": 2}))
    file = file_field()
    is_open = open_field()

    def __init__(self, data: Any = None, files: Any = None) -> None:
        """An empty one."""
        super().__init__(data, files, initial={"uuid": uuid4()})

    def clean_code(self) -> str:
        """A number and symbol that can be told."""
        return checked_code(self.cleaned_data["code"])

    def own(self) -> OwnPaper:
        """The paper. Of a valid form."""
        said = self.cleaned_data
        file = upload_of(said["file"])
        return OwnPaper(said["code"], said["abstract"], said["dated_on"], file, None, said["is_open"], said["uuid"])


class AgainForm(forms.Form):
    """Asked again, by which day."""

    due_on = Day(required=False, label=_("Answer by"))
