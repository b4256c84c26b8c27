"""What an addressee of a paper may do, and who is late. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

STAGES = {
    "waiting": "Chưa xem",
    "acknowledged": "Đã nhận",
    "answered": "Đã triển khai",
    "returned": "Bị trả lại",
    "released": "Không phải thực hiện nữa",
}
OPEN = frozenset({"waiting", "acknowledged", "returned"})
# How a unit answers: by a paper of its own, by a tick with a day, by a reason why it does not.
ANSWERS = {"paper": "Văn bản của đơn vị", "done": "Đã triển khai", "reason": "Nêu lý do"}
# What is asked of it. Whoever was asked to tick may send a paper all the same.
EXPECTED = {"paper": "Ban hành văn bản triển khai", "done": "Đánh dấu đã triển khai"}
ALLOWED: Mapping[str, tuple[str, ...]] = {"paper": ("paper", "reason"), "done": ("done", "paper", "reason")}

# What the background has still to do about an addressee: remind it, or take back what reminds it.
CHORES = {"nudge": "Nhắc", "settle": "Thu lại lời nhắc"}

TABLE: Mapping[tuple[str, str], str] = {
    ("waiting", "acknowledge"): "acknowledged",
    ("waiting", "answer"): "answered",
    ("acknowledged", "answer"): "answered",
    ("returned", "answer"): "answered",
    ("answered", "take_back"): "acknowledged",
    ("answered", "return"): "returned",
    ("waiting", "release"): "released",
    ("acknowledged", "release"): "released",
    ("returned", "release"): "released",
    ("released", "ask_again"): "waiting",
}
VERBS = {
    "send": "Gửi",
    "acknowledge": "Xác nhận đã nhận",
    "answer": "Trả lời",
    "take_back": "Rút lại trả lời",
    "return": "Trả lại",
    "release": "Thôi yêu cầu",
    "ask_again": "Yêu cầu lại",
}
# Who uses each: the unit that was asked, or whoever asked.
WHOSE: Mapping[str, str] = {
    "acknowledge": "own",
    "answer": "own",
    "take_back": "own",
    "return": "sender",
    "release": "sender",
    "ask_again": "sender",
}
WITH_REASON = frozenset({"return", "release", "take_back"})
# Classes of units that tick instead of issuing a paper where the sender leaves it to the class.
TICKING = frozenset({"party_branch", "village"})
# Classes of the bodies whose papers the office of their place keeps.
OFFICES = frozenset({"party_committee", "peoples_committee", "front", "advisory_board"})


def after(stage: str, verb: str) -> str | None:
    """The stage that the verb leads to, or None where it may not be used."""
    return TABLE.get((stage, verb))


def expected_of(unit_class: str, wish: str) -> str:
    """What is asked of a unit of a class: as the sender wishes ("paper", "done"), or by its class ("by_class")."""
    if wish in EXPECTED:
        return wish
    return "done" if unit_class in TICKING else "paper"


def days_late(stage: str, due_on: date | None, answered_on: date | None, today: date) -> int:
    """How many days after its due day a unit answered, or is by now without having done so; 0 without a due day."""
    if due_on is None or stage == "released":
        return 0
    day = answered_on if stage == "answered" and answered_on else today
    return max(0, (day - due_on).days)
