"""Days and names of a plan so many years later, and a month as a calendar. Plain Python."""

from __future__ import annotations

import re
from calendar import Calendar, monthrange
from datetime import date

# Years in which there is something to plan; what lies farther off was mistyped.
FIRST, LAST = 1945, 2200


def are_thinkable(from_on: date, to_on: date) -> bool:
    """Whether days lie in years that a plan may name."""
    return from_on.year >= FIRST and to_on.year <= LAST


def moved(day: date, years: int) -> date:
    """The same day so many years later; the last of a month stays the last, 29 February becomes 28 where it must."""
    year = day.year + years
    last = monthrange(year, day.month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, day.month, last if is_last else min(day.day, last))


def renamed(name: str, year: int, years: int) -> str:
    """The name with the year that it names moved: "Kế hoạch năm 2026" → "Kế hoạch năm 2027"."""
    return re.sub(rf"(?<!\d){year}(?!\d)", str(year + years), name)


def weeks(year: int, month: int) -> list[list[date]]:
    """A month in weeks from Monday to Sunday, filled up with the days around it."""
    return Calendar(firstweekday=0).monthdatescalendar(year, month)
