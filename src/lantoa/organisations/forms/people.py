"""What people type about people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lantoa.common.scopes import Scope
from lantoa.design.fields import Day, Words
from lantoa.organisations import people_wording as wording
from lantoa.organisations import queries
from lantoa.organisations.models import Unit
from lantoa.organisations.operations import Basis

# Longer lists of units are typed, not chosen from.
MOST_OFFERED = 200


class UnitForm(forms.Form):
    """A form that asks for a unit of those that the scope manages: to choose from, or by name or code if many."""

    unit = Words(max_length=200, label=_("Unit"), help_text=_("Name or code; a former name does too."))

    def __init__(self, data: Any = None, *, scope: Scope, today: date, **more: Any) -> None:
        """Offers the units if they are few."""
        super().__init__(data, **more)
        self._scope, self._today = scope, today
        reach = scope.units("manage")
        units = queries.standing(today)
        offered = list((units if reach is None else units.filter(pk__in=reach))[: MOST_OFFERED + 1])
        if "unit" in self.fields and len(offered) <= MOST_OFFERED:
            required = self.fields["unit"].required
            self.fields["unit"] = forms.ChoiceField(
                label=_("Unit"),
                required=required,
                choices=[("", "—"), *((one.code, one.name) for one in offered)],
            )

    def clean_unit(self) -> Unit | None:
        """The unit that is meant; a sentence where none or several are."""
        typed = self.cleaned_data["unit"]
        if not typed:
            return None
        (found,) = queries.units_named([typed], None, self._scope, self._today).values()
        if isinstance(found, str):
            raise ValidationError(found)
        return Unit.objects.get(pk=found)


class PeopleFilter(forms.Form):
    """What a list of people is narrowed to; what cannot be understood asks for nothing."""

    all_optional = True

    q = Words(
        required=False,
        max_length=100,
        label=_("Full name"),
        help_text=_("With or without marks."),
        widget=forms.TextInput({"type": "search"}),
    )
    title = Words(required=False, max_length=100, label=_("Post held"))
    unit = Words(required=False, max_length=200, label=_("Unit, with all below it"))
    held = forms.ChoiceField(
        required=False, label=_("Held when"), choices=[("now", _("Today")), ("ever", _("At any time, also ended"))]
    )
    heads = forms.BooleanField(required=False, label=_("Heads of units only"))

    def wanted(self, units: list[Unit]) -> queries.PeopleWanted:
        """The question in the register's own terms; ``units`` are those of the name that was typed."""
        self.is_valid()
        said = self.cleaned_data
        return queries.PeopleWanted(
            text=said.get("q", ""),
            unit=units[0].pk if units else None,
            title=said.get("title", ""),
            only_heads=said.get("heads", False),
            held=said.get("held") or "now",
        )


class _Born(forms.Form):
    birth_year = forms.IntegerField(
        required=False,
        min_value=1850,
        max_value=2200,
        label=_("Birth year"),
        help_text=_("Only to tell namesakes apart; seen by those who manage people only."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}),
    )


class NewPersonForm(UnitForm, _Born):
    """Somebody new, with the unit that they belong to."""

    full_name = Words(max_length=200, label=_("Full name"))
    kind = forms.ChoiceField(label=_("Belongs as"), choices=list(wording.MEMBERSHIPS.items()), widget=forms.RadioSelect)
    on = Day(label=_("Belongs from the day"))
    title = Words(required=False, max_length=200, label=_("Post held"))
    is_head = forms.BooleanField(required=False, label=_("Is the head of the unit"))
    anyway = forms.BooleanField(
        required=False, widget=forms.HiddenInput, label=_("This is another person of the same name")
    )
    field_order = ("full_name", "birth_year", "unit", "kind", "on", "title", "is_head", "anyway")

    def clean(self) -> dict[str, Any]:
        """A head holds a post."""
        said = super().clean() or {}
        if said.get("is_head") and not said.get("title"):
            self.add_error("title", _now("The head of a unit holds a post: give it."))
        return said

    def ask_anyway(self) -> None:
        """Lets the person say that this is somebody else of the same name."""
        self.fields["anyway"].widget = forms.CheckboxInput()


class CorrectPersonForm(_Born):
    """A name or birth year put right."""

    full_name = Words(max_length=200, label=_("Full name"))
    why = Words(max_length=200, label=_("Why"), help_text=_("The former spelling and this reason stay in the history."))
    field_order = ("full_name", "birth_year", "why")


class PostForm(UnitForm):
    """A post that a person holds or held."""

    title = Words(max_length=200, label=_("Post held"))
    is_head = forms.BooleanField(required=False, label=_("Is the head of the unit"))
    on = Day(label=_("From the day"))
    to_on = Day(required=False, label=_("Until the day"), help_text=_("Empty while it lasts."))
    source = Words(required=False, max_length=200, label=_("Known from"), help_text=_("Number of the decision, say."))
    field_order = ("title", "unit", "is_head", "on", "to_on", "source")


class MembershipForm(UnitForm):
    """A unit that a person belongs or belonged to."""

    kind = forms.ChoiceField(label=_("Belongs as"), choices=list(wording.MEMBERSHIPS.items()), widget=forms.RadioSelect)
    on = Day(label=_("From the day"))
    to_on = Day(required=False, label=_("Until the day"), help_text=_("Empty while it lasts."))
    source = Words(required=False, max_length=200, label=_("Known from"), help_text=_("Number of the decision, say."))
    field_order = ("unit", "kind", "on", "to_on", "source")


class EndForm(forms.Form):
    """The last day of a post or membership."""

    last_on = Day(label=_("The last day"), help_text=_("The post or membership still holds on this day."))
    why = Words(required=False, max_length=200, label=_("Why"))


class ConsentForm(forms.Form):
    """A person's consent or the published decision in its stead. Nothing is ticked beforehand."""

    purpose = forms.ChoiceField(label=_("For what"), choices=list(wording.PURPOSES.items()), widget=forms.RadioSelect)
    covers = forms.MultipleChoiceField(
        label=_("What may be published"), choices=list(wording.PARTS.items()), widget=forms.CheckboxSelectMultiple
    )
    basis = forms.ChoiceField(label=_("On what basis"), choices=list(wording.BASES.items()), widget=forms.RadioSelect)
    given_on = Day(label=_("Day of the consent or of the decision"))
    evidence = Words(
        required=False,
        max_length=400,
        label=_("How was the consent given?"),
        help_text=_("A signed sheet, words said before whom. Silence is no consent."),
    )
    paper = forms.FileField(
        required=False, label=_("The signed sheet"), help_text=_("A PDF or a photo, at most 20 MB.")
    )
    decision = Words(required=False, max_length=200, label=_("Number and issuer of the decision"))
    decision_link = forms.URLField(
        required=False, max_length=400, assume_scheme="https", label=_("Where the decision is published")
    )
    words = Words(required=False, max_length=400, label=_("The purpose as it was put to the person"))

    def said(self) -> Basis:
        """The basis without its paper, which the view keeps first."""
        said = self.cleaned_data
        return Basis(
            said["purpose"],
            said["basis"],
            said["covers"],
            said["given_on"],
            evidence=said["evidence"],
            decision=said["decision"],
            decision_link=said["decision_link"],
            words=said["words"],
        )


class WithdrawForm(forms.Form):
    """A consent taken back."""

    on = Day(label=_("Withdrawn on"))
    how = Words(max_length=400, label=_("How was it withdrawn?"), help_text=_("A letter, words said before whom."))


class RosterForm(UnitForm):
    """A list of people to take in."""

    paper = forms.FileField(
        label=_("The list"), help_text=_("Excel (.xlsx, .xls), .ods or .csv; at most 20,000 rows and 20 MB.")
    )
    kind = forms.ChoiceField(
        label=_("The people in the list belong as"),
        help_text=_("A column of the list may say otherwise row by row."),
        choices=list(wording.MEMBERSHIPS.items()),
        widget=forms.RadioSelect,
    )
    from_on = Day(label=_("Belongs from the day"), help_text=_("Used where the list itself says no day."))
    field_order = ("unit", "paper", "kind", "from_on")
