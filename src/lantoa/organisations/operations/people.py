"""People and their posts."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations.models import Person, Post, Unit
from lantoa.organisations.operations.checking import UnableToChangeUnits, check
from lantoa.vietnamese.text import clean, fold, person_sort_key


@transaction.atomic
def add_person(*, scope: Scope, full_name: str) -> Person:
    """A person by one full name. Two people may share it; joining is offered, never done by itself."""
    name = clean(full_name).strip()
    if not name:
        raise UnableToChangeUnits("Hãy ghi họ và tên.")
    person = Person.objects.create(full_name=name, folded=fold(name), sort_key=person_sort_key(name))
    record(scope=scope, verb="add", kind="person", uuid=person.uuid, data={"full_name": name})
    return person


@transaction.atomic
def appoint(
    *, scope: Scope, person: Person, unit: Unit, title: str, on: date, is_head: bool = False, to_on: date | None = None
) -> Post:
    """A post in a unit from a day on."""
    check(scope, unit)
    post = Post.objects.create(person=person, unit=unit, title=title, is_head=is_head, from_on=on, to_on=to_on)
    data = {"unit": unit.code, "title": title, "on": on}
    record(scope=scope, verb="appoint", kind="person", uuid=person.uuid, data=data)
    return post
