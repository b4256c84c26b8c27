"""Looking at what was taken up, so many months after it began; and lessons from practices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.history.operations import acted, record
from lantoa.practices import queries, rules, spreading
from lantoa.practices.models import Lesson, Practice, PracticeStage, Replication, ReplicationCheck
from lantoa.practices.operations import telling
from lantoa.practices.operations.practices import UnableToChangePractice, advance, check
from lantoa.vietnamese.text import clean, fold

KIND = "replication"


class UnableToCheck(UnableToChangePractice):
    """It cannot be looked at so, or not by this person."""


@dataclass(frozen=True, slots=True)
class Found:
    """How it was found: in which state, with what effect, what was learnt."""

    state: str
    on: date
    effect: str = ""
    learnt: str = ""


@transaction.atomic
def check_replication(
    *, scope: Scope, replication: Replication, months: int, found: Found, today: date
) -> ReplicationCheck:
    """Writes how it was found; said again for the same mark it is corrected, and the history keeps what it said.

    By the taker, or by whoever decides or reports above it. Found stopped, the practice ends on that day.
    """
    one = Replication.objects.select_for_update(of=("self",)).select_related("practice").get(pk=replication.pk)
    if not any(scope.may(verb, one.taker_unit_id) for verb in ("confirm", "approve", "report")):
        raise UnableToCheck("Tài khoản này không được kiểm tra mô hình của đơn vị này.")
    if one.stage != "started" or one.started_on is None or one.practice is None:
        raise UnableToCheck("Chỉ kiểm tra được khi mô hình đã bắt đầu.")
    if found.state not in spreading.CHECKED:
        raise UnableToCheck("Hãy chọn mô hình còn thực hiện, có thay đổi hay đã dừng.")
    if months not in queries.check_months(one.started_on):
        raise UnableToCheck("Không có mốc kiểm tra này.")
    earliest = spreading.due_on(one.started_on, months) - timedelta(days=queries.early_days(one.started_on))
    if found.on < earliest:
        raise UnableToCheck(f"Mốc này kiểm tra từ ngày {earliest:%d/%m/%Y}.")
    if found.on > today:
        raise UnableToCheck("Ngày này chưa đến.")
    effect, learnt = clean(found.effect).strip(), clean(found.learnt).strip()
    rows = PracticeStage.objects.filter(practice=one.practice, track="life").order_by("from_on", "pk")
    runs = rules.stage_on(rows.values_list("stage", "from_on", "to_on"), found.on) == "running"
    if found.state in spreading.ALIVE and not runs:
        raise UnableToCheck("Theo tiến trình, ngày ấy mô hình không còn được thực hiện.")
    if found.state == "stopped" and not (effect or learnt):
        raise UnableToCheck("Hãy ghi vì sao mô hình dừng, ở phần hiệu quả hoặc bài học.")
    before = one.checks.filter(months=months).first()
    said = {"on": found.on, "state": found.state, "effect": effect, "learnt": learnt, **acted(scope, timezone.now())}
    written, _new = ReplicationCheck.objects.update_or_create(replication=one, months=months, defaults=said)
    if found.state == "stopped" and queries.stages_now(one.practice).get("life") == "running":
        advance(scope=scope, practice=one.practice, verb="end", on=found.on, note=(learnt or effect)[:400])
    data = {"months": months, "on": found.on, "state": found.state, "effect": effect, "learnt": learnt}
    if before:
        data["before"] = {"on": before.on, "state": before.state, "effect": before.effect, "learnt": before.learnt}
    record(scope=scope, verb="check", kind=KIND, uuid=one.uuid, data=data)
    telling.arrange(practice=one.practice_id, today=today)
    return written


@transaction.atomic
def add_lesson(*, scope: Scope, practice: Practice, kind: str, text: str, on: date, today: date) -> Lesson:
    """Keeps what was learnt from a practice."""
    check(scope, practice.owner_unit_id)
    words = clean(text).strip()
    if kind not in spreading.LESSONS or not words:
        raise UnableToChangePractice("Hãy chọn loại và ghi nội dung bài học.")
    if on > today:
        raise UnableToChangePractice("Ngày này chưa đến.")
    lesson = Lesson.objects.create(
        practice=practice, kind=kind, text=words, folded=fold(words), on=on, **acted(scope, timezone.now())
    )
    data = {"practice": str(practice.uuid), "kind": kind, "text": words, "on": on}
    record(scope=scope, verb="add", kind="lesson", uuid=lesson.uuid, data=data)
    return lesson


@transaction.atomic
def withdraw_lesson(*, scope: Scope, lesson: Lesson, why: str, today: date) -> None:
    """Takes a lesson back, with the reason. It stays and says so."""
    one = Lesson.objects.select_for_update(of=("self",)).select_related("practice").get(pk=lesson.pk)
    check(scope, one.practice.owner_unit_id)
    if not why.strip():
        raise UnableToChangePractice("Hãy ghi lý do rút bài học.")
    if one.withdrawn_on:
        raise UnableToChangePractice("Bài học này đã được rút trước đó.")
    Lesson.objects.filter(pk=one.pk).update(withdrawn_on=today, why=clean(why).strip()[:400])
    record(scope=scope, verb="withdraw", kind="lesson", uuid=one.uuid, data={"why": why, "on": today})
