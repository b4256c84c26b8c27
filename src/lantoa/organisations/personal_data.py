"""What this concept holds of a person, and what the history says of them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from lantoa.organisations import person_sections as sections
from lantoa.organisations import queries
from lantoa.organisations.models import Grant
from lantoa.organisations.operations import personal_data as operations
from lantoa.organisations.queries.personal_data import Subject
from lantoa.organisations.rules.personal_data import Section

# What the history tells of a person besides the names.
PRIVATE = ("birth_year",)


def units(people: Collection[int]) -> dict[int, set[int]]:
    """The units in which these people hold or held a post, belong or belonged, were entered, or act in a role."""
    found = queries.units_of_people(people)
    for person, unit in Grant.objects.filter(person__in=people).values_list("person_id", "unit_id"):
        found[person or 0].add(unit)
    return found


def held(subject: Subject) -> list[Section]:
    """Everything here that is tied to the person, and what only bears the same name."""
    return [
        sections.person(subject),
        sections.posts(subject),
        sections.memberships(subject),
        sections.consents(subject),
        sections.lists(subject),
        sections.accounts(subject),
        sections.grants(subject),
        sections.requests(subject),
        sections.told(subject),
        sections.mentioned(subject),
    ]


def erase(*, subject: Subject, chosen: Collection[str], about: UUID, why: str) -> None:
    """Blanks the person, their account, and their names in the history, as chosen."""
    scope, person = subject.scope, subject.person
    # While the account still tells which acts were the person's own.
    if "history" in chosen:
        events = list(sections.about_of(person))
        operations.redact(scope=scope, events=events, names=subject.names, fields=PRIVATE, about=about, why=why)
        events = list(sections.told_of(person))
        operations.redact(scope=scope, events=events, names=subject.names, about=about, why=why)
    if "mentions" in chosen:
        events = list(sections.mentions_of(subject))
        operations.redact(scope=scope, events=events, names=subject.telling, about=about, why=why)
    if "memberships" in chosen:
        operations.forget_memberships(scope=scope, person=person)
    if "account" in chosen:
        operations.erase_accounts(scope=scope, person=person)
    if "person" in chosen:
        operations.blank(scope=scope, subject=subject)


def correct(*, subject: Subject, full_name: str) -> None:
    """The person's name here and on their accounts."""
    operations.rename(scope=subject.scope, person=subject.person, full_name=full_name)
