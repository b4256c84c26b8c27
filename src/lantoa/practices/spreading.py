"""How a practice comes from one place to another: what may follow what, when it is looked at, what still lives.

Plain Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from lantoa.practices.rules import NOTHING, Span, stage_on

WAYS = {"ordered": "Cấp trên giao", "offered": "Được giới thiệu", "asked": "Xin học tập"}
STAGES = {
    "ordered": "Đã giao, chờ thực hiện",
    "offered": "Đã giới thiệu, chờ trả lời",
    "asked": "Đã xin, chờ trả lời",
    "accepted": "Đã đồng ý, chờ bắt đầu",
    "declined": "Đã từ chối",
    "started": "Đã bắt đầu",
    "cancelled": "Đã hủy",
}
# Stages at which somebody has still to do something.
OPEN = ("ordered", "offered", "asked", "accepted")

# Who may use a verb: the unit that takes up, the owner of the source, or the unit that began it.
TAKER, SOURCE, BEGINNER = "taker", "source", "beginner"


class Step(NamedTuple):
    """Where a verb leads, and which sides may use it."""

    after: str
    sides: frozenset[str]


def _step(after: str, *sides: str) -> Step:
    return Step(after, frozenset(sides))


# (stage now, verb) → step. What happens to the practice after it has begun is the practice's own life.
TABLE: Mapping[tuple[str, str], Step] = {
    (NOTHING, "order"): _step("ordered", BEGINNER),
    (NOTHING, "offer"): _step("offered", SOURCE),
    (NOTHING, "ask"): _step("asked", TAKER),
    (NOTHING, "record"): _step("started", TAKER),
    ("asked", "accept"): _step("accepted", SOURCE),
    ("offered", "accept"): _step("accepted", TAKER),
    ("ordered", "accept"): _step("accepted", TAKER),
    ("asked", "decline"): _step("declined", SOURCE),
    ("offered", "decline"): _step("declined", TAKER),
    ("ordered", "start"): _step("started", TAKER),
    ("accepted", "start"): _step("started", TAKER),
    ("ordered", "cancel"): _step("cancelled", BEGINNER),
    ("offered", "cancel"): _step("cancelled", BEGINNER),
    ("asked", "cancel"): _step("cancelled", BEGINNER),
    ("accepted", "cancel"): _step("cancelled", BEGINNER, TAKER),
    # It stops by its practice ending; the edge stays, for that it began is true for ever.
    ("started", "stop"): _step("started", TAKER),
    # Written by mistake: it never was.
    ("started", "cancel"): _step("cancelled", TAKER, SOURCE),
}
VERBS = {
    "order": "Giao nhân rộng",
    "offer": "Giới thiệu",
    "ask": "Xin học tập",
    "record": "Ghi nhận đã làm theo",
    "accept": "Đồng ý",
    "decline": "Từ chối",
    "start": "Bắt đầu",
    "cancel": "Hủy",
    "stop": "Dừng",
}
WITH_REASON = frozenset({"decline", "cancel", "stop"})


def after(stage: str, verb: str) -> Step | None:
    """Where the verb leads and who may use it, or None where it may not follow."""
    return TABLE.get((stage, verb))


def open_verbs(stage: str, sides: Iterable[str], *, runs: bool = False) -> list[str]:
    """The verbs that these sides may use now; ``runs`` says that the practice that began is being carried out."""
    mine = set(sides)
    found = [verb for (now, verb), step in TABLE.items() if now == stage and now and mine & step.sides]
    return [verb for verb in found if verb != "stop" or runs]


CHECKED = {"running": "Vẫn thực hiện", "changed": "Thực hiện, có thay đổi", "stopped": "Đã dừng"}
ALIVE = frozenset({"running", "changed"})
FATES = {"alive": "Còn thực hiện", "stopped": "Đã dừng", "unchecked": "Chưa kiểm tra", "not_due": "Chưa đến hạn"}


@lru_cache(maxsize=4096)
def due_on(started_on: date, months: int) -> date:
    """The day on which it is looked at, so many months after it began."""
    day: date = started_on + relativedelta(months=months)
    return day


def fate(due: date, check: tuple[str, date] | None, life: Sequence[Span], today: date) -> str:
    """Which of FATES is true, as known today, of a replication at the check that is due on a day.

    ``check`` is the state that was found and the day on which it was. What is not due yet is no failure; what nobody
    looked at is never alive, and stopped only where the dated stages of the practice say so.
    """
    if due > today:
        return "not_due"
    if check and (check[0] not in ALIVE or check[1] >= due):
        return "alive" if check[0] in ALIVE else "stopped"
    if stage_on(life, due) != "running":
        return "stopped"
    return "alive" if check else "unchecked"


@dataclass(frozen=True, slots=True)
class Survival:
    """How many replications came to a check and how they were found then."""

    months: int
    alive: int = 0
    stopped: int = 0
    unchecked: int = 0
    not_due: int = 0

    @property
    def due(self) -> int:
        """Those whose check has come."""
        return self.alive + self.stopped + self.unchecked

    @property
    def share(self) -> int | None:
        """At least so many per cent still live; None while none is due."""
        return round(100 * self.alive / self.due) if self.due else None


def survival(months: int, fates: Iterable[str]) -> Survival:
    """The counts of one check."""
    found = list(fates)
    return Survival(months, *(found.count(one) for one in ("alive", "stopped", "unchecked", "not_due")))


LESSONS = {"worked": "Cách làm tốt", "hindered": "Khó khăn, vướng mắc", "advice": "Lời khuyên cho nơi làm sau"}
