"""The stretches into which a period is looked at over time. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from lantoa.common.periods import Period

MOST_YEARS = 12


def inside(period: Period) -> list[Period]:
    """The months of a year or of a part of it, the years of a longer period; nothing for a month or odd days."""
    first, last = period.from_on, period.to_on
    if first.day != 1 or (last < last.max and (last + timedelta(days=1)).day != 1):
        return []
    if first.year == last.year:
        months = [Period.months(first.year, month, month) for month in range(first.month, last.month + 1)]
        return months if len(months) > 1 else []
    if (first.month, last.month) != (1, 12) or last.year - first.year >= MOST_YEARS:
        return []
    return [Period.year(year) for year in range(first.year, last.year + 1)]


def years_up_to(period: Period, most: int = 5) -> list[Period]:
    """The period and the same stretch of the years before, the earliest first; it alone where there is no such."""
    found = [period]
    while len(found) < most and (before := found[0].a_year_before()):
        found.insert(0, before)
    return found


def short(periods: Sequence[Period]) -> list[str]:
    """As they fit below a chart: the years in which they end, or what they are of one year ("T7")."""
    years = [f"{period.to_on.year:04}" for period in periods]
    return years if len(set(years)) == len(years) else [f"T{period.from_on.month}" for period in periods]
