"""Stretches of days, as reports name them. Both ends belong to the period."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_QUARTERS = {1: "I", 2: "II", 3: "III", 4: "IV"}
# How the part of a year is called, by the letter of its code.
_PARTS: dict[str | None, Callable[[int], str]] = {
    None: lambda _: "",
    "": lambda month: f"tháng {month} ",
    "Q": lambda quarter: f"quý {_QUARTERS[quarter]} ",
    "H": lambda half: f"6 tháng {'đầu' if half == 1 else 'cuối'} ",
    "M": lambda months: f"{months} tháng đầu ",
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first to the last day, both included; ValueError when they are swapped."""

    from_on: date
    to_on: date

    def __post_init__(self) -> None:
        if self.from_on > self.to_on:
            raise ValueError("a period ends before it begins")

    @classmethod
    def year(cls, year: int) -> Period:
        """1 January to 31 December."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def months(cls, year: int, first: int, last: int) -> Period:
        """Whole months of one year, 1 ≤ first ≤ last ≤ 12."""
        return cls(date(year, first, 1), date(year, last, monthrange(year, last)[1]))

    @classmethod
    def parse(cls, code: str) -> Period:
        """Reads "2022", "2022-05", "2022-Q1", "2022-H1", "2022-M9" (nine months), "2016..2020",
        "2022-01-05..2022-03-31"; each side of ".." may be any of the others. ValueError otherwise."""
        left, dots, right = code.strip().partition("..")
        if dots:
            return cls(_parse_one(left).from_on, _parse_one(right).to_on)
        return _parse_one(left)

    @property
    def code(self) -> str:
        """The shortest text that ``parse`` turns back into this period."""
        year = f"{self.from_on.year:04}"
        for code in _named(year):
            if Period.parse(code) == self:
                return code
        if self == Period(date(self.from_on.year, 1, 1), date(self.to_on.year, 12, 31)):
            return f"{year}..{self.to_on.year:04}"
        return f"{self.from_on}..{self.to_on}" if self.from_on != self.to_on else str(self.from_on)

    def contains(self, other: Period) -> bool:
        """Whether the other period lies wholly inside."""
        return self.from_on <= other.from_on and other.to_on <= self.to_on

    def overlaps(self, other: Period) -> bool:
        """Whether they share at least one day."""
        return self.from_on <= other.to_on and other.from_on <= self.to_on

    def a_year_before(self) -> Period | None:
        """The same days a year earlier; None for more than a year, and where there is no earlier one.

        What reaches the end of its month reaches that of the earlier one: February stays whole.
        """
        if self.from_on.year == date.min.year:
            return None
        to_on = _a_year_before(self.to_on)
        if self.to_on.day == monthrange(self.to_on.year, self.to_on.month)[1]:
            to_on = to_on.replace(day=monthrange(to_on.year, to_on.month)[1])
        return Period(_a_year_before(self.from_on), to_on) if to_on < self.from_on else None

    def label(self) -> str:
        """As a Vietnamese report names it: "năm 2022", "quý I năm 2022", "giai đoạn 2016–2020"."""
        code = self.code
        if match := re.fullmatch(r"(\d{4})\.\.(\d{4})", code):
            return f"giai đoạn {match[1]}–{match[2]}"
        if match := re.fullmatch(r"(\d{4})(?:-([QHM]?)(\d{1,2}))?", code):
            year, letter, number = match.groups()
            return _PARTS[letter](int(number or 0)) + f"năm {year}"
        if self.from_on == self.to_on:
            return f"ngày {self.from_on:%d/%m/%Y}"
        return f"từ {self.from_on:%d/%m/%Y} đến {self.to_on:%d/%m/%Y}"


def _named(year: str) -> list[str]:
    quarters = [f"{year}-Q{n}" for n in _QUARTERS]
    return [year, *quarters, f"{year}-H1", f"{year}-H2", f"{year}-M9", *(f"{year}-{m:02}" for m in range(1, 13))]


def _parse_one(code: str) -> Period:
    match = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(M9)|(\d\d)(?:-(\d\d))?))?", code.strip())
    if not match:
        raise ValueError(f"not a period: {code!r}")
    year = int(match[1])
    if match[2]:
        last = int(match[2]) * 3
        return Period.months(year, last - 2, last)
    if match[3]:
        return Period.months(year, 1, 6) if match[3] == "1" else Period.months(year, 7, 12)
    if match[4]:
        return Period.months(year, 1, 9)
    if match[6]:
        day = date(year, int(match[5]), int(match[6]))
        return Period(day, day)
    if match[5]:
        return Period.months(year, int(match[5]), int(match[5]))
    return Period.year(year)


def _a_year_before(day: date) -> date:
    """The same day, or 28 February where there is none."""
    year = day.year - 1
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def day_before(day: date) -> date:
    """The last day of what ended when something else began."""
    return day - timedelta(days=1)
