"""Telling units that a paper came, and reminding those that have not answered. Each once, though a worker be killed.

Whom a notice reached is written in the same transaction as the notice; so whoever begins again goes on after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from lantoa.common.scopes import Identity, Scope, everything
from lantoa.directives import queries
from lantoa.directives.models import Addressee, Directive
from lantoa.directives.operations.moving import CAUSE, DO_CHORES, UnableToSend
from lantoa.directives.rules.sendings import EXPECTED, OPEN
from lantoa.history.operations import record
from lantoa.notices.addressees import people_of
from lantoa.notices.operations import notify, stop_reminding
from lantoa.notices.queue import enqueue
from lantoa.notices.rules import Message, Recipient, stages_of
from lantoa.organisations import queries as organisations
from lantoa.regulations import queries as regulations
from lantoa.vietnamese.dates import write_date

TELLER = everything("Trình gửi văn bản")
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many units were reminded, and the names of those in which nobody can be told."""

    units: int
    unreached: tuple[str, ...] = ()


def tell_sent(*, at: datetime, within: timedelta, sending: int | None = None) -> int:
    """Tells the people of every unit that was sent a paper (of one sending where that is said) that it came; gives how
    many units were told. What does not fit into ``within`` is left for the next time."""
    rows = Addressee.objects.filter(told_at__isnull=True, stage__in=OPEN)
    if sending is not None:
        rows = rows.filter(sending=sending)
    told = 0
    for one, to in _each(rows, at, within):
        with transaction.atomic():
            # Another worker may have told it in the meantime, or whoever sent it have released it.
            if Addressee.objects.filter(pk=one.pk, told_at__isnull=True, stage__in=OPEN).update(told_at=at):
                if to:
                    _tell(TELLER, one, to, at, key=f"directive-sent:{one.uuid}", words="Văn bản mới")
                told += 1
    return told


def remind_stages(*, at: datetime, within: timedelta) -> int:
    """Reminds the units that have still to answer on the days before and after their due day that the rule
    "reminder-stages" names, from its hour on; gives how many were reminded."""
    now = timezone.localtime(at)
    today = now.date()
    try:
        rule = regulations.on("reminder-stages", today)
    except regulations.UnableToFindRegulation:
        return 0
    if now.time() < time.fromisoformat(str(rule.value["hour"])):
        return 0
    done = 0
    for stage in stages_of(rule.value):
        mark = f"{today - timedelta(days=stage.days)}:{stage.code}"
        rows = Addressee.objects.filter(stage__in=OPEN, due_on=today - timedelta(days=stage.days))
        for one, to in _each(rows.exclude(reminded=mark), at, within):
            with transaction.atomic():
                still = Addressee.objects.filter(pk=one.pk, stage__in=OPEN).exclude(reminded=mark)
                if still.update(reminded=mark):
                    if to:
                        _tell(TELLER, one, to, at, key=f"directive-due:{one.uuid}:{mark}", words=stage.words)
                    done += 1
    return done


@transaction.atomic
def remind_late(*, scope: Scope, directive: Directive, at: datetime, only: Iterable[int] | None = None) -> Reminded:
    """Has every unit reminded that has still to answer a paper (of ``only`` these, by id of the unit), once a day
    however often it is pressed; people with an account in the product and by e-mail, heads without one by a text to
    pass on. The background tells them: a paper may have gone to every commune of the country."""
    senders = set(directive.sendings.values_list("sender_id", flat=True))
    mine = [sender for sender in senders if scope.may("report", sender)]
    if not mine:
        raise UnableToSend("Chỉ đơn vị đã gửi văn bản mới nhắc được các đơn vị chưa trả lời.")
    today = timezone.localdate(at)
    rows = queries.addressees().filter(directive=directive, sending__sender__in=mine, stage__in=OPEN)
    waiting = list(rows.filter(unit__in=set(only)) if only is not None else rows)
    new = [one for one in waiting if one.nudged_on != today]
    for start in range(0, len(new), AT_ONCE):
        some = [one.pk for one in new[start : start + AT_ONCE]]
        Addressee.objects.filter(pk__in=some, stage__in=OPEN).update(nudged_on=today, chore="nudge")
    if new:
        data = {"units": len(new)}
        record(scope=scope, verb="remind", kind="directive", uuid=directive.uuid, data=data)
        transaction.on_commit(partial(enqueue, DO_CHORES, directive.pk))
    people = people_of([one.unit_id for one in waiting], "answer", today)
    names = organisations.names_on([one.unit_id for one in waiting if one.unit_id not in people], today)
    return Reminded(len(waiting) - len(names), tuple(sorted(names.values())))


def do_chores(*, at: datetime, within: timedelta, directive: int | None = None) -> int:
    """Does what pressing a button left for the background (of one paper where that is said); gives for how many units.

    What does not fit into ``within`` is left for the next time.
    """
    rows = Addressee.objects.exclude(chore="")
    if directive is not None:
        rows = rows.filter(directive=directive)
    done = 0
    for one, to in _each(rows, at, within):
        with transaction.atomic():
            # Another worker may have done it in the meantime, or the unit have answered.
            if not Addressee.objects.filter(pk=one.pk, chore=one.chore).update(chore=""):
                continue
            stage = Addressee.objects.values_list("stage", flat=True).get(pk=one.pk)
            if one.chore == "settle" and stage not in OPEN:
                stop_reminding(scope=TELLER, at=at, cause=Identity(CAUSE, one.uuid), why="withdrawn")
            elif one.chore == "nudge" and stage in OPEN and to:
                late = (one.nudged_on - one.due_on).days if one.due_on and one.nudged_on else 0
                words = f"Chậm {late} ngày" if late > 0 else "Nhắc trả lời"
                _tell(TELLER, one, to, at, key=f"directive-nudge:{one.uuid}:{one.nudged_on}", words=words)
            done += 1
    return done


def _each(rows: QuerySet[Addressee], at: datetime, within: timedelta) -> Iterator[tuple[Addressee, list[Recipient]]]:
    """The addressees with whom to tell, some at a time, until the time is up."""
    begun = timezone.now()
    last = 0
    today = timezone.localdate(at)
    while timezone.now() - begun < within:
        some = list(rows.filter(pk__gt=last).select_related("directive", "sending").order_by("pk")[:AT_ONCE])
        if not some:
            return
        people = people_of({one.unit_id for one in some}, "answer", today)
        for one in some:
            if timezone.now() - begun >= within:
                return
            yield one, people.get(one.unit_id, [])
        last = some[-1].pk


def _tell(scope: Scope, one: Addressee, to: list[Recipient], at: datetime, *, key: str, words: str) -> None:
    lines = [one.directive.abstract, one.sending.asks, f"Yêu cầu: {EXPECTED[one.expects].lower()}."]
    if one.due_on:
        lines.append(f"Hạn: {write_date(one.due_on)}.")
    link = reverse("directives:answer", args=[one.uuid])
    subject = f"{words}: {one.directive.code} của {one.directive.issuer_name}"
    message = Message("directive", subject, "\n".join(line for line in lines if line), link, one.unit_id)
    notify(scope=scope, at=at, key=key, message=message, to=to, cause=Identity(CAUSE, one.uuid))
