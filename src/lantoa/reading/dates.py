"""Dates and periods as papers write them, in the date notation of the reading contract."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from lantoa.reading.findings import Date
from lantoa.reading.source import Source
from lantoa.reading.tokens import NUMBER

_DAY_WORDS = frozenset(["ngày", "sáng", "chiều", "tối", "trưa", "đêm"])
_PARTS_OF_DAY = _DAY_WORDS - {"ngày"}
_BEFORE_DAY_MONTH = _DAY_WORDS | frozenset(
    ["dịp", "lễ", "(", "hôm", "bác", "hay", "từ", "đến", "mùng", "kỷ", "niệm", "ngày"]
)
_FIRST_WORDS = _DAY_WORDS | {"năm", "tháng", "từ", "quý", "giai", "nhiệm", "thời"}
_DASHES = frozenset("-–—")
_TO = frozenset(["đến", "tới", *_DASHES])
_ROMAN_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_BEFORE_DOTTED = _DAY_WORDS | {"dịp", "lễ", "hay"}
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})\.(\d{4})")
_NOT_SEPARATED = 2  # tokens of a date may have at most one space around their marks


@dataclass(frozen=True, slots=True)
class Atom:
    """One point in time: tokens ``start`` … ``end`` and what they say."""

    start: int
    end: int
    value: str
    rule: str

    @property
    def year(self) -> str | None:
        """The four figures of the year, if it is given."""
        return self.value[:4] if len(self.value) != 5 else None


def dates_of(source: Source) -> list[Date]:
    """All dates outside chrome, in order; days and months without a year take it from the dateline of news."""
    found: list[Date] = []
    i = 0
    while i < len(source.tokens):
        token = source.tokens[i]
        begins = source.readable[i] and (token.kind == NUMBER or token.key in _FIRST_WORDS)
        if begins and (item := _date_at(source, i)):
            start, end, surface = source.span(item.start, item.end)
            found.append(Date(start=start, end=end, surface=surface, value=item.value, certainty=0.9, rule=item.rule))
            i = item.end
        else:
            i += 1
    return _with_years(found)


def _date_at(source: Source, i: int) -> Atom | None:
    return _part_of_year(source, i) or _period(source, i) or _day_of_news(source, i) or _point(source, i)


def _day_of_news(source: Source, i: int) -> Atom | None:
    """ "Tối 14/6", "Sáng ngày 5-7-2022": the part of the day belongs to the words."""
    if source.key(i) not in _PARTS_OF_DAY:
        return None
    j = i + 1 + (source.key(i + 1) == "ngày")
    atom = _atom(source, j, short=True)
    return Atom(i, atom.end, atom.value, atom.rule) if atom and len(atom.value) in {5, 10} else None


def _point(source: Source, i: int) -> Atom | None:
    short = source.key(i - 1) in _BEFORE_DAY_MONTH
    atom = _atom(source, i, short=short)
    if atom is None or (atom.rule == "year alone" and not _one_more_year(source, i)):
        return None
    return atom


def _one_more_year(source: Source, i: int) -> bool:
    """Whether a year alone goes on "năm 2023 và 2024", "các năm 2018, 2019"."""
    for _ in range(8):
        if source.key(i - 1) == "năm":
            return True
        if source.key(i - 1) not in {",", "và"} or not _year(source, i - 2) or not source.same_sentence(i - 2, i):
            return False
        i -= 2
    return False


def _atom(source: Source, i: int, short: bool) -> Atom | None:
    """One point in time that begins at token ``i``; ``short`` allows day/month without a year."""
    key = source.key(i)
    if key in {"năm", "tháng", "ngày"}:
        return _worded(source, i, key, short)
    if not source.is_number(i):
        return None
    return _figures(source, i, short)


def _worded(source: Source, i: int, key: str, short: bool) -> Atom | None:
    if key == "năm":
        year = _year(source, i + 1)
        return Atom(i, i + 2, year, "year") if year else None
    if key == "tháng":
        return _month(source, i)
    day = _small(source, i + 1, 31)
    if day and source.key(i + 2) == "tháng":
        month = _month(source, i + 2, with_year=False)
        if month and len(month.value) == 7:
            return _checked((i, month.end), month.value[:4], int(month.value[5:]), day, "day in words")
        number = _small(source, i + 3, 12)
        if number:
            return _checked((i, i + 4), None, number, day, "day in words")
    return None


def _month(source: Source, i: int, with_year: bool = True) -> Atom | None:
    """ "tháng 1/2018", "tháng 5 năm 2020", "tháng 5-2020"."""
    token = source.at(i + 1)
    if token is None:
        return None
    if dotted := _MONTH_YEAR.fullmatch(token.nfc):
        return _month_atom(i, i + 2, dotted[2], int(dotted[1]))
    month = _small(source, i + 1, 12)
    if not month:
        return None
    j = i + 2
    if source.key(j) in {"/", "năm", ",", *_DASHES}:
        j += 1 + (source.key(j) == "," and source.key(j + 1) == "năm")
        year = _year(source, j)
        if year:
            return _month_atom(i, j + 1, year, month)
    return None


def _month_atom(i: int, j: int, year: str, month: int) -> Atom | None:
    return Atom(i, j, f"{year}-{month:02}", "month") if 1 <= month <= 12 else None


def _figures(source: Source, i: int, short: bool) -> Atom | None:
    token = source.tokens[i]
    if dotted := _DOTTED.fullmatch(token.nfc):
        return _checked((i, i + 1), dotted[3], int(dotted[2]), int(dotted[1]), "day")
    if short and (dotted := _DAY_MONTH.fullmatch(token.nfc)) and source.key(i - 1) in _BEFORE_DOTTED:
        return _checked((i, i + 1), None, int(dotted[2]), int(dotted[1]), "day without year")
    if source.key(i - 1) == "/" and source.is_number(i - 2):
        return None
    if day := _small(source, i, 31):
        return _day_and_month(source, i, day, short)
    year = _year(source, i)
    return Atom(i, i + 1, year, "year alone") if year else None


def _day_and_month(source: Source, i: int, day: int, short: bool) -> Atom | None:
    """ "19/05/2022", "25-10-2021", "23/3" where that is allowed, "5 tháng 9 năm 2020", "3/2021"."""
    separator = source.key(i + 1)
    if separator == "tháng" and (said := _month(source, i + 1)):
        return _checked((i, said.end), said.value[:4], int(said.value[5:]), day, "day in words")
    if separator not in {"/", *_DASHES}:
        return None
    month = 0 if source.tokens[i + 1].spaced else _small(source, i + 2, 12)
    if month and source.key(i + 3) == separator and (year := _year(source, i + 4)):
        return _checked((i, i + 5), year, month, day, "day")
    if month and short and separator != "–" and not _counts(source, i + 3):
        return _checked((i, i + 3), None, month, day, "day without year")
    year = _year(source, i + 2) if separator == "/" else None
    return _month_atom(i, i + 3, year, day) if year else None


def _counts(source: Source, j: int) -> bool:
    """Whether figures go on or a noun follows, as in "4/4 chi hội": then "4/4" is no day."""
    return source.key(j) in {"/", "%"} or source.match("counted_nouns", j) is not None


def _small(source: Source, i: int, most: int) -> int:
    """A whole number of one or two figures up to ``most``, or 0."""
    token = source.at(i)
    if token is None or not token.nfc.isdecimal() or len(token.nfc) > 2:
        return 0
    number = int(token.nfc)
    return number if number <= most else 0


def _year(source: Source, i: int) -> str | None:
    token = source.at(i)
    if token is None or len(token.nfc) != 4 or not token.nfc.isdecimal():
        return None
    return token.nfc if 1850 <= int(token.nfc) <= 2100 else None


def _checked(at: tuple[int, int], year: str | None, month: int, day: int, rule: str) -> Atom | None:
    """The atom, or None for a day that no calendar has."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(int(year) if year else 2000, month)[1]:
        return None
    return Atom(*at, f"{year}-{month:02}-{day:02}" if year else f"{month:02}-{day:02}", rule)


def _period(source: Source, i: int) -> Atom | None:
    """ "Từ năm 2016 đến nay", "giai đoạn 2016-2020", "từ 2011 đến 2015", "2016 - 2020"."""
    j = i
    named = source.key(i) == "từ"
    if named:
        # "từ đầu năm 2010 đến nay"
        j += 1 + (source.key(i + 1) in {"đầu", "giữa", "cuối"} and source.key(i + 2) == "năm")
    elif (source.key(i), source.key(i + 1)) in _PERIOD_WORDS:
        j += 2
    if days := _days(source, i, j):
        return days
    first = _atom(source, j, short=named)
    if first is None:
        return None
    k = first.end
    if named and (end := _until_now(source, k)):
        return Atom(i, end, f"{first.value}/..", "since")
    if source.key(k) not in _TO or not source.same_sentence(i, k):
        return None
    dashed = source.key(k) in _DASHES
    last = _atom(source, k + 1 + (source.key(k + 1) == "hết"), short=named)
    if last is None or (dashed and not named and not _both_years(first, last)):
        return None
    begin = j if j > i and source.key(i) != "từ" and first.rule == "year alone" else i
    value = _shared(first, last)
    return Atom(i if named else begin, last.end, value, "period") if value else None


_PERIOD_WORDS = frozenset({("giai", "đoạn"), ("nhiệm", "kỳ"), ("năm", "học"), ("thời", "kỳ")})


def _days(source: Source, i: int, j: int) -> Atom | None:
    """ "23-25/01/2021", "từ ngày 13-19.3": days that share their month."""
    k = j + (source.key(j) == "ngày")
    first = _small(source, k, 31)
    if not first or source.key(k + 1) not in _TO:
        return None
    last = _atom(source, k + 2, short=True) or _dotted_day(source, k + 2)
    if last is None or len(last.value) not in {5, 10} or not source.is_number(k + 2):
        return None
    if first >= int(last.value[-2:]):
        return None
    return Atom(i if source.key(i) == "từ" else k, last.end, f"{last.value[:-2]}{first:02}/{last.value}", "days")


def _dotted_day(source: Source, i: int) -> Atom | None:
    dotted = _DAY_MONTH.fullmatch(source.key(i))
    return _checked((i, i + 1), None, int(dotted[2]), int(dotted[1]), "day without year") if dotted else None


def _both_years(first: Atom, last: Atom) -> bool:
    return len(first.value) == 4 and len(last.value) == 4 and first.value < last.value


def _shared(first: Atom, last: Atom) -> str | None:
    """A period whose first end may leave the year to the last."""
    start = first.value
    if len(start) == 5 and last.year:
        start = f"{last.year}-{start}"
    return f"{start}/{last.value}" if start <= last.value else None


def _until_now(source: Source, i: int) -> int | None:
    """The token after "đến nay", or None."""
    if source.key(i) not in {"đến", "tới"}:
        return None
    if source.key(i + 1) == "nay":
        return i + 2
    return i + 3 if source.key(i + 2) == "nay" and source.key(i + 1) in {"hiện", "tận"} else None


def _part_of_year(source: Source, i: int) -> Atom | None:
    """ "quý I/2022", "6 tháng đầu năm 2022"."""
    if source.key(i) == "quý":
        quarter = _ROMAN_QUARTERS.get(source.key(i + 1))
        year = _year(source, i + 3)
        if quarter and year and source.key(i + 2) in {"/", "năm", *_DASHES}:
            return Atom(i, i + 4, f"{year}-{quarter * 3 - 2:02}/{year}-{quarter * 3:02}", "quarter")
    months = _small(source, i, 11)
    if months and [source.key(i + n) for n in (1, 3)] == ["tháng", "năm"]:
        year = _year(source, i + 4)
        if year and source.key(i + 2) == "đầu":
            return Atom(i, i + 5, f"{year}-01/{year}-{months:02}", "months of a year")
        if year and source.key(i + 2) == "cuối":
            return Atom(i, i + 5, f"{year}-{13 - months:02}/{year}-12", "months of a year")
    return None


def _with_years(dates: list[Date]) -> list[Date]:
    """Gives the year of the dateline to a day of the month before it; any other stays without a year."""
    line = next((date for date in dates[:3] if len(date.value) == 10), None)
    if line is None:
        return dates
    return [_with_year(date, line) for date in dates]


def _with_year(date: Date, line: Date) -> Date:
    if len(date.value) != 5 or date.start < line.start:
        return date
    gap = (int(line.value[5:7]) - int(date.value[:2])) * 31 + int(line.value[8:]) - int(date.value[3:])
    if not 0 <= gap <= 31:
        return date
    return Date(
        start=date.start,
        end=date.end,
        surface=date.surface,
        value=f"{line.value[:4]}-{date.value}",
        certainty=0.7,
        rule="year of the dateline",
    )
