"""How papers are numbered: a series for a committee's term or for a year, as the dated rule has it. Plain Python.

The rules are "papers-numbering-party" and "papers-numbering-state" of the regulations; what was numbered before comes
from the caller, who knows the papers that were sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

RULES = {True: "papers-numbering-party", False: "papers-numbering-state"}
YEAR = "năm"


def begins_on(rule: Mapping[str, Any], on: date, congresses: Iterable[date] = ()) -> date:
    """The first day of the series that a paper of a day belongs to.

    A year's series begins with the year. A term's begins the day after its congress closed (``congresses``: the days on
    which they did); before the first congress that is known, everything is one series.
    """
    if rule["restarts"] == YEAR:
        return date(on.year, 1, 1)
    closed = [day for day in congresses if day < on]
    return max(closed) + timedelta(days=1) if closed else date.min


def next_number(rule: Mapping[str, Any], taken: Iterable[int]) -> int:
    """The number after the highest of the series; a number that was given once is never given again."""
    return max(taken, default=int(rule["starts_at"]) - 1) + 1
