"""The stretches into which a period is looked at over time. Plain Python."""

from __future__ import annotations

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


def a_year_before(period: Period) -> Period | None:
    """The same stretch of the year before; None for stretches of several years or odd days."""
    code = period.code
    if ".." in code or code.count("-") > 1 or period.from_on.year == 1:
        return None
    return Period.parse(f"{period.from_on.year - 1:04}{code[4:]}")


def years_up_to(period: Period, most: int = 5) -> list[Period]:
    """The period and the same stretch of the years before, the earliest first; it alone where there is no such."""
    found = [period]
    while len(found) < most and (before := a_year_before(found[0])):
        found.insert(0, before)
    return found


def short(period: Period) -> str:
    """As it fits below a chart: "T7", "Q3", "2024"."""
    code = period.code
    year, _dash, part = code.partition("-")
    if ".." in code or not part:
        return year
    return f"T{int(part)}" if part.isdigit() else part
