"""Reminding of the due days of deeds: whoever undertook one; for those without an account whoever answers for the
unit, once for all of a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lantoa.common.scopes import Identity, everything
from lantoa.notices.operations import remind, stop_reminding
from lantoa.notices.rules import Message, Recipient
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit
from lantoa.organisations.rules.roles import verbs_of
from lantoa.pledges import queries
from lantoa.pledges.queries.people import KEEPING

CAUSE = "pledge-due"
TELLER = "Trình nhắc việc đăng ký làm theo"


@transaction.atomic
def arrange(*, unit: Unit, days: Collection[date], at: datetime) -> None:
    """Sees to it that people are reminded of what is still open on these days, and of nothing that is done.

    Said anew after each change; the notices keep each reminder to once.
    """
    today = timezone.localdate(at)
    coming = sorted(day for day in set(days) if day >= today)
    if not coming:
        return
    keepers = [
        Recipient(user=grant.user_id)
        for grant in organisations.grants_in([unit.pk], today)
        if KEEPING in verbs_of(grant.role)
    ]
    waiting = list(queries.open_on(unit.pk, coming))
    people = {one.pledge.person_id for one in waiting if one.pledge.person_id is not None}
    accounts = organisations.have_account(people, today)
    for day in coming:
        open_ = [one for one in waiting if one.due_on == day and not _is_hidden(one.pledge.person)]
        alone = {one.pledge.person_id for one in open_ if one.pledge.person_id in accounts}
        for person in {one.pledge.person_id for one in open_} & alone:
            if person is not None:
                about = _message(unit, reverse("pledges:mine"))
                _tell(_cause(unit, day, person), day, about, [Recipient(user=accounts[person])], at=at)
        rest = any(one.pledge.person_id not in alone for one in open_)
        link = reverse("pledges:list") + f"?unit={unit.uuid}&year={day.year}"
        _tell(_cause(unit, day), day, _message(unit, link), keepers if rest else [], at=at)
        for person in _told_before(unit, day) - alone:
            stop_reminding(scope=everything(TELLER), at=at, cause=_cause(unit, day, person))


def _message(unit: Unit, link: str) -> Message:
    return Message("pledge", "Việc đăng ký làm theo đến hạn", "", link, unit.pk)


def _tell(cause: Identity, day: date, message: Message, to: list[Recipient], *, at: datetime) -> None:
    scope = everything(TELLER)
    if not to:
        stop_reminding(scope=scope, at=at, cause=cause)
        return
    remind(scope=scope, at=at, cause=cause, due_on=day, message=message, to=to)


def _told_before(unit: Unit, day: date) -> set[int]:
    """Whoever undertook something by that day, so may have been reminded."""
    rows = queries.pledges().filter(unit=unit, deeds__due_on=day, person__isnull=False).order_by()
    return {pk for pk in rows.values_list("person_id", flat=True).distinct() if pk is not None}


def _cause(unit: Unit, day: date, person: int | None = None) -> Identity:
    said = f"{day}" if person is None else f"{day}:{person}"
    return Identity(CAUSE, _named(unit.uuid, said))


def _named(of: UUID, said: str) -> UUID:
    return uuid5(of, said)


def _is_hidden(person: object) -> bool:
    return bool(getattr(person, "is_restricted", False))
