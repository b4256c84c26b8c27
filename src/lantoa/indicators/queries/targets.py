"""What units were given to reach."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, QuerySet

from lantoa.common.periods import Period
from lantoa.indicators.models import Target


def targets() -> QuerySet[Target]:
    """Every target, ended ones too, with what a page shows of it joined."""
    return Target.objects.select_related(
        "indicator__whole", "unit", "citation__text__file", "set_by", "ended_by"
    ).defer("citation__text__text")


def standing_targets() -> QuerySet[Target]:
    """Those that were neither replaced nor withdrawn, in the order of the catalogue."""
    found = targets().filter(ended_at__isnull=True)
    return found.order_by("indicator__position", "indicator__code", "is_cumulative", "from_on", "to_on", "pk")


def targets_of(
    units: Collection[int], period: Period, indicators: Collection[int] | None = None
) -> dict[tuple[int, int], list[Target]]:
    """The standing targets of units for exactly these days, by (indicator id, unit id), in one query.

    ``indicators`` are ids; None means all. Of one pair there are at most two: of the period and a running total.
    """
    rows = standing_targets().filter(unit__in=units, from_on=period.from_on, to_on=period.to_on)
    if indicators is not None:
        rows = rows.filter(indicator__in=indicators)
    found: dict[tuple[int, int], list[Target]] = {}
    for one in rows:
        found.setdefault((one.indicator_id, one.unit_id), []).append(one)
    return found


def target(uuid: UUID) -> Target | None:
    """One target."""
    return targets().filter(uuid=uuid).first()


def targets_before(one: Target) -> list[Target]:
    """What a target replaced and what stood earlier for the same, the latest first, itself left out."""
    same = {name: getattr(one, name) for name in ("indicator_id", "unit_id", "from_on", "to_on", "is_cumulative")}
    return list(targets().filter(**same).exclude(pk=one.pk).order_by("-set_at", "-pk"))


def planned_periods(unit: int) -> list[tuple[Period, int]]:
    """The periods for which a unit has standing targets, the latest first, each with how many."""
    rows = Target.objects.filter(unit=unit, ended_at__isnull=True).order_by("-from_on", "-to_on")
    counted = rows.values("from_on", "to_on").annotate(number=Count("pk")).values_list("from_on", "to_on", "number")
    return [(Period(from_on, to_on), number) for from_on, to_on, number in counted]
