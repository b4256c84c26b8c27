"""What people type of a practice beyond its registration. Nothing is required that is not known yet."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.scopes import Scope
from lantoa.files.models import StoredFile
from lantoa.files.operations import MOST_SCAN_BYTES, UnableToKeepScan, keep_scan
from lantoa.indicators import queries as ledger
from lantoa.indicators.operations import Amount
from lantoa.indicators.rules import amounts
from lantoa.practices import dossier_rules as rules
from lantoa.practices import dossier_wording as wording
from lantoa.practices.fields import Day, Words, choose, past
from lantoa.practices.models import Practice
from lantoa.practices.operations import COUNTED, dossier
from lantoa.practices.queries import dossier as told
from lantoa.vietnamese.dates import write_date


class DossierForm(forms.Form):
    """One of several forms about a practice. ``save`` says what was typed to the one operation it is for."""

    def __init__(self, data: Any = None, *, practice: Practice, today: date, **more: Any) -> None:
        """For a practice, on a day."""
        super().__init__(data, **more)
        self.practice, self.today = practice, today

    def save(self, scope: Scope) -> None:
        """Writes it. Of a valid form; Unable where it is refused."""
        raise NotImplementedError


class DetailForm(DossierForm):
    """The parts of the description, all of them open to come later."""

    all_optional = True

    def __init__(self, data: Any = None, *, practice: Practice, today: date) -> None:
        """Starts from what is told now."""
        detail = told.detail_of(practice)
        initial = {name: getattr(detail, name) for name in rules.PARTS}
        super().__init__(data, practice=practice, today=today, initial=initial)
        for name, label in wording.PARTS.items():
            rows = 5 if name in ("measures", "steps") else 3
            self.fields[name] = Words(
                required=False,
                max_length=dossier.MOST_WORDS,
                label=label,
                help_text=wording.HELP[name],
                widget=forms.Textarea({"rows": rows}),
            )

    def save(self, scope: Scope) -> None:
        """Only what was sent is told."""
        dossier.describe(scope=scope, practice=self.practice, told=self.cleaned_data)


class GoalForm(DossierForm):
    """What the practice means to reach."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    indicator = forms.ChoiceField(label=_("What is to be achieved"))
    amount = Words(max_length=120, label=_("How much"), help_text=_("With its words, for example: trên 50 hộ; 450 m."))
    period = Words(
        max_length=60,
        label=_("In which period"),
        help_text=_("For example: 2026; quý I/2026; 2021-2025; 01/01/2026 - 15/06/2026."),
    )

    def __init__(self, data: Any = None, *, practice: Practice, today: date) -> None:
        """Offers every indicator but the counts of practices themselves."""
        super().__init__(data, practice=practice, today=today, initial={"uuid": uuid4(), "period": str(today.year)})
        self._indicators = {one.code: one for one in ledger.catalogue() if one.code not in COUNTED.values()}
        offered = [(code, f"{one.name} ({one.unit})") for code, one in self._indicators.items()]
        choose(self, "indicator", [("", "—"), *offered])

    def clean(self) -> dict[str, Any]:
        """Reads the amount and the period as results are read."""
        said = super().clean() or {}
        indicator = self._indicators.get(said.get("indicator", ""))
        try:
            if indicator and said.get("amount"):
                said["quantity"] = amounts.read_amount(said["amount"], indicator.unit)
        except amounts.UnableToReadAmount as error:
            self.add_error("amount", str(error))
        try:
            if said.get("period"):
                said["days"] = amounts.read_period(said["period"])
        except amounts.UnableToReadAmount as error:
            self.add_error("period", str(error))
        return said

    def save(self, scope: Scope) -> None:
        """A goal of the practice's unit."""
        said = self.cleaned_data
        amount = Amount(self._indicators[said["indicator"]], self.practice.owner_unit, said["days"], said["quantity"])
        dossier.set_goal(scope=scope, practice=self.practice, amount=amount, uuid=said["uuid"])


class ExaminationForm(DossierForm):
    """That a body looked at the practice."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    body = Words(max_length=200, label=_("Who examined it"), help_text=_("The council, board or office."))
    on = Day(label=_("Day of the conclusion"))
    conclusion = forms.ChoiceField(
        label=_("Conclusion"), widget=forms.RadioSelect, choices=list(wording.CONCLUSIONS.items())
    )
    reason = Words(
        required=False,
        max_length=400,
        label=_("Reason, or what is to be completed"),
        help_text=_("Needed unless it was recognised."),
    )
    paper = Words(required=False, max_length=200, label=_("Number of the paper"))

    def __init__(self, data: Any = None, *, practice: Practice, today: date) -> None:
        """A fresh id goes along, so that sending twice writes once."""
        super().__init__(data, practice=practice, today=today, initial={"uuid": uuid4(), "on": write_date(today)})

    def save(self, scope: Scope) -> None:
        """A dated mark."""
        said = dict(self.cleaned_data)
        uuid = said.pop("uuid")
        by: dict[str, Any] = {"scope": scope, "practice": self.practice, "today": self.today}
        dossier.examine(**by, said=dossier.Examined(**said), uuid=uuid)


class PilotForm(DossierForm):
    """Until when it is a pilot."""

    until = Day(label=_("A pilot until the day"), help_text=_("It is reviewed then; the day may be moved."))

    def save(self, scope: Scope) -> None:
        """The planned end."""
        dossier.plan_pilot(scope=scope, practice=self.practice, until=self.cleaned_data["until"])


class ReviewForm(DossierForm):
    """What was learnt from the time as a pilot."""

    on = Day(label=_("Day of the review"))
    verdict = forms.ChoiceField(
        label=_("What is to become of it"), widget=forms.RadioSelect, choices=list(wording.VERDICTS.items())
    )
    review = Words(max_length=dossier.MOST_WORDS, label=_("What was found"), widget=forms.Textarea({"rows": 4}))

    def save(self, scope: Scope) -> None:
        """The review."""
        by: dict[str, Any] = {"scope": scope, "practice": self.practice, "today": self.today}
        dossier.review_pilot(**by, **self.cleaned_data)


class ProofForm(forms.Form):
    """A picture or a paper that proves a result."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Picture or paper"),
        help_text=_("A photo (JPG, PNG) or a PDF. Place and time that the telephone wrote into a photo are taken out."),
    )
    says = Words(max_length=200, label=_("What it shows"))
    on = Day(label=_("Day"))

    def __init__(self, data: Any = None, files: Any = None, *, today: date) -> None:
        """A fresh id goes along, so that sending twice writes once."""
        super().__init__(data, files, initial={"uuid": uuid4(), "on": write_date(today)})
        self._today = today

    def clean_on(self) -> date | None:
        """Not in days to come."""
        return past(self.cleaned_data["on"], self._today)

    def kept(self, scope: Scope) -> StoredFile | None:
        """The file, kept. Of a valid form; None when it is none that can be kept, which the form then says."""
        upload = self.cleaned_data["file"]
        try:
            return keep_scan(scope=scope, name="minh-chung", data=upload.read(MOST_SCAN_BYTES + 1))
        except UnableToKeepScan as error:
            self.add_error("file", str(error))
            return None


class WithdrawMarkForm(forms.Form):
    """Why a mark is withdrawn."""

    why = Words(max_length=400, label=_("Why is it withdrawn?"))


FORMS: dict[str, type[DossierForm]] = {
    "mo-ta": DetailForm,
    "muc-tieu": GoalForm,
    "tham-dinh": ExaminationForm,
    "lam-diem": PilotForm,
    "danh-gia": ReviewForm,
}
# Which of them whoever decides above may use too.
ALSO_ABOVE = ("tham-dinh", "lam-diem", "danh-gia")
