"""The period of an amount, and whether it runs on from year to year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from lantoa.common.periods import Period
from lantoa.intake.drafts.words import holds, paragraph, plain, sentence

_ATOM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_RUNNING = (
    "lũy kế",
    "luỹ kế",
    "tính chung từ",
    "cộng dồn",
    "từ đầu nhiệm kỳ",
    "đến nay",
    "tính đến nay",
    "từ trước đến nay",
)
_OWN_YEAR = (
    "riêng năm",
    "tính riêng",
    "riêng trong",
    "riêng quý",
    "riêng 6 tháng",
    "trong năm",
    "trong quý",
    "năm nay",
)
_COUNT = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_YEARS = re.compile(rf" (?:trong|qua|sau|hon|gan) (\d{{1,2}}|{'|'.join(_COUNT)}) nam (?!hoc )(?!\d)")
YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class When:
    """The period, whether the amount is cumulative, and what is unsure about that."""

    period: Period
    is_cumulative: bool
    doubt: str = ""


def when(text: str, start: int, end: int, said: str | None, paper: Period) -> When:
    """``said`` is the reader's period of the amount, in the date notation, or None."""
    here = plain(text[slice(*sentence(text, start, end))])
    own = said and period_of(said, paper)
    if own:
        running = own.to_on - own.from_on >= YEAR or bool(said and said.endswith("/.."))
        if not running and holds(here, _RUNNING) and not holds(here, _OWN_YEAR):
            return When(own, True, f"Câu có “{holds(here, _RUNNING)}”: tạm ghi là số lũy kế trong {own.label()}.")
        return When(own, running)
    return _unsaid(text, start, end, here, paper)


def _unsaid(text: str, start: int, end: int, here: str, paper: Period) -> When:
    if holds(here, _OWN_YEAR) and not holds(here, _RUNNING):
        return When(paper, paper.to_on - paper.from_on >= YEAR)
    left, _ = paragraph(text, start, end)
    before = plain(text[left:end])
    for place, sure in ((here, True), (before, False)):
        if found := _YEARS.search(place):
            count = int(found[1]) if found[1].isdigit() else _COUNT[found[1]]
            from_on = date(paper.to_on.year - count + 1, 1, 1)
            period = Period(min(from_on, paper.from_on), paper.to_on)
            why = "Câu" if sure else "Đoạn"
            return When(
                period, True, f"{why} này nói “{found[0].strip()} …” ({count} năm): tạm ghi lũy kế {period.label()}."
            )
        if word := holds(place, _RUNNING):
            if sure and paper.to_on - paper.from_on >= YEAR:
                return When(paper, True)
            where = "Câu" if sure else "Đoạn"
            return When(paper, True, f"{where} này có “{word}”: tạm ghi lũy kế; hãy xem số này tính từ khi nào.")
    return When(paper, paper.to_on - paper.from_on >= YEAR)


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
