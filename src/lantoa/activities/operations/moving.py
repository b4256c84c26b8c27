"""An activity goes from stage to stage by verbs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from lantoa.activities import queries, rules
from lantoa.activities.models import Activity, ActivityStep, Topic
from lantoa.activities.operations.posting import post_facts
from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.history.operations import acted, record
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import clean

KIND = "activity"
Belonging = TypeVar("Belonging", bound=Model)


class UnableToChangeActivity(Unable):
    """The activity cannot be written or moved so, or not by this person."""


def gate(unit: int) -> None:
    """One after another for each unit: two sends of one form would both hear that it does not stand yet."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit)


def check(scope: Scope, unit: int) -> None:
    """UnableToChangeActivity unless the scope answers for the unit."""
    if not queries.may_keep(scope, unit):
        raise UnableToChangeActivity(
            "Việc này do người trả lời thay mặt đơn vị thực hiện (bí thư chi bộ, cán bộ văn phòng)."
        )


def locked(one: Activity) -> Activity:
    """The activity, locked."""
    return Activity.objects.select_for_update(of=("self",)).select_related("unit", "series").get(pk=one.pk)


def own(known: Belonging, one: Activity) -> Belonging:
    """What a form sent before, by its number; UnableToChangeActivity where it went to another activity."""
    if known.activity_id != one.pk:  # type: ignore[attr-defined]
        raise UnableToChangeActivity("Biểu mẫu này đã được gửi cho một hoạt động khác. Hãy mở lại trang rồi ghi lại.")
    return known


def enter(scope: Scope, one: Activity, verb: str, stage: str, note: str = "") -> None:
    """Writes that the activity stands at a stage from now on."""
    ActivityStep.objects.create(
        activity=one,
        verb=verb,
        stage=stage,
        on=one.from_on,
        note=note,
        **acted(scope, timezone.now()),
    )
    one.stage = stage
    one.turn += verb != "plan"
    one.save(update_fields=["stage", "from_on", "to_on", "turn"])


def hold(scope: Scope, one: Activity, today: date) -> None:
    """It was held; nothing where that is known. Of the caller's transaction."""
    if one.stage == "held":
        return
    if rules.after(one.stage, "hold") is None:
        next_ = "ghi ngày tổ chức mới" if one.stage == "postponed" else "chọn “Tổ chức trở lại”"
        raise UnableToChangeActivity(f"Hoạt động này {rules.STAGES[one.stage].lower()}; hãy {next_} trước.")
    if one.from_on > today:
        raise UnableToChangeActivity(
            f"Ngày tổ chức là {one.from_on:%d/%m/%Y}, chưa đến. Nếu đã tổ chức sớm hơn, hãy dời ngày trước."
        )
    enter(scope, one, "hold", "held")
    record(scope=scope, verb="hold", kind=KIND, uuid=one.uuid, data={"unit": one.unit.code, "on": one.from_on})


@transaction.atomic
def advance(
    *,
    scope: Scope,
    activity: Activity,
    verb: str,
    today: date,
    note: str = "",
    on: date | None = None,
    treated: Collection[tuple[UUID, str]] | None = None,
) -> Activity:
    """Uses a verb of the table. ``on`` is the day to which it is moved; ``treated``: which topics of plans (task and
    words) came up at it, None where nothing is said of them."""
    one = locked(activity)
    check(scope, one.unit_id)
    stage, said = rules.after(one.stage, verb), clean(note).strip()[:500]
    if stage is None:
        now = rules.STAGES[one.stage].lower()
        raise UnableToChangeActivity(f"Không thể “{rules.VERBS.get(verb, verb).lower()}” khi hoạt động {now}.")
    if verb in rules.WITH_REASON and not said:
        raise UnableToChangeActivity("Hãy ghi lý do.")
    if verb == "hold":
        hold(scope, one, today)
    else:
        data = {"unit": one.unit.code, "on": one.from_on, "why": said}
        if verb == "move":
            _move(one, on)
            data["to"] = one.from_on
        enter(scope, one, verb, stage, said)
        record(scope=scope, verb=verb, kind=KIND, uuid=one.uuid, data=data)
    if treated is not None:
        _treat(scope, one, treated)
    post_facts(scope=scope, activity=one, why=f"{rules.VERBS[verb]}: {said}" if said else rules.VERBS[verb])
    return one


def _move(one: Activity, on: date | None) -> None:
    if on is None:
        raise UnableToChangeActivity("Hãy ghi ngày mới.")
    if not 1945 <= on.year <= 2200:
        raise UnableToChangeActivity("Hãy xem lại năm của ngày mới.")
    if on == one.from_on and one.stage == "planned":
        raise UnableToChangeActivity("Ngày mới trùng với ngày đã ghi.")
    lasts = one.to_on - one.from_on
    one.from_on, one.to_on = on, on + lasts


@transaction.atomic
def treat(*, scope: Scope, activity: Activity, treated: Collection[tuple[UUID, str]]) -> None:
    """Says which topics that plans put on a meeting came up at it."""
    one = locked(activity)
    check(scope, one.unit_id)
    _treat(scope, one, treated)


def _treat(scope: Scope, one: Activity, treated: Collection[tuple[UUID, str]]) -> None:
    """Writes which topics that plans put on it came up; of the caller's transaction."""
    known = {(item.task_uuid, item.words): item for item in queries.agenda_of(one, queries.kind(one))}
    wanted = {key for key in treated if key in known}
    standing = {(row.task, row.words): row for row in Topic.objects.filter(activity=one)}
    for key, row in standing.items():
        if key in known and key not in wanted:
            Topic.objects.filter(pk=row.pk).delete()
    Topic.objects.bulk_create(
        Topic(activity=one, task=task, words=words, plan_name=known[task, words].plan_name[:400])
        for task, words in sorted(wanted - standing.keys(), key=lambda key: key[1])
    )
    if wanted != standing.keys():
        data = {"topics": sorted(words for _task, words in wanted)}
        record(scope=scope, verb="treat", kind=KIND, uuid=one.uuid, data=data)
