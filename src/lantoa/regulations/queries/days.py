"""The working calendar as it stands, and the acts that made it so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from lantoa.history import queries as history
from lantoa.regulations import calendars, rules
from lantoa.regulations.calendars import WEEKDAYS, Calendar, Special, Week
from lantoa.regulations.models import CalendarChange, CalendarDay, Regulation


def calendar(year: int | None = None) -> Calendar:
    """The working calendar, whole or of one year. Two queries."""
    days = CalendarDay.objects.filter(removed_by__isnull=True)
    if year is not None:
        days = days.filter(day__year=year)
    special = {one.day: Special(one.kind, one.name) for one in days.only("day", "kind", "name")}
    return Calendar(calendars.known_years(special), weeks(), special)


def weeks(stated: Iterable[Regulation] | None = None) -> tuple[Week, ...]:
    """The weekly days off by dated rule: as they stand, or as these versions would have them. Unknown words are no
    day."""
    if stated is None:
        stated = Regulation.objects.filter(code=rules.WEEKLY).order_by("effective_from")
    return tuple(Week(one.effective_from, one.effective_to or date.max, _off(one.value)) for one in stated)


def _off(value: Any) -> frozenset[int]:
    named = value.get("days_off") if isinstance(value, dict) else None
    return frozenset(WEEKDAYS.index(word) for word in named or () if word in WEEKDAYS)


def special_days(year: int) -> list[CalendarDay]:
    """The days of a year that differ from what their day of the week would say, in order."""
    return list(CalendarDay.objects.filter(removed_by__isnull=True, day__year=year).order_by("day"))


def stored_days(years: Iterable[int]) -> QuerySet[CalendarDay]:
    """Every day of these years that was ever entered, also those that were taken out."""
    return CalendarDay.objects.filter(day__year__in=list(years)).order_by("day", "pk")


def known_years() -> list[int]:
    """The years whose days off are known, in order."""
    first = CalendarDay.objects.filter(removed_by__isnull=True, day__month=1, day__day=1)
    return sorted(calendars.known_years(first.values_list("day", flat=True)))


@dataclass(frozen=True, slots=True)
class MadeChange:
    """An act on the calendar with the days that it entered and took out, and who did it ("" when erased)."""

    change: CalendarChange
    added: list[CalendarDay]
    removed: list[CalendarDay]
    who: str


def change(uuid: UUID) -> MadeChange | None:
    """One act on the calendar; None for an unknown one."""
    found = CalendarChange.objects.filter(uuid=uuid).first()
    if found is None:
        return None
    event = history.of_record("calendar", uuid).first()
    payload = getattr(event, "payload", None)
    return MadeChange(
        found,
        list(found.added.order_by("day")),
        list(found.removed.order_by("day")),
        payload.actor_name if payload else "",
    )


def changes_of(year: int, most: int = 20) -> list[CalendarChange]:
    """The latest acts that entered or took out a day of the year, the newest first."""
    touched = Q(added__day__year=year) | Q(removed__day__year=year)
    return list(CalendarChange.objects.filter(touched).distinct().order_by("-pk")[:most])
