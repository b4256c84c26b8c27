"""What a calendar shows: of a unit, and of a person. Whoever makes a feed or a page of days asks here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from lantoa.activities.models import Activity, SignUp
from lantoa.activities.queries.activities import activities, kinds
from lantoa.organisations.models import Membership, Post, UnitAncestry


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One activity in a calendar.

    ``starts_at`` and ``ends_at`` are moments in the time of the country, None where only days are known: then it lasts
    from ``from_on`` to ``to_on``, both included. ``stage``: planned, held, postponed, cancelled; a postponed one stands
    on the day from which it was put off. ``address`` is a path of this site. ``uuid`` stays for ever, also when moved;
    ``turn`` grows with every change.
    """

    uuid: UUID
    title: str
    from_on: date
    to_on: date
    starts_at: datetime | None
    ends_at: datetime | None
    stage: str
    place: str
    unit: int
    address: str
    turn: int


def calendar_of_unit(unit: int, from_on: date, to_on: date, *, takes_in_below: bool = False) -> list[CalendarEntry]:
    """What a unit holds on any of the days, cancelled and postponed ones too; one query. ``takes_in_below``: all under
    it as well."""
    own = Q(unit=unit)
    if takes_in_below:
        own |= Q(unit__in=UnitAncestry.objects.filter(ancestor=unit).values("descendant"))
    return _entries(activities().filter(own), from_on, to_on)


def calendar_of_people(people: Collection[int], from_on: date, to_on: date) -> list[CalendarEntry]:
    """What any of these people is expected at or signed up for on any of the days: by membership and post on those
    days, by kinds that expect people by name. Four queries."""
    named = {code: one.base for code, one in kinds(to_on).items() if one.is_by_name}
    members = [code for code, base in named.items() if base == "members"]
    cadres = [code for code, base in named.items() if base == "cadres"]
    during = Q(from_on__lte=to_on) & (Q(to_on__isnull=True) | Q(to_on__gte=from_on))
    belongs = list(Membership.objects.filter(during, person__in=people).values_list("unit", "kind", "from_on", "to_on"))
    posts = list(Post.objects.filter(during, person__in=people).values_list("unit", "from_on", "to_on"))
    some = Q(pk__in=SignUp.objects.filter(person__in=people, withdrawn_at__isnull=True).values("activity"))
    for unit, kind, first, last in belongs:
        codes = members if kind == "member" else cadres if kind == "cadre" else []
        some |= _held_in(unit, codes, first, last)
    for unit, first, last in posts:
        some |= _held_in(unit, cadres, first, last)
    return _entries(activities().filter(some), from_on, to_on)


def _held_in(unit: int, codes: list[str], first: date, last: date | None) -> Q:
    days = Q(from_on__gte=first) & (Q(from_on__lte=last) if last else Q())
    return Q(unit=unit, kind__in=codes) & days


def _entries(found: QuerySet[Activity], from_on: date, to_on: date) -> list[CalendarEntry]:
    rows = found.filter(from_on__lte=to_on, to_on__gte=from_on).order_by("from_on", "begins", "pk").distinct()
    return [_entry(one) for one in rows]


def _entry(one: Activity) -> CalendarEntry:
    return CalendarEntry(
        one.uuid,
        one.title,
        one.from_on,
        one.to_on,
        _moment(one.from_on, one.begins),
        _moment(one.to_on, one.ends) if one.begins else None,
        one.stage,
        one.place,
        one.unit_id,
        reverse("activities:activity", args=[one.uuid]),
        one.turn,
    )


def _moment(day: date, hour: time | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, hour)) if hour else None


__all__ = ["CalendarEntry", "calendar_of_people", "calendar_of_unit"]
