"""Telling people what happened to a plan, and reminding those who have a task of its due day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lantoa.common.scopes import Identity, Scope, everything
from lantoa.notices.operations import notify, remind, stop_reminding
from lantoa.notices.rules import USUAL, Message, Recipient
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Person
from lantoa.organisations.queries.personal_data import accounts_of
from lantoa.organisations.rules.roles import verbs_of
from lantoa.plans.models import Plan, PlanStep, Task
from lantoa.plans.rules import plans

# Reminders are arranged so long before the due day, and no more for what is later than that.
AHEAD, BEHIND = timedelta(days=15), timedelta(days=5)
# Of very many at once the rest comes a minute later.
AT_ONCE = 100


def tell_step(*, scope: Scope, plan: Plan, step: PlanStep, at: datetime) -> None:
    """Whoever decides hears that a plan awaits a word; whoever wrote it hears what was decided."""
    needed = {"submit": "approve", "return": "confirm", "approve": "confirm"}.get(step.verb)
    if needed is None:
        return
    to = _accounts(plan.unit_id, needed, at)
    to = [one for one in to if one.user != scope.actor_id]
    if not to:
        return
    said = {"submit": "Chờ duyệt", "return": "Bị trả lại", "approve": "Đã duyệt"}[step.verb]
    link = reverse("plans:plan", args=[plan.uuid])
    message = Message("plan", f"{said}: {plan.name}", step.note, link, plan.unit_id)
    notify(scope=scope, at=at, key=f"plan-step-{step.pk}", message=message, to=to, channels=USUAL)


def _accounts(unit: int, verb: str, at: datetime) -> list[Recipient]:
    today = timezone.localdate(at)
    found = {grant.user_id for grant in organisations.grants_in([unit], today) if verb in verbs_of(grant.role)}
    return [Recipient(user=user) for user in sorted(found)]


def remind_of_tasks(*, at: datetime) -> int:
    """Sees to it that whoever was given a task is reminded of its due day; gives for how many this was arranged.

    Only tasks of plans that were approved. One whose day or people changed is arranged anew.
    """
    today = timezone.localdate(at)
    waiting = (
        Task.objects.filter(is_removed=False, since__isnull=False, due_on__range=(today - BEHIND, today + AHEAD))
        .exclude(stage__in=plans.OVER)
        .exclude(plan__stage="closed")
        .filter(Q(reminded_for__isnull=True) | ~Q(reminded_for=F("due_on")))
        .filter(Q(assigned__isnull=False) | Q(responsible__isnull=False))
        .distinct()
        .order_by("due_on", "pk")
    )
    number = 0
    for pk in list(waiting.values_list("pk", flat=True)[:AT_ONCE]):
        number += _remind(pk, at)
    return number


@transaction.atomic
def _remind(pk: int, at: datetime) -> int:
    task = Task.objects.select_for_update(of=("self",)).select_related("plan", "responsible").get(pk=pk)
    people = list(task.assigned.all())
    if task.responsible and task.responsible not in people:
        people.append(task.responsible)
    to = recipients(people)
    if task.stage in plans.OVER or task.is_removed or not to:
        return 0
    link = reverse("plans:task", args=[task.uuid])
    message = Message("task", task.name[:200], f"Kế hoạch: {task.plan.name}", link, task.plan.unit_id)
    remind(
        scope=everything("nhắc việc"),
        at=at,
        cause=Identity("task", task.uuid),
        due_on=task.due_on,
        message=message,
        to=to,
        channels=("in_product", "email", "zalo_text"),
    )
    Task.objects.filter(pk=pk).update(reminded_for=task.due_on)
    return 1


def recipients(people: Iterable[Person]) -> list[Recipient]:
    """Whom to tell: the accounts of these people; whoever has none by a text that somebody passes on."""
    found: dict[str, Recipient] = {}
    for person in people:
        some = [Recipient(user=user.pk) for user in accounts_of(person)] or [Recipient(name=person.full_name)]
        found |= {one.key: one for one in some}
    return list(found.values())


def let_be(*, scope: Scope, task: Task, at: datetime, why: str) -> None:
    """Nobody is reminded of a task any more."""
    if task.reminded_for is not None:
        stop_reminding(scope=scope, at=at, cause=Identity("task", task.uuid), why=why)
        task.reminded_for = None
        task.save(update_fields=["reminded_for"])
