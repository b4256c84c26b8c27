"""Making notices: in the caller's transaction, so that a notice exists exactly when its cause does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.common.errors import Unable
from lantoa.common.scopes import Identity, Scope
from lantoa.history.operations import record
from lantoa.notices import queries, rules
from lantoa.notices.models import Delivery, Notice
from lantoa.notices.queue import enqueue
from lantoa.notices.rules import Message, Recipient
from lantoa.vietnamese.text import clean

SEND = "lantoa.notices.tasks.send_due"


class UnableToNotify(Unable):
    """The message says nothing, leads elsewhere, reaches nobody, or is not this role's to send."""


@transaction.atomic
def notify(
    *,
    scope: Scope,
    at: datetime,
    key: str,
    message: Message,
    to: Iterable[Recipient],
    channels: Collection[str] = rules.USUAL,
    due_at: datetime | None = None,
    cause: Identity | None = None,
) -> Notice:
    """Tells some people something, now or at ``due_at``; they get it once each by every channel that reaches them.

    Said again with the same key, it adds those who were not named before and changes nothing else: the first text
    stands. Nobody gets anything when the caller's transaction fails. Raises UnableToNotify.
    """
    _check(scope, message)
    recipients = _checked(to, channels)
    moment = due_at or at
    notice, made = Notice.objects.get_or_create(
        key=key,
        defaults={
            "kind": message.kind,
            "cause": queries.cause_key(cause) if cause else "",
            "unit_id": message.unit,
            "subject": _line(message.subject),
            "text": clean(message.text).strip(),
            "link": message.link,
            "made_by_id": scope.actor_id,
            "made_at": at,
            "due_at": moment,
        },
    )
    if not made and not rules.may_send_for(scope, notice.unit_id):
        raise UnableToNotify(_("This role may not send messages for that unit."))
    new = _deliver(notice, recipients, channels)
    if new:
        data = {"key": key, "kind": notice.kind, "unit": notice.unit_id, "deliveries": len(new)}
        record(scope=scope, verb="notify", kind="notice", uuid=notice.uuid, data=data)
    if notice.due_at <= at and any(one.channel == "email" for one in new):
        transaction.on_commit(send_soon)
    return notice


def schedule(
    *,
    scope: Scope,
    at: datetime,
    due_at: datetime,
    key: str,
    message: Message,
    to: Iterable[Recipient],
    channels: Collection[str] = rules.USUAL,
    cause: Identity | None = None,
) -> Notice:
    """The same for later: UnableToNotify when that moment has passed."""
    if due_at <= at:
        raise UnableToNotify(_("Choose a moment that is still to come."))
    return notify(scope=scope, at=at, due_at=due_at, key=key, message=message, to=to, channels=channels, cause=cause)


def send_soon() -> None:
    """Asks the worker to look at what is due."""
    enqueue(SEND)


def _check(scope: Scope, message: Message) -> None:
    if not rules.may_send_for(scope, message.unit):
        raise UnableToNotify(_("This role may not send messages for that unit."))
    if not _line(message.subject):
        raise UnableToNotify(_("Write what the message is about."))
    if not rules.is_own_path(message.link):
        raise UnableToNotify(_("The link must lead to a page of Lan Tỏa."))


def _checked(to: Iterable[Recipient], channels: Collection[str]) -> dict[str, Recipient]:
    """The recipients by their keys, each of whom some channel reaches."""
    found = {one.key: one for one in to}
    if not found:
        raise UnableToNotify(_("Choose at least one recipient."))
    for one in found.values():
        if one.address:
            try:
                validate_email(one.address)
            except ValidationError as error:
                words = _("“%(address)s” is not an e-mail address.") % {"address": one.address}
                raise UnableToNotify(words) from error
        if not one.ways(channels) or one.key == "name:":
            raise UnableToNotify(_("No channel reaches “%(name)s”.") % {"name": one.name or one.address})
    return found


def _line(subject: str) -> str:
    """One line of at most 200 characters; a longer one is cut at a word."""
    words = " ".join(clean(subject).split())
    return words if len(words) <= 200 else words[:199].rsplit(" ", 1)[0] + "…"


def _deliver(notice: Notice, recipients: dict[str, Recipient], channels: Collection[str]) -> list[Delivery]:
    """The deliveries that did not exist; of two workers who make the same one, the database lets one through."""
    known = set(notice.deliveries.filter(recipient__in=recipients).values_list("recipient", "channel"))
    wanted = [
        Delivery(
            notice=notice,
            channel=channel,
            recipient=key,
            user_id=one.user,
            address="" if one.user is not None else one.address,
            name=one.name,
            due_at=notice.due_at,
            try_at=notice.due_at,
        )
        for key, one in recipients.items()
        for channel in one.ways(channels)
        if (key, channel) not in known
    ]
    Delivery.objects.bulk_create(wanted, ignore_conflicts=True)
    return wanted
