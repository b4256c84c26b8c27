"""Themes, breakthroughs, campaigns and groups of tasks: their kinds, how they end, the days of a year they take."""

from __future__ import annotations

from datetime import date

from lantoa.common.periods import Period

KINDS = {
    "theme": "Chuyên đề",
    "breakthrough": "Khâu đột phá",
    "campaign": "Cuộc vận động, phong trào",
    "task_group": "Nhóm nhiệm vụ",
}
# How one is over before its last day: what was carried out until then stays; what was set by mistake is not shown.
ENDS = {"ended": "kết thúc sớm", "withdrawn": "đã rút"}


def last_day(to_on: date, ended_on: date | None) -> date:
    """The last day on which it is in force."""
    return to_on if ended_on is None else min(to_on, ended_on)


def in_year(from_on: date, to_on: date, year: int) -> str:
    """Which part of a year it takes: "cả năm", "tháng 3–9", "tháng 5"; empty where it takes none."""
    whole = Period.year(year)
    first, last = max(from_on, whole.from_on), min(to_on, whole.to_on)
    if first > last:
        return ""
    if (first, last) == (whole.from_on, whole.to_on):
        return "cả năm"
    return f"tháng {first.month}" if first.month == last.month else f"tháng {first.month}–{last.month}"
