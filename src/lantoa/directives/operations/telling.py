"""Telling units that a paper came, and reminding those that have not answered. Each once, though a worker be killed.

Whom a notice reached is written in the same transaction as the notice; so whoever begins again goes on after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from lantoa.common.scopes import Identity, Scope, everything
from lantoa.directives import queries
from lantoa.directives.models import Addressee, Directive
from lantoa.directives.operations.moving import CAUSE, UnableToSend
from lantoa.directives.rules.sendings import EXPECTED, OPEN
from lantoa.notices.operations import notify
from lantoa.notices.rules import Message, Recipient, stages_of
from lantoa.organisations import queries as organisations
from lantoa.organisations.rules.roles import verbs_of
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
            # Another worker may have told it in the meantime.
            if Addressee.objects.filter(pk=one.pk, told_at__isnull=True).update(told_at=at):
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
    """Reminds every unit that has still to answer a paper (of ``only`` these, by id of the unit), once a day however
    often it is pressed; people with an account in the product and by e-mail, heads without one by a text to pass on."""
    senders = set(directive.sendings.values_list("sender_id", flat=True))
    mine = [sender for sender in senders if scope.may("report", sender)]
    if not mine:
        raise UnableToSend("Chỉ đơn vị đã gửi văn bản mới nhắc được các đơn vị chưa trả lời.")
    today = timezone.localdate(at)
    rows = queries.addressees().filter(directive=directive, sending__sender__in=mine, stage__in=OPEN)
    waiting = list(rows.filter(unit__in=set(only)) if only is not None else rows)
    people = people_of([one.unit_id for one in waiting], today)
    names = organisations.names_on([one.unit_id for one in waiting], today)
    unreached = []
    for one in waiting:
        if to := people.get(one.unit_id):
            late = (today - one.due_on).days if one.due_on and one.due_on < today else 0
            words = f"Chậm {late} ngày" if late else "Nhắc trả lời"
            _tell(scope, one, to, at, key=f"directive-nudge:{one.uuid}:{today}", words=words)
        else:
            unreached.append(names[one.unit_id])
    return Reminded(len(waiting) - len(unreached), tuple(sorted(unreached)))


def people_of(units: Iterable[int], today: date) -> dict[int, list[Recipient]]:
    """Who answers for each unit, or for the place whose body it is; else its head by name, for a text that somebody
    passes on. At most four queries."""
    asked = list(units)
    found = _accounts(asked, today)
    places = queries.places_of([unit for unit in asked if unit not in found], today)
    there = _accounts(set(places.values()), today)
    found |= {unit: there[place] for unit, place in places.items() if place in there}
    for post in organisations.heads_in([unit for unit in asked if unit not in found], today):
        one = Recipient(name=f"{post.person.full_name} ({post.title})")
        found.setdefault(post.unit_id, {})[one.key] = one
    return {unit: list(people.values()) for unit, people in found.items()}


def _accounts(units: Iterable[int], today: date) -> dict[int, dict[str, Recipient]]:
    found: dict[int, dict[str, Recipient]] = {}
    for grant in organisations.grants_in(units, today):
        if "answer" in verbs_of(grant.role):
            one = Recipient(user=grant.user_id)
            found.setdefault(grant.unit_id, {})[one.key] = one
    return found


def _each(rows: QuerySet[Addressee], at: datetime, within: timedelta) -> Iterator[tuple[Addressee, list[Recipient]]]:
    """The addressees with whom to tell, some at a time, until the time is up."""
    begun = timezone.now()
    last = 0
    today = timezone.localdate(at)
    while timezone.now() - begun < within:
        some = list(rows.filter(pk__gt=last).select_related("directive", "sending").order_by("pk")[:AT_ONCE])
        if not some:
            return
        people = people_of({one.unit_id for one in some}, today)
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
