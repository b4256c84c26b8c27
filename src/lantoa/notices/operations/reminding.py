"""Reminders of due days, at the stages that the regulations name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from lantoa.common.scopes import Identity, Scope
from lantoa.notices import queries, rules
from lantoa.notices.models import Delivery, Notice
from lantoa.notices.operations.making import notify
from lantoa.notices.operations.steps import locked, step
from lantoa.notices.operations.withdrawing import take_back, withdraw
from lantoa.notices.rules import Message, Recipient
from lantoa.regulations import queries as regulations


@transaction.atomic
def remind(
    *,
    scope: Scope,
    at: datetime,
    cause: Identity,
    due_on: date,
    message: Message,
    to: Iterable[Recipient],
    channels: Collection[str] = rules.USUAL,
) -> list[Notice]:
    """Sees to it that people are reminded of a due day once per stage ("7 days left", "today", "3 days late").

    The newest call about a cause stands: with another day or other people, what had not gone out for the former ones
    is withdrawn. Stages whose day has passed are left out. Raises UnableToNotify, UnableToFindRegulation.
    """
    today = timezone.localdate(at)
    rule = regulations.on("reminder-stages", today)
    hour = time.fromisoformat(str(rule.value["hour"]))
    recipients = list(to)
    made = []
    for stage, day in rules.days_to_come(rules.stages_of(rule.value), due_on, today):
        words = Message(
            kind=message.kind,
            subject=f"{stage.words}: {message.subject}",
            text=f"{message.text}\nHạn: {due_on:%d/%m/%Y}.".strip(),
            link=message.link,
            unit=message.unit,
        )
        made.append(
            notify(
                scope=scope,
                at=at,
                key=f"remind:{queries.cause_key(cause)}:{due_on.isoformat()}:{stage.code}",
                message=words,
                to=recipients,
                channels=channels,
                due_at=timezone.make_aware(datetime.combine(day, hour)),
                cause=cause,
            )
        )
    keep = {(notice.pk, one.key, way) for notice in made for one in recipients for way in one.ways(channels)}
    _let_stand(scope, cause, keep, at)
    return made


@transaction.atomic
def stop_reminding(*, scope: Scope, at: datetime, cause: Identity, why: str = "") -> int:
    """The cause is gone (done, withdrawn): what waits is not sent, what is unread needs no answer; gives how many."""
    number = 0
    for notice in queries.about(cause):
        number += withdraw(scope=scope, at=at, notice=notice, why=why)
    return number


def _let_stand(scope: Scope, cause: Identity, keep: set[tuple[int, str, str]], at: datetime) -> None:
    """Withdraws what waits beside ``keep``, and brings back what is in it and had been withdrawn."""
    every = list(Delivery.objects.filter(notice__in=queries.about(cause), read_at__isnull=True))
    kept = [one for one in every if (one.notice_id, one.recipient, one.channel) in keep]
    take_back(set(every) - set(kept), at=at, actor=scope.actor_id, why="replaced")
    # Only a withdrawn one can be restored, and what was withdrawn had not gone out.
    for pk in sorted(one.pk for one in kept if one.settled_at is not None):
        step(locked(pk)[0], "restore", at=at, actor=scope.actor_id)
