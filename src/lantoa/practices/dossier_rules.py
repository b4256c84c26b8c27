"""What a description of a practice lacks, asked as reviewers ask it. Advice: it blocks nothing and scores nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

PARTS = {
    "necessity": "Vì sao cần làm",
    "aims": "Mục đích",
    "measures": "Cách làm",
    "steps": "Các bước",
    "means": "Điều kiện, phương tiện",
    "participants": "Ai tham gia",
    "beneficiaries": "Ai được hưởng lợi",
    "costs": "Kinh phí",
}
CONCLUSIONS = {
    "recognised": "Công nhận",
    "to_complete": "Cần hoàn thiện",
    "not_recognised": "Chưa công nhận",
}
VERDICTS = {"spread": "Nhân rộng", "go_on": "Tiếp tục làm điểm", "stop": "Dừng"}
# The dated rule of what reviewers ask.
CHECKLIST = "practice-checklist"
# Besides the parts a question may look at these.
GOALS, OUTCOMES, LESSONS = "goals", "outcomes", "lessons"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what is missing to answer it; nothing missing is an answer."""

    asks: str
    why: str
    missing: tuple[str, ...]


def checklist(rows: Iterable[Mapping[str, str]], told: Collection[str]) -> list[Asked]:
    """The questions in their order; ``looks_at`` names what answers one, parted by blanks."""
    return [
        Asked(row["asks"], row["why"], tuple(one for one in row["looks_at"].split() if one not in told)) for row in rows
    ]


def reached(goal: Decimal | None, actual: Decimal | None) -> int | None:
    """How much of a goal was reached, in whole percent, rounded down: 99.9 is not all of it. None where unknown."""
    if goal is None or actual is None or goal <= 0:
        return None
    return int(actual * 100 / goal)
