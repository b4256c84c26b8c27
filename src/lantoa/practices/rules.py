"""What may follow what in the life of a practice. Plain Python."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from lantoa.common.periods import day_before

KINDS = {"collective": "Tập thể", "individual": "Cá nhân"}

# Three tracks run beside one another: the life of the practice, its mark as a pilot, its place on the portal.
TRACKS = {"life": "Quá trình", "pilot": "Làm điểm", "public": "Công khai"}
STAGES = {
    "registered": "Đã đăng ký",
    "running": "Đang thực hiện",
    "ended": "Đã kết thúc",
    "pilot": "Mô hình điểm",
    "public": "Đã công khai",
}
NOTHING = ""
# What moving each track asks of a role, any one of these: a unit keeps the life of its own practice; marking it as a
# pilot and showing it to the public is also for whoever decides above it.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "life": ("confirm",),
    "pilot": ("confirm", "approve"),
    "public": ("confirm", "approve"),
}

# (track, stage now, verb) → stage after; NOTHING is "no stage on this track".
TABLE: Mapping[tuple[str, str, str], str] = {
    ("life", NOTHING, "register"): "registered",
    ("life", "registered", "start"): "running",
    ("life", "registered", "end"): "ended",
    ("life", "running", "end"): "ended",
    ("life", "ended", "resume"): "running",
    ("pilot", NOTHING, "choose_as_pilot"): "pilot",
    ("pilot", "pilot", "close_pilot"): NOTHING,
    ("public", NOTHING, "publish"): "public",
    ("public", "public", "take_off_portal"): NOTHING,
}
VERBS = {
    "register": "Đăng ký",
    "start": "Bắt đầu thực hiện",
    "end": "Kết thúc",
    "resume": "Thực hiện lại",
    "choose_as_pilot": "Chọn làm điểm",
    "close_pilot": "Thôi làm điểm",
    "publish": "Đưa lên cổng công khai",
    "take_off_portal": "Rút khỏi cổng công khai",
}


def track_of(verb: str) -> str:
    """The track that a verb moves; KeyError for an unknown one."""
    return next(track for (track, _, known) in TABLE if known == verb)


def after(track: str, stage: str, verb: str) -> str | None:
    """The stage that the verb leads to, or None where it may not be used."""
    return TABLE.get((track, stage, verb))


def open_verbs(stages: Mapping[str, str]) -> list[str]:
    """The verbs that may be used now, given the stage of each track."""
    return [verb for (track, stage, verb) in TABLE if stages.get(track, NOTHING) == stage]


def earliest(from_on: date, to_on: date | None) -> date:
    """The first day on which the stage after this one may begin; ``to_on`` is None while it lasts."""
    return from_on if to_on is None else to_on + timedelta(days=1)


def last_day(from_on: date, next_on: date) -> date:
    """The last day of a stage that another follows; a stage that changes on its first day keeps that day."""
    return max(from_on, day_before(next_on))


def series(practices: Iterable[UUID]) -> str:
    """What a running total of these practices together carries on: the same practices, the same 40 characters."""
    return hashlib.sha256(" ".join(sorted(map(str, practices))).encode()).hexdigest()[:40]


# A practice enters a year anew once, and is kept on ("duy trì") in later years as often as its unit says so.
YEARS = {"new": "Đăng ký mới", "kept": "Đăng ký duy trì"}

# What a practice may be on a day. Carried over and new are the two parts of those in effect.
STATES = {
    "registered": "Đã đăng ký",
    "effective": "Đang có hiệu lực",
    "carried": "Chuyển tiếp từ trước",
    "new": "Mới từ mốc này",
    "pilot": "Mô hình điểm",
    "replicated": "Nhân rộng từ nơi khác",
}
Span = tuple[str, date, date | None]


def stage_on(spans: Iterable[Span], day: date) -> str:
    """The stage of one track on a day, of its (stage, first day, last day or None) in their order; NOTHING for none.

    Of two that share a day, the later stands.
    """
    held = [stage for stage, from_on, to_on in spans if from_on <= day and (to_on is None or to_on >= day)]
    return held[-1] if held else NOTHING


def states_on(life: list[Span], pilot: list[Span], day: date, since: date, taken_up: Iterable[date] = ()) -> set[str]:
    """Which of STATES hold of a practice on a day; what is new began to be registered on ``since`` or later.

    ``taken_up`` are the days from which on it carried out what came from elsewhere. Replicated is what is in effect.
    """
    stage = stage_on(life, day)
    found = {"registered"} if stage else set()
    if stage == "running":
        found |= {"effective", "new" if min(from_on for _, from_on, _ in life) >= since else "carried"}
        if any(begun <= day for begun in taken_up):
            found.add("replicated")
    if stage and stage_on(pilot, day):
        found.add("pilot")
    return found
