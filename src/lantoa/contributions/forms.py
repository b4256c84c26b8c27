"""What people type about gifts and what they built. Short: a gift is written in under a minute on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.contributions import rules, wording
from lantoa.contributions.models import Drive, Gift, Spending, Work
from lantoa.contributions.operations import DriveSaid, GiftSaid, WorkSaid
from lantoa.contributions.operations.works import PHOTOS
from lantoa.contributions.pages import said, size_of
from lantoa.design.fields import Day, Words, choose
from lantoa.files.models import StoredFile
from lantoa.files.operations import MOST_SCAN_BYTES, UnableToKeepPhoto, UnableToKeepScan, keep_picture, keep_scan
from lantoa.files.photos import MOST_BYTES
from lantoa.indicators.rules import amounts
from lantoa.plans import queries as plans
from lantoa.pledges.rules.contents import read_measure
from lantoa.practices import queries as practices
from lantoa.practices.registering import own_units
from lantoa.vietnamese.dates import write_date
from lantoa.vietnamese.money import read_money
from lantoa.vietnamese.numbers import write_number

MOST_THEMES = 50
PHOTO = {"accept": "image/jpeg,image/png"}
PAPER = {"accept": "application/pdf,image/jpeg,image/png"}


class KeepsVoucher(forms.Form):
    """What a line of the book is proven by; ``why`` is asked only of a line that is corrected."""

    voucher = forms.FileField(
        required=False,
        label=_("File of the voucher"),
        widget=forms.ClearableFileInput(PAPER),
        help_text=_("PDF or photo, at most 20 MB. Only who keeps the book opens it."),
    )
    why = Words(max_length=400, label=_("Why it is corrected"))

    def for_new(self, *, is_new: bool) -> None:
        """A new line has nothing to correct."""
        if is_new:
            del self.fields["why"]

    def kept(self, scope: Scope) -> StoredFile | None:
        """The voucher, kept; None where none was chosen, or where it is no file that can be kept: the form says so."""
        paper: UploadedFile[Any] | None = self.cleaned_data.get("voucher")
        if paper is None:
            return None
        try:
            return keep_scan(scope=scope, name=paper.name or "", data=paper.read(MOST_SCAN_BYTES + 1))
        except UnableToKeepScan as error:
            self.add_error("voucher", str(error))
            return None


class Dong(Words):
    """Money in whole đồng, typed in any way: 2.500.000; 2,5 triệu."""

    default_error_messages = {"dong": _("Write an amount in đồng, for example: 2.500.000 or 2,5 triệu.")}

    def clean(self, value: Any) -> Any:
        """The amount as a whole number, or None for nothing."""
        typed = super().clean(value)
        if not typed:
            return None
        read = read_money(typed, bare=True)
        if read is None or read <= 0 or read > 10**15 or read != read.to_integral_value():
            raise forms.ValidationError(self.error_messages["dong"])
        return int(read)

    def prepare_value(self, value: Any) -> Any:
        """An amount that is kept stands as people write it: 102.965.000."""
        return write_number(value) if isinstance(value, int) else value


class DriveForm(forms.Form):
    """A drive is opened."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    name = Words(
        max_length=300, label=_("Name of the drive"), help_text=_("For example: Making the road of hamlet 3 together.")
    )
    unit = forms.ChoiceField(label=_("Unit that asks for gifts"))
    purpose = Words(required=False, max_length=2000, label=_("What it is for"), widget=forms.Textarea({"rows": 3}))
    place = Words(required=False, max_length=200, label=_("Where"))
    from_on = Day(label=_("From day"))
    to_on = Day(required=False, label=_("To day"), help_text=_("Leave empty when it is not known yet."))
    practices = forms.MultipleChoiceField(
        required=False, label=_("Practices it serves"), widget=forms.CheckboxSelectMultiple
    )

    themes = forms.MultipleChoiceField(required=False, label=_("Serves the theme"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, scope: Scope, today: date) -> None:
        """Offers the own units, the running practices of the home unit, and the themes that are in force for it."""
        super().__init__(data, initial={"uuid": uuid4(), "from_on": write_date(today)})
        self._units = {str(one.uuid): one for one in own_units(scope, today, also=(data or {}).get("unit", ""))}
        home = next((uuid for uuid, one in self._units.items() if one.pk == scope.home_unit_id), "")
        self.initial["unit"] = home
        choose(self, "unit", [("", "—"), *((uuid, one.name) for uuid, one in self._units.items())])
        near = practices.register().filter(owner_unit=scope.home_unit_id)[:20] if scope.home_unit_id else ()
        self._practices = {str(one.uuid): one for one in near}
        choose(self, "practices", [(uuid, one.name) for uuid, one in self._practices.items()])
        home_themes = plans.themes_for(scope.home_unit_id, today)[:MOST_THEMES] if scope.home_unit_id else ()
        self._themes = {str(one.uuid): one for one in home_themes}
        choose(self, "themes", [(uuid, one.name) for uuid, one in self._themes.items()])
        for name, choices in (("practices", self._practices), ("themes", self._themes)):
            if not choices:
                del self.fields[name]

    def said(self) -> DriveSaid:
        """For the operation. Of a valid form."""
        given = self.cleaned_data
        served = [self._practices[uuid] for uuid in given.get("practices", ())]
        themes = [self._themes[uuid] for uuid in given.get("themes", ())]
        unit = self._units[given["unit"]]
        days = (given["from_on"], given["to_on"])
        return DriveSaid(unit, given["name"], *days, given["purpose"], given["place"], served, themes)


class GiftForm(KeepsVoucher):
    """One gift; the next one follows at once."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What is given"), widget=forms.RadioSelect, choices=list(wording.KINDS.items()))
    amount = Words(
        max_length=80,
        label=_("How much is given"),
        help_text=_("For example: 500.000; 2 triệu; trên 30 m²; 5 ngày công; 20 bao xi măng."),
    )
    giver = Words(
        required=False,
        max_length=200,
        label=_("Who gives"),
        help_text=_("A name, a family, a body, or for example: 42 households of hamlet 3."),
    )
    may_be_named = forms.BooleanField(required=False, label=_("Agreed to be named in public"))
    is_promised = forms.BooleanField(required=False, label=_("Only promised, not received yet"))
    on = Day(label=_("Day"))
    givers = forms.IntegerField(
        min_value=1, max_value=1_000_000, initial=1, label=_("Number of people, households or bodies in this gift")
    )
    worth = Dong(required=False, max_length=60, label=_("Worth of the materials, as the giver says"))
    also_for = forms.MultipleChoiceField(
        required=False,
        label=_("Given jointly also for"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A joint gift stays whole: it is shown in each drive and never split."),
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        today: date,
        others: Sequence[Drive] = (),
        kind: str = "",
        one: Gift | None = None,
    ) -> None:
        """``others`` are the open drives that may share a gift, ``kind`` what was written last, ``one`` the gift that
        is corrected."""
        first = {"uuid": uuid4(), "on": write_date(today), "kind": kind if kind in rules.KINDS else "money"}
        super().__init__(data, files, initial=first | (_of_gift(one) if one else {}))
        self._one = one
        self.for_new(is_new=one is None)
        self._others = {str(one.uuid): one for one in others}
        choose(self, "also_for", [(uuid, one.name) for uuid, one in self._others.items()])
        if not self._others:
            del self.fields["also_for"]

    @property
    def asks_more(self) -> bool:
        """Whether what is seldom needed stands open."""
        return bool(self.is_bound and (self.errors.keys() & {"givers", "worth", "also_for"}))

    def clean(self) -> dict[str, Any]:
        """Reads the amount in the unit of its kind; materials say theirs."""
        said = super().clean() or {}
        kind, typed = said.get("kind"), said.get("amount")
        if kind == "materials" and typed:
            read = read_measure(typed)
            if read is None or read[0] is None:
                self.add_error("amount", _("Write a number and what is counted, for example: 20 bao xi măng."))
            else:
                said["quantity"], said["counted_in"] = Quantity.of(read[0]), read[1]
        elif kind and typed:
            try:
                said["quantity"] = amounts.read_amount(typed, rules.UNITS[kind])
            except amounts.UnableToReadAmount as error:
                self.add_error("amount", str(error))
        if said.get("may_be_named") and not said.get("giver"):
            self.add_error("giver", _("Write who agreed to be named."))
        if said.get("worth") and kind != "materials":
            self.add_error("worth", _("Only materials have a stated worth."))
        return said

    def said(self, voucher: StoredFile | None = None) -> GiftSaid:
        """For the operation. Of a valid form."""
        given = self.cleaned_data
        promised = given["is_promised"]
        # On which day a gift that has come was promised, the form does not ask again.
        known = self._one.promised_on if self._one and self._one.received_on else None
        return GiftSaid(
            kind=given["kind"],
            quantity=given["quantity"],
            giver=given["giver"],
            givers=given["givers"],
            unit=given.get("counted_in", ""),
            promised_on=given["on"] if promised else known,
            received_on=None if promised else given["on"],
            worth=given["worth"],
            may_be_named=given["may_be_named"],
            also_for=[self._others[uuid] for uuid in given.get("also_for", ())],
            voucher=voucher,
        )


def _of_gift(one: Gift) -> dict[str, Any]:
    """A gift as its form shows it."""
    day = one.received_on or one.promised_on
    return {
        "kind": one.kind,
        "amount": said(one.quantity, one.counted_in),
        "giver": one.giver,
        "may_be_named": one.is_named,
        "is_promised": one.received_on is None,
        "on": write_date(day) if day else "",
        "givers": one.givers,
        "worth": one.worth,
        "also_for": [str(each.uuid) for each in one.also_for.all()],
    }


class SpendingForm(KeepsVoucher):
    """Money that went out."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    what = Words(max_length=300, label=_("Spent on"), help_text=_("For example: stones and sand for 450 m of road."))
    amount = Dong(max_length=60, label=_("Amount of money"), help_text=_("In đồng, exact: 12.350.000."))
    on = Day(label=_("Day"))
    paper = Words(required=False, max_length=200, label=_("Voucher"), help_text=_("Receipt or voucher: number, day."))

    def __init__(self, data: Any = None, files: Any = None, *, today: date, one: Spending | None = None) -> None:
        """A fresh id goes along, so that sending twice writes once; ``one`` is the spending that is corrected."""
        first: dict[str, Any] = {"uuid": uuid4(), "on": write_date(today)}
        if one:
            first |= {"what": one.what, "amount": one.amount, "on": write_date(one.on), "paper": one.paper}
        super().__init__(data, files, initial=first)
        self.for_new(is_new=one is None)

    def columns(self, voucher: StoredFile | None) -> dict[str, Any]:
        """For the operation. Of a valid form."""
        given = self.cleaned_data
        return {name: given[name] for name in ("what", "amount", "on", "paper")} | {"voucher": voucher}


class WorkForm(forms.Form):
    """What was built, with photos."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind of work"), choices=list(wording.WORKS.items()))
    name = Words(max_length=300, label=_("Name of the work"))
    place = Words(required=False, max_length=200, label=_("Where"))
    amount = Words(
        required=False,
        max_length=60,
        label=_("How large"),
        help_text=_("A road or lighting in km or m, for example: 450 m; bridges, houses: how many."),
    )
    begun_on = Day(required=False, label=_("Begun on"))
    finished_on = Day(required=False, label=_("Finished on"))
    cost = Dong(required=False, max_length=60, label=_("What it cost in all"))
    before = forms.FileField(required=False, label=_("Photo before"), widget=forms.ClearableFileInput(PHOTO))
    after = forms.FileField(
        required=False,
        label=_("Photo after"),
        widget=forms.ClearableFileInput(PHOTO),
        help_text=_("JPG or PNG, at most 10 MB. Place and time that the telephone wrote into it are taken out."),
    )

    without = forms.MultipleChoiceField(
        required=False, label=_("Photos to take off"), widget=forms.CheckboxSelectMultiple
    )
    why = Words(max_length=400, label=_("Why it is corrected"))

    def __init__(self, data: Any = None, files: Any = None, *, one: Work | None = None) -> None:
        """A fresh id goes along, so that sending twice writes once; ``one`` is the work that is corrected."""
        super().__init__(data, files, initial={"uuid": uuid4()} | (_of_work(one) if one else {}))
        self.one = one
        standing = [(name, self.fields[name].label) for name in PHOTOS if one and getattr(one, name)]
        choose(self, "without", standing)
        # Reason and photos to take off are asked only of a work that is corrected.
        for name, is_asked in (("without", standing), ("why", one)):
            if not is_asked:
                del self.fields[name]
        for name, _label in standing:
            self.fields[name].help_text = _("Choose a file only to put another photo in place of the one that stands.")

    def clean(self) -> dict[str, Any]:
        """Reads how large it is in the unit of its kind, exactly."""
        said = super().clean() or {}
        said["measure"] = None
        if said.get("kind") and said.get("amount"):
            try:
                read = amounts.read_amount(said["amount"], rules.MEASURES[said["kind"]])
            except amounts.UnableToReadAmount as error:
                self.add_error("amount", str(error))
            else:
                said["measure"] = read.point
        return said

    def said(self, scope: Scope) -> WorkSaid | None:
        """For the operation, with the photos kept; None where one of them is no photo, which the form then says."""
        given = self.cleaned_data
        photos: dict[str, Any] = {name: self._photo(scope, name) for name in PHOTOS}
        if self.errors:
            return None
        more: dict[str, Any] = {name: given[name] for name in ("begun_on", "finished_on", "cost", "place")}
        return WorkSaid(given["kind"], given["name"], amount=given["measure"], **more, **photos)

    def _photo(self, scope: Scope, name: str) -> StoredFile | None:
        photo: UploadedFile[Any] | None = self.cleaned_data.get(name)
        if photo is None:
            return None
        try:
            # Not read whole into memory when it is larger than what is kept.
            return keep_picture(scope=scope, name=photo.name or "", data=photo.read(MOST_BYTES + 1))
        except UnableToKeepPhoto as error:
            self.add_error(name, str(error))
            return None


def _of_work(one: Work) -> dict[str, Any]:
    """A work as its form shows it."""
    days = {name: write_date(day) if (day := getattr(one, name)) else "" for name in ("begun_on", "finished_on")}
    said = {"kind": one.kind, "name": one.name, "place": one.place, "cost": one.cost}
    return said | days | {"amount": size_of(one.kind, one.amount)}


class AdvanceForm(forms.Form):
    """A verb, a day, and why."""

    verb = forms.ChoiceField(choices=list(rules.VERBS.items()), widget=forms.HiddenInput)
    on = Day(label=_("From day"))
    note = Words(required=False, max_length=400, label=_("Paper or reason"))

    def __init__(self, data: Any = None, *, today: date, verb: str = "") -> None:
        """``verb`` keeps apart the fields of several such forms on one page."""
        super().__init__(data, auto_id=f"id_{verb}_%s", initial={"verb": verb, "on": write_date(today)})
