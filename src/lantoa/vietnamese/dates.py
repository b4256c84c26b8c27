"""Dates as Vietnamese papers write them; the day always comes before the month."""

from datetime import date

from lantoa.vietnamese.partial_dates import read_atom, read_partial_date

__all__ = ["read_date", "read_partial_date", "write_date", "write_long_date"]


def read_date(text: str) -> date | None:
    """The day that the whole text is, or None: 19/5/2022, 19-05-22, "ngày 19 tháng 5 năm 2022", 2022-05-19.

    Never month before day. A year of two digits is 1970 to 2069.
    """
    found = read_atom(text)
    if found is None or found.year is None or found.day is None:
        return None
    return date(found.year, found.month or 1, found.day)


def write_date(d: date) -> str:
    """19/05/2022."""
    return f"{d.day:02}/{d.month:02}/{d.year:04}"


def write_long_date(d: date, *, padded: bool = True) -> str:
    """The day as papers are dated: ngày 05 tháng 02 năm 2026 (days to 9 and months 1, 2 padded)."""
    day = f"{d.day:02}" if padded else d.day
    month = f"{d.month:02}" if padded and d.month <= 2 else d.month
    return f"ngày {day} tháng {month} năm {d.year:04}"
