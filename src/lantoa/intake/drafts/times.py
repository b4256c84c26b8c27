"""The period of an amount, and whether it runs on from year to year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from lantoa.common.periods import Period
from lantoa.intake.drafts.words import paragraph, plain, sentence

YEAR = timedelta(days=366)
_ATOM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_COUNT = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_RUNNING = re.compile(
    r" (?:lũy kế|cộng dồn|tính chung từ|từ đầu nhiệm kỳ|từ đầu năm|đến nay|từ trước đến nay|tính đến nay)(?= )"
    rf"| (?:trong|qua|sau|hơn|gần) 0?(?P<years>\d{{1,2}}|{'|'.join(_COUNT)}) năm(?= (?!học |\d))"
)
_OWN = re.compile(r" (?:tính riêng|riêng (?:trong |năm |quý |6 tháng |kỳ )|trong năm|trong quý|trong kỳ|năm nay)")
_MONTHS = re.compile(r" (?:lũy kế|từ đầu năm)(?: \w+){0,3}? (?P<months>\d{1,2}) tháng ")


@dataclass(frozen=True, slots=True)
class When:
    """The period, whether the amount is cumulative, and what is unsure about that."""

    period: Period
    is_cumulative: bool
    doubt: str = ""


def when(text: str, start: int, end: int, said: str | None, paper: Period) -> When:
    """``said`` is the reader's period of the amount, in the date notation, or None.

    The nearest words before the amount decide; a "riêng năm …" right after it tells that it is more than the year's.
    """
    own = period_of(said, paper) if said else None
    left, right = sentence(text, start, end)
    top, _ = paragraph(text, start, end)
    before, after = plain(text[left:start]), plain(text[end:right])
    running, single = _last(_RUNNING, before), _last(_OWN, before)
    told = _clipped(own, paper) if own else paper
    if single and (not running or running.start() < single.start()):
        return When(told, _long(told))
    if own and (_long(own) or (said or "").endswith("/..")):
        return When(own, True)
    if running:
        return _running(running, before, _since(told, paper), "Câu")
    if found := _OWN.search(after):
        why = f"Câu nói tiếp “{found[0].strip()} …”: tạm ghi lũy kế, vì số này có thể gồm cả các kỳ trước."
        return When(_since(told, paper), True, why)
    if not own and (running := _last(_RUNNING, plain(text[top:left]))):
        return _running(running, plain(text[top:left]), paper, "Đoạn")
    return When(told, _long(told))


def _clipped(own: Period, paper: Period) -> Period:
    """A year that the paper does not see the end of ends with the paper."""
    return Period(own.from_on, paper.to_on) if own.from_on <= paper.to_on < own.to_on else own


def _since(told: Period, paper: Period) -> Period:
    """A running total "as of a day" runs from where the paper begins, for want of better."""
    return Period(min(told.from_on, paper.from_on), told.to_on) if told.from_on == told.to_on else told


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)


def _long(period: Period) -> bool:
    return period.to_on - period.from_on >= YEAR


def _running(found: re.Match[str], text: str, period: Period, where: str) -> When:
    """A running total: since when is a guess, so it is said, unless the paper itself covers those years."""
    count = found["years"]
    if count:
        years = int(count) if count.isdigit() else _COUNT[count]
        from_on = date(max(period.to_on.year - years + 1, 1900), 1, 1)
        period = Period(min(from_on, period.from_on), period.to_on)
    elif (months := _last(_MONTHS, text)) and 1 <= int(months["months"]) <= 12:
        period = Period.months(period.to_on.year, 1, int(months["months"]))
    elif _long(period):
        return When(period, True)
    said = found[0].strip()
    return When(
        period, True, f"{where} này có “{said}”: tạm ghi lũy kế {period.label()}; hãy xem số này tính từ khi nào."
    )


def period_of(said: str, paper: Period) -> Period | None:
    """The days of a date in the notation, or None where it is incomplete. "A/.." runs to the paper's last day."""
    left, slash, right = said.partition("/")
    first = _atom(left)
    if first is None:
        return None
    if not slash:
        return first
    if right == "..":
        return Period(first.from_on, paper.to_on) if first.from_on <= paper.to_on else None
    last = _atom(right)
    return Period(first.from_on, last.to_on) if last and first.from_on <= last.to_on else None


def _atom(told: str) -> Period | None:
    found = _ATOM.fullmatch(told)
    if not found or not 1900 <= int(found[1]) <= 2200:
        return None
    year = int(found[1])
    try:
        if found[3]:
            day = date(year, int(found[2]), int(found[3]))
            return Period(day, day)
        if found[2]:
            month = int(found[2])
            return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    except ValueError:
        return None
    return Period.year(year)
