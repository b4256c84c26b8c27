"""How the forms of plans offer choices, and take periods."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period
from lantoa.design.fields import Words
from lantoa.indicators.rules import amounts
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Person
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import queries

MOST_PEOPLE = 300
MOST_UNITS = 400


def choose(form: forms.Form, name: str, choices: Any) -> None:
    """Offers these choices in a field of the form."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class Days(Words):
    """A year, a part of it, a stage of years or two days; cleaned to a Period."""

    def clean(self, value: Any) -> Any:
        """The period; ValidationError for what is none."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return amounts.read_period(typed)
        except amounts.UnableToReadAmount as error:
            message = _("Write a year (2026), a stage (2021-2025) or two days (01/03/2026 - 30/09/2026).")
            raise forms.ValidationError(message) from error


def written(period: Period) -> str:
    """A period as a form takes it back: "2026", "2021-2025", "01/03/2026 - 30/09/2026"."""
    first, last = period.from_on, period.to_on
    if period == Period(date(first.year, 1, 1), date(last.year, 12, 31)):
        return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
    return f"{first:%d/%m/%Y} - {last:%d/%m/%Y}"


def units_near(unit: int, day: date) -> list[NamedUnit]:
    """A unit and those directly below it, itself first."""
    near = organisations.standing(day).filter(pk__in=queries.near_units(unit, day).values("pk"))[:MOST_UNITS]
    return sorted(near, key=lambda one: one.pk != unit)


def people_near(units: Iterable[NamedUnit], day: date, also: Collection[Person] = ()) -> dict[str, tuple[Person, str]]:
    """Whom a task may be given to, by number, each with the words that tell them apart: post and unit."""
    names = {one.pk: one.name for one in units}
    found: dict[str, tuple[Person, str]] = {}
    for post in queries.people_in(names, day)[:MOST_PEOPLE]:
        told = f"{post.person.full_name} ({post.title}, {names[post.unit_id]})"
        found.setdefault(str(post.person.uuid), (post.person, told))
    for person in also:
        found.setdefault(str(person.uuid), (person, person.full_name))
    return found
