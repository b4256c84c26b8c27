"""Telling units what happens to a practice between them, and reminding of the days on which it is looked at."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import uuid5

from django.urls import reverse
from django.utils import timezone

from lantoa.common.scopes import Identity, Scope, everything
from lantoa.notices.addressees import people_of
from lantoa.notices.operations import notify, remind, stop_reminding
from lantoa.notices.rules import Message
from lantoa.practices import queries, spreading
from lantoa.practices.models import Replication

TELLER = everything("Trình báo tin nhân rộng mô hình")
CAUSE, KIND = "replication-check", "replication"
SAID = {
    "order": "Được giao nhân rộng mô hình",
    "offer": "Được giới thiệu mô hình",
    "ask": "Có đơn vị xin học tập mô hình",
    "record": "Có đơn vị đã làm theo mô hình",
    "accept": "Đã đồng ý nhân rộng",
    "decline": "Đã từ chối nhân rộng",
    "start": "Đã bắt đầu nhân rộng",
    "cancel": "Đã hủy việc nhân rộng",
    "stop": "Đã dừng mô hình nhân rộng",
}


def tell(*, replications: Collection[Replication], verb: str, note: str, scope: Scope, today: date) -> None:
    """Tells the other sides of each: the taker, the owner of the source, who began it; never who did it."""
    concerned = {
        one.pk: {unit for unit in (one.taker_unit_id, one.begun_by_id, _owner(one)) if unit is not None}
        for one in replications
    }
    people = people_of({unit for units in concerned.values() for unit in units}, "confirm", today)
    for one in replications:
        to = {
            person.key: person
            for unit in concerned[one.pk]
            for person in people.get(unit, ())
            if person.user is None or person.user != scope.actor_id
        }
        if not to:
            continue
        name = one.source.name if one.source else one.source_words
        message = Message(KIND, f"{SAID[verb]}: {name}", note, _link(one), one.taker_unit_id)
        key = f"replication:{one.uuid}:{verb}:{one.steps.count()}"
        notify(scope=TELLER, at=timezone.now(), key=key, message=message, to=to.values())


def arrange(*, practice: int | None, today: date) -> None:
    """Sees to it that the taker is reminded of the checks that are still to come of a practice, and of no other."""
    at = timezone.now()
    for one in queries.replications().filter(practice=practice, practice__isnull=False, started_on__isnull=False):
        assert one.started_on is not None
        runs = one.stage == "started" and queries.stages_now(one.practice).get("life") == "running"  # type: ignore[arg-type]
        had = set(one.checks.values_list("months", flat=True))
        to = people_of([one.taker_unit_id], "confirm", today).get(one.taker_unit_id, [])
        for months in queries.check_months(one.started_on):
            cause, due = Identity(CAUSE, uuid5(one.uuid, str(months))), spreading.due_on(one.started_on, months)
            if runs and months not in had and to and due >= today:
                message = Message(
                    KIND, f"Kiểm tra mô hình nhân rộng sau {months} tháng", "", _link(one), one.taker_unit_id
                )
                remind(scope=TELLER, at=at, cause=cause, due_on=due, message=message, to=to)
            else:
                stop_reminding(scope=TELLER, at=at, cause=cause)


def _owner(one: Replication) -> int | None:
    return one.source.owner_unit_id if one.source else None


def _link(one: Replication) -> str:
    return reverse("practices:replication", args=[one.uuid])
