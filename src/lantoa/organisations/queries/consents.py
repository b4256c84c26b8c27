"""On what basis something of a person may be published."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantoa.organisations.models import Consent, Person


def consents_of(person: int) -> QuerySet[Consent]:
    """Every consent and decision about a person, the latest first."""
    found = Consent.objects.filter(person=person).select_related("recorded_by", "paper")
    return found.order_by("-given_on", "-pk")


def consent(person: int, uuid: UUID) -> Consent | None:
    """One of them."""
    return consents_of(person).filter(uuid=uuid).first()


def valid_on(day: date) -> Q:
    """Consents that count on the day; a withdrawal counts from its own day on."""
    return Q(given_on__lte=day) & (Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day))


def may_publish(person: Person, purpose: str, day: date, *, part: str = "name") -> Consent | None:
    """The basis on which a part (rules.PARTS) of a person may be published for a purpose on a day, or None.

    Silence is no consent; who asked that their data be used no more, or was joined into another, has no basis.
    """
    if person.is_restricted or person.joined_into_id is not None:
        return None
    found = Consent.objects.filter(valid_on(day), person=person, purpose=purpose, **{f"covers_{part}": True})
    return found.order_by("basis", "-given_on", "-pk").first()


def publishable(persons: Collection[int], purpose: str, day: date, *, part: str = "name") -> set[int]:
    """Those of the people for whom `may_publish` has a basis; one query."""
    return set(Person.objects.filter(has_basis(purpose, day, part=part), pk__in=persons).values_list("pk", flat=True))


def has_basis(purpose: str, day: date | None = None, *, part: str = "name", path: str = "") -> Q:
    """The same as a condition on rows that lead to a person by ``path`` ("owner_person"; "" for people themselves).

    Without a day: now. No consent is dated ahead and no withdrawal either, so what is not withdrawn counts.
    """
    counts = Q(withdrawn_on__isnull=True) if day is None else valid_on(day)
    given = Consent.objects.filter(
        counts,
        person=OuterRef(path or "pk"),
        person__is_restricted=False,
        person__joined_into__isnull=True,
        purpose=purpose,
        **{f"covers_{part}": True},
    )
    return Q(Exists(given))
