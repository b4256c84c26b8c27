"""Pledges with their deeds, steps, versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.plans.models import Theme
from lantoa.pledges.models import Deed, Pledge, PledgeStep, PledgeVersion, Progress
from lantoa.pledges.queries import people
from lantoa.pledges.rules import OPEN, contents

TEXTS = 8


def pledges() -> QuerySet[Pledge]:
    """Every pledge that may be shown, of the unit itself first, then by given name; of whoever asked that their data
    be not used nothing."""
    found = Pledge.objects.select_related("person", "unit", "carried_from", "paper")
    return found.exclude(person__is_restricted=True).order_by("person__sort_key", "from_on", "pk")


def pledge(uuid: UUID) -> Pledge | None:
    """One pledge."""
    return pledges().filter(uuid=uuid).first()


def seen_by(scope: Scope, today: date) -> QuerySet[Pledge]:
    """The pledges that the scope may read: those of units it sees inside, and its own person's."""
    within = people.inside(scope)
    if within is None:
        return pledges()
    own = organisations.person_acting(scope, today) if "take_in" in scope.reach else None
    return pledges().filter(Q(unit__in=within) | (Q(person=own) if own is not None else Q(pk__in=())))


def serving(found: QuerySet[Pledge], theme: Theme) -> QuerySet[Pledge]:
    """Those with a deed that serves a theme."""
    return found.filter(Exists(Deed.objects.filter(pledge=OuterRef("pk"), theme=theme, is_struck=False)))


def years_of(found: QuerySet[Pledge], today: date) -> list[int]:
    """The years that these pledges touch, and this one, the latest first."""
    spans = found.order_by().values_list("from_on", "to_on").distinct()
    years = {year for first, last in spans for year in range(first.year, last.year + 1)}
    return sorted(years | {today.year}, reverse=True)


def deeds_of(some: Iterable[Pledge], *, struck: bool = False) -> dict[int, list[Deed]]:
    """The deeds of each pledge in their order; one query. ``struck`` adds those that an amendment took out."""
    found: dict[int, list[Deed]] = {one.pk: [] for one in some}
    rows = Deed.objects.filter(pledge__in=found).select_related("theme").order_by("is_struck", "position", "pk")
    for row in rows if struck else rows.filter(is_struck=False):
        found[row.pledge_id].append(row)
    return found


def progress(deeds: Collection[int]) -> dict[int, list[Progress]]:
    """What was done of each deed, the latest first; one query."""
    found: dict[int, list[Progress]] = {pk: [] for pk in deeds}
    for row in Progress.objects.filter(deed__in=found).select_related("photo").order_by("-on", "-pk"):
        found[row.deed_id].append(row)
    return found


def steps_of(one: Pledge) -> QuerySet[PledgeStep]:
    """What happened with a pledge, the newest first."""
    return one.steps.order_by("-pk")


def versions_of(one: Pledge) -> QuerySet[PledgeVersion]:
    """What it said before each amendment, the oldest first."""
    return one.versions.order_by("number")


def content_of(deeds: Iterable[Deed]) -> list[dict[str, Any]]:
    """Deeds as a version keeps them."""
    return [
        contents.row(
            one.uuid,
            one.what,
            contents.measure(one.amount, one.counted_in),
            one.due_on,
            one.theme.name if one.theme else "",
        )
        for one in deeds
    ]


def texts_used(unit: int) -> list[str]:
    """What several people of a unit undertook in the same words, the most frequent first: offered to be used again."""
    rows = Deed.objects.filter(pledge__unit=unit, is_struck=False).exclude(pledge__stage="dropped")
    often = rows.values("what").annotate(many=Count("pledge", distinct=True)).filter(many__gt=1)
    return list(often.order_by("-many", "what").values_list("what", flat=True)[:TEXTS])


def open_on(unit: int, days: Collection[date]) -> QuerySet[Deed]:
    """The deeds of a unit's pledges that are to be done by one of these days and are not done yet."""
    rows = Deed.objects.filter(pledge__unit=unit, due_on__in=days, done_on__isnull=True, is_struck=False)
    return rows.filter(pledge__stage__in=OPEN).select_related("pledge__person").order_by("due_on", "pk")


def deeds_left(days: Period, *, people: Collection[int] = (), unit: int | None = None) -> QuerySet[Deed]:
    """What people, or a unit itself, undertook to do in some days and have not done yet, the soonest due first."""
    rows = _left(days).filter(Q(pledge__person__in=people) | Q(pledge__unit=unit, pledge__person__isnull=True))
    return rows.select_related("pledge").order_by("due_on", "pk")


def many_left(unit: int, days: Period) -> list[tuple[date, int]]:
    """How many deeds the people of a unit have still to do by each of these days; never whose."""
    rows = _left(days).filter(pledge__unit=unit, pledge__person__isnull=False).order_by("due_on").values("due_on")
    return list(rows.annotate(n=Count("pk")).values_list("due_on", "n"))


def _left(days: Period) -> QuerySet[Deed]:
    rows = Deed.objects.filter(due_on__range=(days.from_on, days.to_on), done_on__isnull=True, is_struck=False)
    return rows.filter(pledge__stage__in=OPEN).exclude(pledge__person__is_restricted=True)
