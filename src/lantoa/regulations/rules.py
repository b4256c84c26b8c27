"""What holds of dated rules: who may change them, which spans they leave, what may not be their name. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID, uuid5

from lantoa.common.scopes import Scope

# The rules on which the working calendar rests: a change of one of them moves deadlines like a change of a day.
WEEKLY = "weekly-days-off"
COMPENSATION = "compensatory-day-off"
CALENDAR_RULES = frozenset({WEEKLY})
# Addresses of the pages beside those of the rules.
RESERVED = frozenset({"lich", "them", "tai-ve"})
_RULES = UUID("7c4a9c66-6f0e-4f0b-8f0e-3a1f6f2b9d10")

TOPICS = (
    ("weekly-", "Ngày làm việc"),
    ("compensatory-", "Ngày làm việc"),
    ("response-", "Thời hạn trả lời"),
    ("petitions-", "Tiếp công dân, kiến nghị, khiếu nại, tố cáo"),
    ("privacy-", "Dữ liệu cá nhân"),
    ("personal-data-", "Dữ liệu cá nhân"),
    ("practice-", "Mô hình"),
    ("exemplars-", "Dữ liệu cá nhân"),
    ("evaluation-", "Đánh giá, xếp loại"),
    ("commendation-", "Khen thưởng"),
    ("care-", "Giúp đỡ hộ, học sinh khó khăn"),
    ("reports-", "Báo cáo định kỳ"),
    ("reminder-", "Nhắc việc"),
    ("pledge-", "Đăng ký làm theo"),
    ("activity-", "Sinh hoạt, hội nghị, hoạt động"),
    ("replication-", "Nhân rộng mô hình"),
    ("papers-", "Thể thức và số văn bản"),
    ("party-paper-", "Thể thức và số văn bản"),
)
OTHER_TOPIC = "Quy định khác"


def may_regulate(scope: Scope) -> bool:
    """Whether the scope is of an administrator of the rules. A rule belongs to no unit, so the verb itself decides."""
    return "regulate" in scope.reach


def identity(code: str) -> UUID:
    """The one record in the history of all versions of a rule."""
    return uuid5(_RULES, code)


def topic_of(code: str) -> str:
    """The heading under which a rule is listed."""
    return next((words for start, words in TOPICS if code.startswith(start)), OTHER_TOPIC)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days of one version; ``to_on`` is None while nothing has ended it."""

    from_on: date
    to_on: date | None

    @property
    def last(self) -> date:
        """The last day, date.max for none."""
        return self.to_on or date.max


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new version goes: which one is cut short, until when the new one holds, which days stay without any."""

    cut: Span | None
    to_on: date | None
    gaps: tuple[tuple[date, date], ...]


class SameDay(ValueError):
    """A version begins on that day already."""


class Reaches(ValueError):
    """The new version would reach into the next one; ``next_on`` is the day on which that begins."""

    def __init__(self, next_on: date) -> None:
        """Keeps the day."""
        super().__init__(str(next_on))
        self.next_on = next_on


def place_of(spans: Iterable[Span], from_on: date, to_on: date | None) -> Place:
    """The place of a version from a day on among those that stand.

    Without an end it holds until the day before the next one, else without end. SameDay or Reaches when it cannot
    stand so; ValueError when it ends before it begins.
    """
    standing = sorted(spans)
    if any(one.from_on == from_on for one in standing):
        raise SameDay(str(from_on))
    if to_on and to_on < from_on:
        raise ValueError("a rule ends before it begins")
    before = next((one for one in reversed(standing) if one.from_on < from_on), None)
    after = next((one for one in standing if one.from_on > from_on), None)
    if after and to_on and to_on >= after.from_on:
        raise Reaches(after.from_on)
    last = to_on or (after.from_on - timedelta(days=1) if after else None)
    gaps = []
    if before and before.last < from_on - timedelta(days=1):
        gaps.append((before.last + timedelta(days=1), from_on - timedelta(days=1)))
    if after and last and last < after.from_on - timedelta(days=1):
        gaps.append((last + timedelta(days=1), after.from_on - timedelta(days=1)))
    return Place(before if before and before.last >= from_on else None, last, tuple(gaps))


def overlap(spans: Iterable[Span]) -> bool:
    """Whether two of the spans share a day."""
    standing = sorted(spans, key=lambda one: (one.from_on, one.last))
    return any(one.last >= next_.from_on for one, next_ in pairwise(standing))
