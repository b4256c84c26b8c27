"""Giving, changing and lending rights."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.accounts.models import User
from lantoa.common.scopes import VERBS, Scope
from lantoa.design.fields import Suggested
from lantoa.organisations import choosing, queries, rules
from lantoa.organisations.models import Grant
from lantoa.organisations.queries import NamedUnit, WantedRights
from lantoa.organisations.wording import LINE_NAMES, ROLE_NAMES, VERB_NAMES, role_name

MOST_OFFERED = 300
MOST_NAMED = 5
IN_BRACKETS = re.compile(r"\(([^()\s]+)\)\s*$")


class DayField(forms.DateField):
    """A day as people write it here."""

    def __init__(self, **named: Any) -> None:
        """A plain text field: the picture of a calendar is of no use for a term of office."""
        super().__init__(widget=forms.DateInput(attrs={"inputmode": "numeric"}), **named)


class FilterRightsForm(forms.Form):
    """What the list of rights is narrowed to."""

    all_optional = True

    q = forms.CharField(
        required=False,
        max_length=100,
        label=gettext_lazy("Name or user name"),
        widget=forms.TextInput({"type": "search"}),
    )
    role = forms.ChoiceField(required=False, label=gettext_lazy("Role"))
    state = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Valid or not"),
        choices=[
            ("", gettext_lazy("Valid today")),
            ("ended", gettext_lazy("Not valid")),
            ("all", gettext_lazy("All of them")),
        ],
    )
    unit = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **named: Any) -> None:
        """Offers every role."""
        super().__init__(*args, **named)
        _offer(self.fields["role"], [("", gettext_lazy("Every role")), *_named(rules.GIVEN)])

    def wanted(self, unit: int | None) -> WantedRights:
        """The words that make sense; what does not asks for nothing."""
        self.is_valid()
        said = self.cleaned_data
        return WantedRights(said.get("q", "").strip(), said.get("role", ""), unit, said.get("state", ""))


class NamedAccountField(forms.CharField):
    """An account by its user name or its full name."""

    def __init__(self, **named: Any) -> None:
        """Offers names while one types."""
        super().__init__(
            max_length=300,
            widget=Suggested(attrs={"autocomplete": "off"}),
            help_text=gettext_lazy("User name or full name, for example “Trần Thị Lan”"),
            **named,
        )

    def clean(self, value: Any) -> User:
        """The one account that is meant."""
        typed = str(super().clean(value)).strip()
        match = IN_BRACKETS.search(typed)
        found = queries.accounts_named(match[1]) if match else []
        found = found or queries.accounts_named(typed)
        if not found:
            raise forms.ValidationError(_("No open account has that name. Check the spelling."))
        if len(found) > 1:
            names = "; ".join(account_label(one) for one in found[:MOST_NAMED])
            raise forms.ValidationError(
                _("More than one account may be meant: %s. Give the user name in brackets.") % names
            )
        return found[0]


class NamedUnitField(forms.CharField):
    """A unit of those that may be chosen, by its name or its code."""

    within: frozenset[int] | None = frozenset()
    today = date.min

    def __init__(self, **named: Any) -> None:
        """Offers names while one types."""
        super().__init__(
            max_length=400,
            widget=Suggested(attrs={"autocomplete": "off"}),
            help_text=gettext_lazy("Type a part of the name, then choose from the list"),
            **named,
        )

    def open_to(self, units: frozenset[int] | None, today: date) -> None:
        """Lets these be chosen (None: all) and offers the first of them."""
        self.within, self.today = units, today
        offered = queries.standing(today)
        if units is not None:
            offered = offered.filter(pk__in=units)
        choosing.offer(self, offered[:MOST_OFFERED])

    def clean(self, value: Any) -> NamedUnit:
        """The one unit that is meant."""
        return choosing.meant(str(super().clean(value)), self.today, self.within)


class GiveForm(forms.Form):
    """A right for an account."""

    user = NamedAccountField(label=gettext_lazy("For whom"))
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    unit = NamedUnitField(label=gettext_lazy("Unit"))
    line = forms.ChoiceField(
        label=gettext_lazy("Line"),
        choices=list(LINE_NAMES.items()),
        help_text=gettext_lazy("Which units count as below: those of the place, or those of one line"),
    )
    on = DayField(label=gettext_lazy("First day"))
    to_on = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("The last day of the term; may be empty for roles that are not held for a term"),
    )
    paper = forms.CharField(
        label=gettext_lazy("Decision"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The paper that it rests on, for example “Quyết định số 12-QĐ/ĐU”"),
    )

    def __init__(self, *args: Any, scope: Scope, today: date, **named: Any) -> None:
        """Offers what the giver may give, and where."""
        super().__init__(*args, **named)
        units = scope.units("manage")
        unit, user = self.fields["unit"], self.fields["user"]
        if isinstance(unit, NamedUnitField):
            unit.open_to(units, today)
        if isinstance(user.widget, Suggested):
            user.widget.offered = tuple(account_label(one) for one in queries.accounts_in(units, MOST_OFFERED))
        roles = [code for code in rules.GIVEN if rules.may_give(scope.role, code, at_home=False)]
        _offer(self.fields["role"], [("", gettext_lazy("Choose a role")), *_named(roles)])
        self.fields["on"].initial = f"{today:%d/%m/%Y}"


class EndForm(forms.Form):
    """From which day something holds no more, and why."""

    on = DayField(label=gettext_lazy("First day without it"))
    why = forms.CharField(label=gettext_lazy("Reason or paper"), max_length=400)

    def __init__(self, *args: Any, today: date, **named: Any) -> None:
        """Today when nothing else is said."""
        super().__init__(*args, **named)
        self.today = today
        self.fields["on"].initial = f"{today:%d/%m/%Y}"

    def clean_on(self) -> date:
        """What was done under a right until now stays done under it."""
        on: date = self.cleaned_data["on"]
        if on < self.today:
            raise forms.ValidationError(_("Choose today or a later day: what was done until now stays as it is."))
        return on


class TermForm(forms.Form):
    """Another last day."""

    to_on = DayField(label=gettext_lazy("New last day"), required=False)
    why = forms.CharField(label=gettext_lazy("Reason or paper"), max_length=400)

    def __init__(self, *args: Any, grant: Grant, **named: Any) -> None:
        """Only a role without a term may do without a last day."""
        super().__init__(*args, **named)
        self.fields["to_on"].required = rules.ROLES[grant.role].has_term
        self.fields["to_on"].initial = f"{grant.to_on:%d/%m/%Y}" if grant.to_on else ""


class DelegateForm(forms.Form):
    """A part of one's own right for another account, for some days."""

    to_user = NamedAccountField(label=gettext_lazy("To whom"))
    unit = NamedUnitField(label=gettext_lazy("For which unit"))
    verbs = forms.MultipleChoiceField(
        label=gettext_lazy("What they may do"), widget=forms.CheckboxSelectMultiple, choices=[]
    )
    from_on = DayField(label=gettext_lazy("First day"))
    to_on = DayField(label=gettext_lazy("Last day"))
    why = forms.CharField(label=gettext_lazy("Reason or paper"), max_length=200)

    def __init__(self, *args: Any, grant: Grant, today: date, **named: Any) -> None:
        """Offers what may be lent of the right."""
        super().__init__(*args, **(named | {"prefix": f"g{grant.pk}"}))
        self.grant = grant
        unit = self.fields["unit"]
        if isinstance(unit, NamedUnitField):
            unit.open_to(queries.reached_by(grant, today), today)
        lent = [verb for verb in VERBS if verb in rules.ROLES[grant.role].delegable]
        _offer(self.fields["verbs"], [(verb, VERB_NAMES[verb]) for verb in lent])
        home = queries.named(today).get(pk=grant.unit_id)
        self.fields["unit"].initial = choosing.written(home)
        self.fields["from_on"].initial = f"{today:%d/%m/%Y}"
        self.title = f"{role_name(grant.role)}, {home.name}"


def account_label(user: User) -> str:
    """ "Trần Thị Lan (lan)": a person and their account."""
    return f"{user.full_name} ({user.username})"


def _named(roles: Iterable[str]) -> list[tuple[str, Any]]:
    return [(code, ROLE_NAMES[code]) for code in roles]


def _offer(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
