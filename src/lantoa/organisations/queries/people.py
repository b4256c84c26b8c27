"""People and the posts they hold."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from lantoa.organisations.models import Person, Post
from lantoa.organisations.queries.naming import holding
from lantoa.vietnamese.text import fold


def people() -> QuerySet[Person]:
    """Everyone, by given name as Vietnamese lists go."""
    return Person.objects.order_by("sort_key", "pk")


def find_people(name: str) -> QuerySet[Person]:
    """People of that very name, marks and case aside."""
    return people().filter(folded=fold(name))


def posts_on(person: int, day: date) -> QuerySet[Post]:
    """The posts a person holds on the day."""
    return Post.objects.filter(holding(day), person=person).select_related("unit").order_by("-is_head", "pk")


def posts_in(unit_: int, day: date) -> QuerySet[Post]:
    """Who holds which post in a unit on the day, the head first, then by given name."""
    held = Post.objects.filter(holding(day), unit=unit_).select_related("person")
    return held.order_by("-is_head", "person__sort_key", "pk")
