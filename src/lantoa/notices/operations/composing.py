"""A message that a person writes to the people of a unit, or of the units directly below it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.common.scopes import Scope
from lantoa.notices import rules
from lantoa.notices.addressees import addressees, chosen_of
from lantoa.notices.models import Notice
from lantoa.notices.operations.making import UnableToNotify, notify
from lantoa.notices.rules import Message
from lantoa.organisations.models import Unit

KIND = "message"


@transaction.atomic
def send_message(
    *,
    scope: Scope,
    at: datetime,
    form: UUID,
    unit: Unit,
    whom: str,
    keys: Collection[str],
    subject: str,
    text: str,
    link: str = "",
    due_at: datetime | None = None,
    by_mail: bool = True,
) -> Notice:
    """Tells those of a unit's people (addressees.addressees) whose keys are given: accounts in the product and, with
    ``by_mail``, by e-mail; the others by a text to copy into Zalo.

    ``form`` is the number of the sheet that was filled in: the same words on the same sheet are one message, however
    often they are sent; other words on it are another message. Raises UnableToNotify.
    """
    if due_at is not None and due_at <= at:
        raise UnableToNotify(_("Choose a moment that is still to come."))
    everybody = addressees(scope=scope, unit=unit, whom=whom, today=timezone.localdate(at))
    chosen = chosen_of(everybody, keys)
    if len(chosen) < len(set(keys)):
        raise UnableToNotify(_("The people of these units have changed meanwhile. Look at the list once more."))
    message = Message(KIND, subject, text, link, unit.pk)
    key = f"message:{scope.actor_id}:{form}:{_digest(message, due_at)}"
    accounts = [one.recipient for one in chosen if one.recipient.user is not None]
    others = [one.recipient for one in chosen if one.recipient.user is None]
    ways = rules.USUAL if by_mail else ("in_product",)
    groups = [(to, channels) for to, channels in ((accounts, ways), (others, ("zalo_text",))) if to]
    if not groups:
        raise UnableToNotify(_("Choose at least one recipient."))
    made = [
        notify(scope=scope, at=at, key=key, message=message, to=to, channels=channels, due_at=due_at)
        for to, channels in groups
    ]
    return made[0]


def _digest(message: Message, due_at: datetime | None) -> str:
    said = "\0".join(
        [message.subject, message.text, message.link, str(message.unit), due_at.isoformat() if due_at else ""]
    )
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
