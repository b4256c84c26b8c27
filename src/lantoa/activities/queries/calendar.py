"""What a calendar shows: of a unit, and of a person. Whoever makes a feed or a page of days asks here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from lantoa.activities.models import Activity, SignUp
from lantoa.activities.queries.activities import activities, kinds
from lantoa.organisations.models import Membership, Post, UnitAncestry

# What takes no place on its day.
OFF = ("cancelled", "postponed")


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


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many activities begin on a day, or last into the first that is asked for: all, and those called off or put
    off among them."""

    day: date
    many: int
    off: int


def calendar_of_unit(unit: int, from_on: date, to_on: date) -> list[CalendarEntry]:
    """What a unit holds on any of the days, cancelled and postponed ones too; one query."""
    return _entries(activities().filter(unit=unit), from_on, to_on)


def calendar_below(unit: int, from_on: date, to_on: date, within: frozenset[int] | None) -> list[CalendarEntry]:
    """The same of a unit and all under it, as far as they are ``within`` (None: all); one query. Ask ``days_below``
    first how many that is."""
    return _entries(_below(unit, within), from_on, to_on)


def days_below(unit: int, from_on: date, to_on: date, within: frozenset[int] | None) -> list[DayCount]:
    """How many a unit and all under it hold on each of the days; one query."""
    on_them = _below(unit, within).filter(from_on__lte=to_on, to_on__gte=from_on)
    counted = on_them.order_by("from_on").values("from_on")
    found: dict[date, DayCount] = {}
    for row in counted.annotate(many=Count("pk"), off=Count("pk", Q(stage__in=OFF))):
        day = max(row["from_on"], from_on)
        had = found.get(day, DayCount(day, 0, 0))
        found[day] = DayCount(day, had.many + row["many"], had.off + row["off"])
    return list(found.values())


def _below(unit: int, within: frozenset[int] | None) -> QuerySet[Activity]:
    under = UnitAncestry.objects.filter(ancestor=unit).values("descendant")
    found = activities().filter(Q(unit=unit) | Q(unit__in=under))
    return found if within is None else found.filter(unit__in=within)


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


__all__ = ["CalendarEntry", "DayCount", "calendar_below", "calendar_of_people", "calendar_of_unit", "days_below"]
