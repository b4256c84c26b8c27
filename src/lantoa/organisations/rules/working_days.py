"""Which days are worked."""

from __future__ import annotations

from datetime import date


def is_working(day: date) -> bool:
    """Monday to Friday, but for the public holidays of Việt Nam."""
    # Heavy to import, and asked for by few pages.
    from holidays import country_holidays

    return day.weekday() < 5 and day not in country_holidays("VN", years=day.year)
