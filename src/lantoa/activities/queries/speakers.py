"""Speakers, the talks that they gave, and who listened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from lantoa.activities.models import Speaker, Tally
from lantoa.activities.rules.counting import Count
from lantoa.common.periods import Period
from lantoa.common.scopes import Scope


@dataclass(frozen=True, slots=True)
class CountedSpeaker:
    """A speaker, how many talks they gave in some days, and how many listened (guests too); ``audience`` is None while
    nobody counted."""

    one: Speaker
    talks: int
    audience: int | None


def _speakers() -> QuerySet[Speaker]:
    found = Speaker.objects.select_related("person", "unit").exclude(person__is_restricted=True)
    return found.order_by("person__sort_key", "pk")


def speaker(uuid: UUID) -> Speaker | None:
    """One speaker."""
    return _speakers().filter(uuid=uuid).first()


def speakers_of(units: frozenset[int] | None, day: date) -> QuerySet[Speaker]:
    """Who speaks for any of these units on a day (None: all), by given name."""
    held = Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))
    found = _speakers().filter(held)
    return found if units is None else found.filter(unit__in=units)


def counted_speakers(scope: Scope, unit: int | None, days: Period) -> list[CountedSpeaker]:
    """The speakers whom the scope may read, of a unit (None: of all), who speak on any of the days, with their talks
    that were held in these days; three queries."""
    reach = scope.units("read")
    found = _speakers().filter(from_on__lte=days.to_on).filter(Q(to_on__isnull=True) | Q(to_on__gte=days.from_on))
    if reach is not None:
        found = found.filter(unit__in=reach)
    if unit is not None:
        found = found.filter(unit=unit)
    some = list(found)
    talks: dict[int, set[int]] = {one.pk: set() for one in some}
    given = Speaker.objects.filter(
        pk__in=talks, talks__stage="held", talks__from_on__range=(days.from_on, days.to_on)
    ).values_list("pk", "talks")
    for pk, activity in given:
        talks[pk].add(activity)
    heard: dict[int, list[Count]] = {}
    for row in Tally.objects.filter(activity__in={pk for own in talks.values() for pk in own}).order_by("pk"):
        heard.setdefault(row.activity_id, []).append(row.count)

    def audience(own: set[int]) -> int | None:
        known = [count for pk in own for count in heard.get(pk, ())]
        return sum(count.present for count in known) if known else None

    return [CountedSpeaker(one, len(talks[one.pk]), audience(talks[one.pk])) for one in some]
