"""People and the posts they hold."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from lantoa.organisations.models import Person, Post, Restriction
from lantoa.organisations.queries.naming import holding
from lantoa.organisations.rules.personal_data import ERASED_NAME
from lantoa.vietnamese.text import fold


def _hidden() -> QuerySet[Restriction, int]:
    """Who asked that their data be not used, or be erased."""
    return Restriction.objects.filter(kind="restrict", lifted_on__isnull=True).values_list("person_id", flat=True)


def people() -> QuerySet[Person]:
    """Everyone who may be shown, by given name as Vietnamese lists go."""
    return Person.objects.exclude(pk__in=_hidden()).exclude(full_name=ERASED_NAME).order_by("sort_key", "pk")


def find_people(name: str) -> QuerySet[Person]:
    """People of that very name, marks and case aside."""
    return people().filter(folded=fold(name))


def posts_on(person: int, day: date) -> QuerySet[Post]:
    """The posts a person holds on the day."""
    return Post.objects.filter(holding(day), person=person).select_related("unit").order_by("-is_head", "pk")


def posts_in(unit_: int, day: date) -> QuerySet[Post]:
    """Who holds which post in a unit on the day, the head first, then by given name."""
    held = (
        Post.objects.filter(holding(day), unit=unit_)
        .exclude(person__in=_hidden())
        .exclude(person__full_name=ERASED_NAME)
        .select_related("person")
    )
    return held.order_by("-is_head", "person__sort_key", "pk")
