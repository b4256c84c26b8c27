"""The forms by which the tree is changed: each says what it would do as one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.common.scopes import Scope
from lantoa.design.fields import Suggested
from lantoa.organisations import operations, queries, rules
from lantoa.organisations.choosing import meant, offer
from lantoa.organisations.models import Change, Unit
from lantoa.organisations.operations import Heir, NewUnit, Order
from lantoa.organisations.queries import NamedUnit

MOST_OFFERED = 300
MOST_HEIRS = 12
NEW = "new"
_DAY = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off"}
Act = Callable[[], Change]


class ChangeForm(forms.Form):
    """What every change says: the paper and the day. The others add what is changed."""

    paper = forms.CharField(
        max_length=400,
        label=gettext_lazy("Directing paper"),
        help_text=gettext_lazy(
            "Number, date and issuer, for example: Nghị quyết số 12/NQ-HĐND, ngày 16/6/2025 của HĐND tỉnh"
        ),
    )
    on = forms.DateField(
        label=gettext_lazy("In force from the day"),
        help_text=gettext_lazy("The first day on which the unit is as you say here"),
        widget=forms.DateInput(_DAY),
    )
    note = forms.CharField(
        required=False, max_length=2000, label=gettext_lazy("Remark"), widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, scope: Scope, unit: NamedUnit, today: date, **named: Any) -> None:
        """Keeps who changes what."""
        super().__init__(*args, **named)
        self.scope, self.unit, self.today = scope, unit, today
        self.reach = scope.units("manage")
        self.prepare()
        # The paper and the day come last: first what is changed.
        self.order_fields([name for name in self.fields if name not in ("paper", "on", "note")])

    def prepare(self) -> None:
        """Adds what depends on the unit."""

    def order(self) -> Order:
        """The paper, the day and the remark."""
        said = self.cleaned_data
        return Order(said["paper"], said["on"], said["note"])

    def act(self) -> Act:
        """The change as one act, once the form is valid."""
        raise NotImplementedError

    def _classes(self) -> list[tuple[str, str]]:
        kinds = queries.classes()
        return [(one.code, one.name) for one in kinds if one.is_place == self.unit.is_place]


class RenameForm(ChangeForm):
    """A new name, a new class."""

    name = forms.CharField(max_length=300, label=gettext_lazy("New name"))
    unit_class = forms.ChoiceField(label=gettext_lazy("Class of the unit"))

    def prepare(self) -> None:
        """Starts from what it is now."""
        _choose(self, "unit_class", self._classes(), self.unit.class_code)
        self.fields["name"].initial = self.unit.name

    def act(self) -> Act:
        """Renames or reclasses."""
        said = self.cleaned_data
        return lambda: operations.rename(
            scope=self.scope, order=self.order(), unit=self.unit, name=said["name"], unit_class=said["unit_class"]
        )


class MoveForm(ChangeForm):
    """Another unit above it on one line."""

    line = forms.ChoiceField(label=gettext_lazy("Line of units"))
    parent = forms.CharField(
        max_length=400,
        label=gettext_lazy("New unit above"),
        help_text=gettext_lazy("Type a part of the name, then choose from the list"),
        widget=Suggested({"autocomplete": "off"}),
    )

    def prepare(self) -> None:
        """Offers the units of the same rank as the present one above."""
        above = queries.parents_on(self.unit.pk, self.today)
        lines = [
            (line, f"{name}: {above[line].name}" if line in above else str(name)) for line, name in rules.LINES.items()
        ]
        _choose(self, "line", lines, next(iter(above), "place"))
        ranks = {one.rank for one in above.values()}
        offer(self.fields["parent"], _within(queries.standing(self.today).filter(rank__in=ranks), self.reach))

    def clean_parent(self) -> NamedUnit:
        """The unit that was meant."""
        return meant(self.cleaned_data["parent"], self.today, self.reach)

    def act(self) -> Act:
        """Moves."""
        said = self.cleaned_data
        return lambda: operations.move(
            scope=self.scope, order=self.order(), unit=self.unit, parent=said["parent"], line=said["line"]
        )


class MergeForm(ChangeForm):
    """Several units become one: a new one, or one that goes on."""

    units = forms.MultipleChoiceField(label=gettext_lazy("Which units merge?"), widget=forms.CheckboxSelectMultiple)
    others = forms.CharField(
        required=False,
        label=gettext_lazy("Others, from elsewhere"),
        help_text=gettext_lazy("One a line, by name or code"),
        widget=forms.Textarea({"rows": 2}),
    )
    into = forms.ChoiceField(label=gettext_lazy("What do they become?"))
    name = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("Name of the new unit"),
        help_text=gettext_lazy("Only where a new unit is founded"),
    )
    unit_class = forms.ChoiceField(label=gettext_lazy("Class of the new unit"))
    with_bodies = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("Merge the bodies of one kind too (Party committees, People's Committees, unions)"),
    )
    carry_rights = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("Whoever has a role in a unit that ends keeps it in the new one"),
    )

    def prepare(self) -> None:
        """Offers the unit and those beside it."""
        beside = {self.unit.pk: self.unit}
        for line, parent in queries.parents_on(self.unit.pk, self.today).items():
            same = queries.children(parent.pk, line, self.today).filter(rank=self.unit.rank)
            beside |= {one.pk: one for one in _within(same, self.reach) if one.is_place == self.unit.is_place}
            if len(beside) > 1:
                break
        self.beside = {one.code: one for one in beside.values()}
        choices = [(one.code, one.name) for one in self.beside.values()]
        _choose(self, "units", choices, [self.unit.code])
        goes_on = [(code, _("“%s” goes on and takes the others in") % name) for code, name in choices]
        _choose(self, "into", [(NEW, _("A new unit")), *goes_on], NEW)
        _choose(self, "unit_class", self._classes(), self.unit.class_code)

    def clean_others(self) -> list[NamedUnit]:
        """The units that were meant, one a line."""
        lines = [line for line in self.cleaned_data["others"].splitlines() if line.strip()]
        return [meant(line, self.today, self.reach) for line in lines]

    def clean(self) -> dict[str, Any]:
        """At least two, and a name where a new one is founded."""
        said = super().clean() or {}
        if not self.errors:
            chosen = {
                *said["units"],
                *(one.code for one in said["others"]),
                *([said["into"]] if said["into"] != NEW else ()),
            }
            if len(chosen) < 2:
                self.add_error("units", _("Choose at least two units."))
            if said["into"] == NEW and not said["name"].strip():
                self.add_error("name", _("Give the name of the new unit."))
        return said

    def act(self) -> Act:
        """Merges."""
        said = self.cleaned_data
        units = [*(self.beside[code] for code in said["units"]), *said["others"]]
        into: Unit | NewUnit = (
            self.beside[said["into"]]
            if said["into"] != NEW
            else NewUnit(queries.free_code(said["name"]), said["name"], said["unit_class"])
        )
        return lambda: operations.merge(
            scope=self.scope,
            order=self.order(),
            units=units,
            into=into,
            carry_rights=said["carry_rights"],
            with_bodies=said["with_bodies"],
        )


class SplitForm(ChangeForm):
    """One unit becomes several; it may be one of them and go on. A name left empty founds nothing."""

    all_optional = True
    unit_class = forms.ChoiceField(label=gettext_lazy("Class of the new units"))
    goes_on = forms.BooleanField(required=False, label=gettext_lazy("The unit itself goes on with a part"))
    weight_0 = forms.IntegerField(required=False, min_value=1, label=gettext_lazy("Its own share"))

    def __init__(self, *args: Any, heirs: int = 3, **named: Any) -> None:
        """``heirs`` is how many new units are asked for, at most MOST_HEIRS."""
        self.heirs = range(1, max(2, min(heirs, MOST_HEIRS)) + 1)
        super().__init__(*args, **named)

    def prepare(self) -> None:
        """A name and a share for each new unit, and a place for each unit below."""
        _choose(self, "unit_class", self._classes(), self.unit.class_code)
        for at in self.heirs:
            self.fields[f"name_{at}"] = forms.CharField(
                required=False, max_length=300, label=_("Name of new unit %s") % at
            )
            self.fields[f"weight_{at}"] = forms.IntegerField(
                required=False, min_value=1, label=_("Share of new unit %s") % at
            )
        self.below = list(queries.linked_below(self.unit.pk, self.today))
        places = [
            *((str(at), _("New unit %s") % at) for at in self.heirs),
            ("0", _("Stays with the unit that goes on")),
        ]
        self.fields["rest"] = forms.ChoiceField(
            required=False,
            label=_("Units below for which nothing is said"),
            choices=[("", _("Choose")), *places],
        )
        for one in self.below:
            self.fields[f"child_{one.pk}"] = forms.ChoiceField(
                required=False, label=one.name, choices=[("", _("As said above")), *places]
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The name and share of each new unit, for the page."""
        return [(self[f"name_{at}"], self[f"weight_{at}"]) for at in self.heirs]

    @property
    def children(self) -> list[forms.BoundField]:
        """Where each unit below goes, for the page."""
        return [self[f"child_{one.pk}"] for one in self.below]

    def clean(self) -> dict[str, Any]:
        """Names differ, and whoever below is given to a new unit is given to one that is named."""
        said = super().clean() or {}
        names = [said.get(f"name_{at}", "").strip() for at in self.heirs]
        given = [name for name in names if name]
        for at, name in zip(self.heirs, names, strict=True):
            if name and given.count(name) > 1:
                self.add_error(f"name_{at}", _("Two new units bear the same name."))
        named = {str(at) for at, name in zip(self.heirs, names, strict=True) if name}
        if said.get("goes_on"):
            named.add("0")
        silent = [one for one in self.below if not said.get(f"child_{one.pk}")]
        if silent and said.get("rest") not in named:
            self.add_error("rest", _("Choose one of the units that you named above."))
        for one in self.below:
            if said.get(f"child_{one.pk}") and said[f"child_{one.pk}"] not in named:
                self.add_error(f"child_{one.pk}", _("Choose one of the units that you named above."))
        return said

    def act(self) -> Act:
        """Splits."""
        said = self.cleaned_data
        into = [
            Heir(
                NewUnit(queries.free_code(name), name, said["unit_class"]),
                said[f"weight_{at}"],
                [one for one in self.below if (said[f"child_{one.pk}"] or said["rest"]) == str(at)],
            )
            for at in self.heirs
            if (name := said[f"name_{at}"].strip())
        ]
        if said["goes_on"]:
            into.append(Heir(self.unit, said["weight_0"]))
        return lambda: operations.split(scope=self.scope, order=self.order(), unit=self.unit, into=into)


class DissolveForm(ChangeForm):
    """The unit ends with nobody in its place."""

    def act(self) -> Act:
        """Dissolves."""
        return lambda: operations.dissolve(scope=self.scope, order=self.order(), unit=self.unit)


class FoundForm(ChangeForm):
    """A new unit below this one."""

    name = forms.CharField(max_length=300, label=gettext_lazy("Name of the new unit"))
    unit_class = forms.ChoiceField(label=gettext_lazy("Class of the new unit"))
    line = forms.ChoiceField(
        label=gettext_lazy("On which line does it stand below this unit?"), choices=list(rules.LINES.items())
    )
    place = forms.CharField(
        required=False,
        max_length=400,
        label=gettext_lazy("Its place"),
        help_text=gettext_lazy("Only for a body on another line: the commune or hamlet that it belongs to"),
        widget=Suggested({"autocomplete": "off"}),
    )

    def prepare(self) -> None:
        """Every class may be founded."""
        _choose(self, "unit_class", [(one.code, one.name) for one in queries.classes()], "")
        offer(self.fields["place"], _within(queries.standing(self.today).filter(is_place=True), self.reach))

    def clean_place(self) -> NamedUnit | None:
        """The place that was meant, if any."""
        typed = self.cleaned_data["place"]
        return meant(typed, self.today, self.reach) if typed.strip() else None

    def act(self) -> Act:
        """Founds."""
        said = self.cleaned_data
        parents: dict[str, Unit] = {said["line"]: self.unit}
        if said["place"]:
            parents.setdefault("place", said["place"])
        new = NewUnit(queries.free_code(said["name"]), said["name"], said["unit_class"], parents)
        return lambda: operations.found(scope=self.scope, order=self.order(), new=new)


class AnnulForm(forms.Form):
    """Why a change is taken back."""

    paper = forms.CharField(
        max_length=400,
        label=gettext_lazy("On which paper is it annulled?"),
        help_text=gettext_lazy("Number, date and issuer; or say that it was entered by mistake"),
    )
    note = forms.CharField(
        required=False, max_length=2000, label=gettext_lazy("Remark"), widget=forms.Textarea({"rows": 2})
    )


# By the word in the address: the form, what it is called, and what it does.
KINDS: dict[str, tuple[type[ChangeForm], Any, Any]] = {
    "doi-ten": (
        RenameForm,
        gettext_lazy("Rename or change the class"),
        gettext_lazy("The unit stays the same; its former name is found as before."),
    ),
    "chuyen": (
        MoveForm,
        gettext_lazy("Move under another unit"),
        gettext_lazy("Everything below goes along; figures before the day stay where they were."),
    ),
    "sap-nhap": (
        MergeForm,
        gettext_lazy("Merge with others"),
        gettext_lazy("Several units become a new one, or one of them takes the others in."),
    ),
    "chia-tach": (
        SplitForm,
        gettext_lazy("Split"),
        gettext_lazy("One unit becomes several, with shares or not divisible."),
    ),
    "giai-the": (
        DissolveForm,
        gettext_lazy("Dissolve"),
        gettext_lazy("The unit ends with nobody in its place; those below go up a step."),
    ),
    "lap-moi": (
        FoundForm,
        gettext_lazy("Found a unit below it"),
        gettext_lazy("A hamlet, a branch, a club: from a day on."),
    ),
}


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]], initial: Any) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
    field.initial = initial


def _within(units: Any, reach: frozenset[int] | None) -> list[NamedUnit]:
    return [one for one in units[:MOST_OFFERED] if reach is None or one.pk in reach]
