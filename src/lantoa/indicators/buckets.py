"""Buckets of days: stretches of a month between the days on which figures are closed.

A period of whole buckets holds an amount exactly if it holds the buckets in which the amount begins and ends. Calendar
months begin on the first; the months of state reports where the regulation says (reports-cut-offs, first_day).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Func

from lantoa.common.periods import Period
from lantoa.regulations import queries as regulations

CODE = "reports-cut-offs"


def cuts() -> list[int]:
    """The days of a month on which buckets begin, after every version of the regulation."""
    stated = regulations.every().filter(code=CODE).values_list("value", flat=True)
    days = {value.get("first_day") for value in stated if isinstance(value, dict)}
    return sorted({1} | {day for day in days if isinstance(day, int) and 1 <= day <= 31})


def is_whole(period: Period, days: list[int]) -> bool:
    """Whether a period begins with a bucket and ends with one."""
    return period.from_on.day in days and (period.to_on == date.max or (period.to_on + timedelta(days=1)).day in days)


def periods_around(first: date, last: date, days: list[int]) -> list[Period]:
    """The months, quarters, halves, nine months and years, civil ones and those of reports, that hold two buckets.

    ``first`` and ``last`` are the buckets' first days. A month of reports begins on a day of the civil month before.
    Months that begin after the 28th have no even length: periods of such are not among them.
    """
    found = []
    for day in days:
        if day <= _EVERY_MONTH:
            month = first.year * 12 + first.month - 1 + (day > 1 and first.day >= day)
            year, month = divmod(month, 12)
            for length in (1, 3, 6, 9, 12):
                start = month // length * length
                if length != _NINE or start == 0:
                    found += _months(year * 12 + start, length, day)
    return [period for period in found if period.from_on <= first and last <= period.to_on]


_EVERY_MONTH, _NINE = 28, 9


def _months(first: int, length: int, day: int) -> list[Period]:
    """That many months from one on, counted from the year 0; nothing beyond the calendar."""
    first -= day > 1
    try:
        begin, end = (date(month // 12, month % 12 + 1, day) for month in (first, first + length))
    except ValueError:
        return []
    return [Period(begin, end - timedelta(days=1))]


def is_usual(period: Period, days: list[int]) -> bool:
    """Whether a period of whole buckets is one of those for which totals are kept as a whole."""
    return period in periods_around(period.from_on, period.to_on, days)


class BucketStart(Func):
    """The first day of the bucket that holds a day, computed by the database."""

    arity = 1
    output_field = DateField()

    def __init__(self, day: Any, days: list[int]) -> None:
        """``days`` are the days of a month on which buckets begin, the first among them."""
        super().__init__(day)
        self.days = sorted(days, reverse=True)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Dates are text: the month is its beginning."""
        day, params = compiler.compile(self.source_expressions[0])
        cases = " ".join(f"WHEN substr({day}, 9, 2) >= '{start:02}' THEN '{start:02}'" for start in self.days)
        return f"(substr({day}, 1, 8) || CASE {cases} END)", [*params, *(list(params) * len(self.days))]

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """A date and a whole number add to a date."""
        day, params = compiler.compile(self.source_expressions[0])
        cases = " ".join(f"WHEN extract(day FROM {day}) >= {start} THEN {start - 1}" for start in self.days)
        return f"(date_trunc('month', {day})::date + CASE {cases} END)", [*params, *(list(params) * len(self.days))]
