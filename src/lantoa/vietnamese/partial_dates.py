"""Times that papers name without a day or a year, or as a period.

Written YYYY, YYYY-MM, YYYY-MM-DD, MM-DD (year not given), A/B (period), A/.. (open), ../B (until). What is
said to be before or after a time keeps that time as its bound.
"""

import re
from calendar import monthrange
from typing import NamedTuple

from lantoa.vietnamese.text import fold

_LONGEST = 120


class Atom(NamedTuple):
    """One point in time as far as it is told."""

    year: int | None
    month: int | None
    day: int | None

    def __str__(self) -> str:
        told = [f"{self.year:04}"] if self.year is not None else []
        return "-".join(told + [f"{part:02}" for part in (self.month, self.day) if part is not None])


_MONTH_WORDS = {
    "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip
_WORDS = "|".join(sorted(_MONTH_WORDS, key=len, reverse=True))
_D, _M, _Y = r"(?P<d>[0-9]{1,2})", rf"(?P<m>[0-9]{{1,2}}|{_WORDS})", r"(?P<y>[0-9]{4})"
_WEEKDAY = r"(?:(?:thu (?:[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat)(?:,| )? ?)?"
_DAY = rf"{_WEEKDAY}(?:ngay |sang |chieu |toi )*(?:mung |mong )?"
_ATOMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}{_D} ?(?P<s>[/.-]) ?(?P<m>[0-9]{{1,2}}) ?(?P=s) ?(?P<y>[0-9]{{4}}|[0-9]{{2}})",
        r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})",
        r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})",
        rf"{_DAY}{_D}(?: thang |/){_M}(?:,? nam |, ?|[/-]){_Y}",
        rf"{_DAY}{_D}(?: thang |/){_M}",
        rf"{_WEEKDAY}ngay {_D}[.-](?P<m>[0-9]{{1,2}})",
        rf"thang {_M}(?:,? nam | ?[/.-] ?|, ?){_Y}",
        rf"(?P<m>[0-9]{{1,2}}) ?[/-] ?{_Y}",
        rf"(?:nam )?{_Y}",
    )
)


def _plain(text: str) -> str:
    plain = fold(text).translate({0x2013: "-", 0x2014: "-", 0x2212: "-", 0x2010: "-", 0x2011: "-"})
    return plain.strip(" .,;:()")


def read_atom(text: str) -> Atom | None:
    """One point in time, or None; of a text that is longer than any date, None."""
    return _atom(_plain(text)) if len(text) <= _LONGEST else None


def _atom(plain: str) -> Atom | None:
    for pattern in _ATOMS:
        found = pattern.fullmatch(plain)
        if found:
            parts = found.groupdict()
            return _checked(parts.get("y"), parts.get("m"), parts.get("d"))
    return None


def _checked(year: str | None, month: str | None, day: str | None) -> Atom | None:
    y = int(year) if year else None
    if y is not None and year and len(year) == 2:
        y += 2000 if y < 70 else 1900
    m = (_MONTH_WORDS.get(month) or int(month)) if month else None
    d = int(day) if day else None
    if y == 0 or (m is not None and not 1 <= m <= 12):
        return None
    # Without a year, 29 February may be meant.
    if d is not None and m is not None and not 1 <= d <= monthrange(2000 if y is None else y, m)[1]:
        return None
    return Atom(y, m, d)


_COUNTS = {"ba": 3, "sau": 6, "chin": 9}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PART_OF_YEAR = re.compile(r"(?P<n>[0-9]{1,2}|ba|sau|chin) thang (?P<end>dau|cuoi) (?:cua )?nam (?P<y>[0-9]{4})")
_HALF_YEAR = re.compile(r"nua (?P<end>dau|cuoi) (?:cua )?nam (?P<y>[0-9]{4})")
_QUARTER = re.compile(r"quy (?P<q>[1-4]|iv|i{1,3})(?: ?[/,-] ?| nam |, nam | ?/ ?nam )(?P<y>[0-9]{4})")
_LEAD = re.compile(
    r"(?:vao |trong |ke |giai doan |nhiem ky |nhiem ki |thoi ky |thoi ki |cac |nam hoc |[0-9]{1,2} nam [(]?)+"
)


def read_partial_date(text: str) -> str | None:
    """The time that the whole text names, in the notation of this module, or None.

    "quý I/2022" → 2022-01/2022-03; "từ năm 2016 đến nay" → 2016/..; "trước năm 2015" → ../2015;
    "23/3" → 03-23.
    """
    if len(text) > _LONGEST:
        return None
    plain = _plain(text)
    lead = _LEAD.match(plain)
    if lead:
        plain = plain[lead.end() :]
    atom = _atom(plain)
    return str(atom) if atom else _part_of_year(plain) or _open(plain) or _period(plain)


def _part_of_year(plain: str) -> str | None:
    found = _PART_OF_YEAR.fullmatch(plain) or _HALF_YEAR.fullmatch(plain)
    if found:
        count = found.groupdict().get("n") or "6"
        months = _COUNTS.get(count) or int(count)
        if not 1 <= months <= 12:
            return None
        first, last = (1, months) if found["end"] == "dau" else (13 - months, 12)
        return f"{found['y']}-{first:02}/{found['y']}-{last:02}"
    found = _QUARTER.fullmatch(plain)
    if not found:
        return None
    quarter = _QUARTERS.get(found["q"]) or int(found["q"])
    return f"{found['y']}-{quarter * 3 - 2:02}/{found['y']}-{quarter * 3:02}"


_NOW = r"(?: ?(?:den|toi|-)(?: tan)? (?:nay|bay gio|hien nay|hien tai))"
_SINCE = re.compile(rf"(?:tu |sau )(?P<a>.+?){_NOW}?")
_UNTIL_NOW = re.compile(rf"(?P<a>.+?){_NOW}")
_UNTIL = re.compile(r"(?:truoc|den het|den|toi|cho den|tinh den) (?P<b>.+)")


def _open(plain: str) -> str | None:
    found = _SINCE.fullmatch(plain) or _UNTIL_NOW.fullmatch(plain)
    since = found and _atom(found["a"])
    if since:
        return f"{since}/.."
    found = _UNTIL.fullmatch(plain)
    until = found and _atom(found["b"])
    return f"../{until}" if until else None


_BETWEEN = re.compile(r" (?:den|toi)(?: het)? | ?- ?")


def _period(plain: str) -> str | None:
    plain = plain.removeprefix("tu ")
    for between in _BETWEEN.finditer(plain):
        end = _atom(plain[between.end() :])
        start = _start(plain[: between.start()], end) if end else None
        if start and end and _in_order(start, end):
            return f"{start}/{end}"
    return None


def _start(plain: str, end: Atom) -> Atom | None:
    """The start of a period, which may leave to its end what they share: "15-20/5/2022"."""
    start = _atom(plain)
    if start is None and end.month and (bare := re.fullmatch(r"(ngay |thang )?([0-9]{1,2})", plain)):
        if end.day is not None and bare[1] != "thang ":
            return _checked(f"{end.year:04}" if end.year is not None else None, str(end.month), bare[2])
        if end.day is None and end.year is not None and bare[1] == "thang ":
            return _checked(f"{end.year:04}", bare[2], None)
    if start and start.year is None and end.year is not None:
        return _checked(f"{end.year:04}", str(start.month), str(start.day))
    return start


def _in_order(start: Atom, end: Atom) -> bool:
    if (start.year is None) != (end.year is None):
        return False
    first = (start.year or 0, start.month or 1, start.day or 1)
    # Without years a period may run over New Year.
    return start.year is None or first <= (end.year or 0, end.month or 12, end.day or 31)
