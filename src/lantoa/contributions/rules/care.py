"""Who is looked after: what may follow what, how a pupil is written in a list, what a year adds up to. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

KINDS = {"household": "Hộ", "pupil": "Học sinh"}
GIVEN = {"money": "Tiền", "goods": "Hiện vật", "workdays": "Ngày công", "visit": "Thăm hỏi"}
UNITS = {"money": "đồng", "goods": "", "workdays": "ngày công", "visit": ""}
STAGES = {"open": "Đang được giúp đỡ", "out": "Đã qua khó khăn", "ended": "Đã thôi giúp đỡ"}
# (stage now, verb) → stage after.
TABLE: Mapping[tuple[str, str], str] = {
    ("open", "go_on"): "open",
    ("open", "overcome"): "out",
    ("open", "end"): "ended",
    ("out", "resume"): "open",
    ("ended", "resume"): "open",
}
VERBS = {
    "go_on": "Tiếp tục giúp đỡ",
    "overcome": "Đã qua khó khăn",
    "end": "Thôi giúp đỡ",
    "resume": "Giúp đỡ trở lại",
}
# The dated rule of the reasons for looking after, and for ending it.
RULE = "care-reasons"
# What the ledger counts of a year.
COUNTED = {
    "household": "ho-duoc-giup",
    "pupil": "hoc-sinh-duoc-giup",
    "money": "tien-giup-do",
    "workdays": "ngay-cong",
}


def after(stage: str, verb: str) -> str | None:
    """The stage that a verb leads to, or None where it may not be used."""
    return TABLE.get((stage, verb))


def open_verbs(stage: str) -> list[str]:
    """The verbs that may be used now."""
    return [verb for (now, verb) in TABLE if now == stage]


def initials(name: str) -> str:
    """ "Nguyễn Văn An" → "N.V.A.": how a child stands in a list."""
    return "".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha())


def in_a_list(kind: str, name: str, *, is_hidden: bool) -> str:
    """The name as a list shows it: of a pupil the initials, of who asked not to be shown nothing."""
    if is_hidden:
        return ""
    return initials(name) if kind == "pupil" else name


def next_review(on: date, months: int) -> date:
    """The day so many months later; the last of the month where it has no such day."""
    later: date = on + relativedelta(months=months)
    return later


@dataclass(frozen=True, slots=True)
class Given:
    """A line of help as it is added up: to whom (any key), of which sort, what, how much."""

    to: object
    sort: str
    kind: str
    amount: Decimal | None


def year_of(lines: Iterable[Given]) -> dict[str, Decimal]:
    """What a year adds up to by key of ``COUNTED``: each household and pupil counts once however often it was helped.

    A key is missing where nothing was written: missing is not zero.
    """
    helped: dict[str, set[object]] = {}
    sums: dict[str, Decimal] = {}
    for one in lines:
        helped.setdefault(one.sort, set()).add(one.to)
        if one.kind in COUNTED and one.amount is not None:
            sums[one.kind] = sums.get(one.kind, Decimal(0)) + one.amount
    return {sort: Decimal(len(them)) for sort, them in helped.items()} | sums
