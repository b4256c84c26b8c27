"""What may follow what in the life of a pledge, and what counts. Plain Python.

Works are measured, never opinions: a deed is something that can be seen done.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lantoa.common.periods import Period

SPANS = {"year": "Năm", "term": "Toàn khóa"}
STAGES = {
    "draft": "Bản nháp",
    "registered": "Chờ xác nhận",
    "returned": "Trả lại",
    "confirmed": "Đã xác nhận",
    "assessed": "Đã tự đánh giá",
    "closed": "Đã kết luận",
    "carried_over": "Đã chuyển kỳ sau",
    "dropped": "Thôi thực hiện",
}
TABLE: Mapping[tuple[str, str], str] = {
    ("draft", "register"): "registered",
    ("returned", "register"): "registered",
    ("registered", "confirm"): "confirmed",
    ("registered", "return"): "returned",
    ("confirmed", "amend"): "registered",
    ("confirmed", "assess"): "assessed",
    ("assessed", "reassess"): "confirmed",
    ("assessed", "close"): "closed",
    ("confirmed", "carry_over"): "carried_over",
    ("assessed", "carry_over"): "carried_over",
    ("draft", "drop"): "dropped",
    ("registered", "drop"): "dropped",
    ("returned", "drop"): "dropped",
    ("confirmed", "drop"): "dropped",
}
VERBS = {
    "register": "Gửi đăng ký",
    "confirm": "Xác nhận",
    "return": "Trả lại kèm góp ý",
    "amend": "Điều chỉnh",
    "assess": "Tự đánh giá",
    "reassess": "Đề nghị tự đánh giá lại",
    "close": "Kết luận",
    "carry_over": "Chuyển sang kỳ sau",
    "drop": "Thôi thực hiện",
}
# Who uses each: whoever undertook it (or whoever answers for the unit, in their place), or only whoever answers.
OWN = frozenset({"register", "amend", "assess"})
WITH_REASON = frozenset({"return", "amend", "reassess", "drop"})
# The text may be corrected at these stages; later only amended.
WRITABLE = frozenset({"draft", "registered", "returned"})
# What stands at one of these is registered, and confirmed.
COUNTED = frozenset({"registered", "confirmed", "assessed", "closed", "carried_over"})
CONFIRMED = frozenset({"confirmed", "assessed", "closed", "carried_over"})
# Something is still to be done.
OPEN = frozenset({"registered", "confirmed"})
# How a deed went, in the words of whoever did it; how the pledge as a whole went, in those of the branch.
DONE = {"done": "Đã làm xong", "partly": "Làm được một phần", "not": "Chưa làm được"}
RESULTS = {"fulfilled": "Hoàn thành", "partly": "Hoàn thành một phần", "not": "Không hoàn thành"}
# Whence a pledge came: typed by the person, by whoever answers for the unit, from a list on paper.
ORIGINS = {"own": "Tự đăng ký", "unit": "Đơn vị nhập", "paper": "Nhập hộ từ bản giấy"}
MOST_DEEDS = 12


def after(stage: str, verb: str) -> str | None:
    """The stage that the verb leads to, or None where it may not be used."""
    return TABLE.get((stage, verb))


def open_verbs(stage: str) -> list[str]:
    """The verbs that may be used at a stage, in the order of the table."""
    return [verb for known, verb in TABLE if known == stage]


def share(many: int, of: int) -> int:
    """So many of so many in a hundred, rounded down: 100 means all. 0 where there is nobody."""
    return many * 100 // of if of else 0


def is_late(due_on: date, done_on: date | None, today: date) -> bool:
    """Whether a deed was done after its day, or is not done by now."""
    return (done_on or today) > due_on


def next_period(span: str, days: Period) -> Period:
    """The year, or the term of as many years, that follows."""
    if span == "year":
        return Period.year(days.from_on.year + 1)
    years = days.to_on.year - days.from_on.year
    first = days.to_on.year + 1 if (days.to_on.month, days.to_on.day) == (12, 31) else days.to_on.year
    return Period(date(first, 1, 1), date(first + max(years, 1), 12, 31))
