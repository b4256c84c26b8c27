"""Days that come round again, in words people use, as a rule of RFC 5545, and expanded. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import takewhile

from dateutil.rrule import rrulestr

PATTERNS = {
    "weeks": "Vài tuần trong mỗi tháng (như hai thứ bảy mỗi tháng)",
    "weekly": "Hằng tuần",
    "monthly": "Một ngày cố định hằng tháng",
}
WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKS = {1: "tuần 1", 2: "tuần 2", 3: "tuần 3", 4: "tuần 4", -1: "tuần cuối"}
# More than a weekly meeting of three years comes from a slip, and would only fill the calendar.
MOST = 160


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A pattern with its answers: ``weekday`` 0 is Monday; ``weeks`` of the month (-1 the last); ``day`` 1 to 31, where
    a shorter month takes its last."""

    pattern: str
    weekday: int = 0
    weeks: tuple[int, ...] = ()
    day: int = 1

    def __post_init__(self) -> None:
        if self.pattern not in PATTERNS or not 0 <= self.weekday <= 6 or not 1 <= self.day <= 31:
            raise ValueError("no such recurrence")
        if self.pattern == "weeks" and (not self.weeks or not set(self.weeks) <= WEEKS.keys()):
            raise ValueError("no weeks")

    @property
    def rule(self) -> str:
        """As RFC 5545 writes it: "FREQ=MONTHLY;BYDAY=1SA,3SA"."""
        if self.pattern == "weekly":
            return f"FREQ=WEEKLY;BYDAY={_DAYS[self.weekday]}"
        if self.pattern == "weeks":
            return "FREQ=MONTHLY;BYDAY=" + ",".join(f"{week}{_DAYS[self.weekday]}" for week in self._in_order)
        if self.day <= 28:
            return f"FREQ=MONTHLY;BYMONTHDAY={self.day}"
        days = ",".join(str(day) for day in range(28, self.day + 1))
        return f"FREQ=MONTHLY;BYMONTHDAY={days};BYSETPOS=-1"

    @property
    def words(self) -> str:
        """As people say it: "thứ bảy tuần 1 và tuần 3 mỗi tháng"."""
        if self.pattern == "weekly":
            return f"{WEEKDAYS[self.weekday]} hằng tuần"
        if self.pattern == "weeks":
            weeks = [WEEKS[week] for week in self._in_order]
            listed = weeks[0] if len(weeks) == 1 else f"{', '.join(weeks[:-1])} và {weeks[-1]}"
            return f"{WEEKDAYS[self.weekday]} {listed} mỗi tháng"
        return "ngày cuối mỗi tháng" if self.day == 31 else f"ngày {self.day} hằng tháng"

    @property
    def _in_order(self) -> list[int]:
        return sorted(set(self.weeks), key=lambda week: (week < 0, week))


def read_rule(rule: str) -> Recurrence:
    """The recurrence that writes this rule; ValueError for any other."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    frequency, by_day = parts.get("FREQ"), parts.get("BYDAY", "")
    if frequency == "WEEKLY":
        found = Recurrence("weekly", weekday=_DAYS.index(by_day))
    elif by_day:
        weeks = tuple(int(part[:-2]) for part in by_day.split(","))
        found = Recurrence("weeks", weekday=_DAYS.index(by_day[-2:]), weeks=weeks)
    else:
        found = Recurrence("monthly", day=int(parts["BYMONTHDAY"].split(",")[-1]))
    if found.rule != rule:
        raise ValueError(f"not one of ours: {rule}")
    return found


def days(rule: str, first: date, last: date, *, begun: date | None = None) -> list[date]:
    """The days of a rule from one day to another, at most ``MOST``; ``begun`` is the day it is counted from."""
    start = datetime.combine(begun or first, time())
    found: Iterator[datetime] = iter(rrulestr(f"RRULE:{rule}", dtstart=start))
    coming = takewhile(lambda one: one.date() <= last, found)
    listed: list[date] = []
    for one in coming:
        if one.date() >= first:
            listed.append(one.date())
        if len(listed) >= MOST:
            break
    return listed
