"""How papers are numbered: a series for a committee's term or for a year, as the dated rule has it. Plain Python.

The rules are "papers-numbering-party" and "papers-numbering-state" of the regulations, the kinds of papers
"papers-kinds-party" and "papers-kinds-state"; what was numbered before comes from the caller, who keeps the book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

RULES = {True: "papers-numbering-party", False: "papers-numbering-state"}
KINDS = {True: "papers-kinds-party", False: "papers-kinds-state"}
YEAR = "năm"
# How long a series runs.
BY_TERM, BY_YEAR = "term", "year"
RUNS = {BY_TERM: "Nhiệm kỳ", BY_YEAR: "Năm"}
# Before any rule that is known: as both have always been numbered.
USUAL: Mapping[bool, Mapping[str, Any]] = {
    True: {"restarts": "nhiệm kỳ cấp ủy", "starts_at": 1, "padded_to": 2},
    False: {"restarts": YEAR, "starts_at": 1, "padded_to": 2},
}
HIGHEST = 99_999


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """The papers that are numbered on from one another: how long it runs, and its first day.

    ``date.min`` is that of the first term, while the congress before it is not known.
    """

    runs: str
    from_on: date


@dataclass(frozen=True, slots=True)
class Given:
    """A number as it stands in the book: of which kind of paper, in which series, on which day."""

    pk: int
    kind: str
    series: Series
    number: int
    dated_on: date


def runs(rule: Mapping[str, Any]) -> str:
    """How long a series runs by a rule."""
    return BY_YEAR if rule["restarts"] == YEAR else BY_TERM


def begins_on(rule: Mapping[str, Any], on: date, congresses: Iterable[date] = ()) -> date:
    """The first day of the series that a paper of a day belongs to.

    A year's series begins with the year. A term's begins the day after its congress closed (``congresses``: the days on
    which they did); before the first congress that is known, everything is one series.
    """
    if runs(rule) == BY_YEAR:
        return date(on.year, 1, 1)
    closed = [day for day in congresses if day < on]
    return max(closed) + timedelta(days=1) if closed else date.min


def series_of(rule: Mapping[str, Any], on: date, congresses: Iterable[date] = ()) -> Series:
    """The series that a paper of a day belongs to."""
    return Series(runs(rule), begins_on(rule, on, congresses))


def next_number(rule: Mapping[str, Any], taken: Iterable[int]) -> int:
    """The number after the highest of the series; a number that was given once is never given again."""
    return max(taken, default=int(rule["starts_at"]) - 1) + 1


def moved(book: Iterable[Given], congresses: Iterable[date]) -> tuple[dict[int, date], list[Given]]:
    """What other congresses make of a book: the first day of the series of each number that moves, by its key, and the
    numbers that would then stand twice in a series. Numbers of a year's series stay."""
    book, closed = list(book), sorted(congresses)
    now = {one.pk: _series_then(one, closed) for one in book}
    places = Counter((one.kind, now[one.pk], one.number) for one in book)
    twice = [one for one in book if places[one.kind, now[one.pk], one.number] > 1]
    return {one.pk: now[one.pk].from_on for one in book if now[one.pk] != one.series}, twice


def _series_then(one: Given, closed: list[date]) -> Series:
    return one.series if one.series.runs == BY_YEAR else series_of(USUAL[True], one.dated_on, closed)
