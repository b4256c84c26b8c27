"""Short ways to notices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from lantoa.accounts.models import User
from lantoa.notices import operations, queries
from lantoa.notices.models import Delivery, Notice
from lantoa.notices.rules import Message, Recipient
from tests.cast import Cast

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def message(cast: Cast, subject: str = "Gửi báo cáo quý IV", *, unit: str = "an-phuc", **parts: Any) -> Message:
    said = {"kind": "message", "text": "Kính nhờ đồng chí gửi trước ngày 25.", "link": "/ban-lam-viec/"} | parts
    return Message(subject=subject, unit=cast.units[unit].pk, **said)


def tell(cast: Cast, *to: User | Recipient, key: str = "thu", by: User | None = None, **parts: Any) -> Notice:
    """A notice of Lan's (or the product's, with by=None left out) to these people."""
    said: dict[str, Any] = {"scope": cast.scope(by or cast.lan), "at": NOW, "message": message(cast)} | parts
    recipients = [one if isinstance(one, Recipient) else Recipient(user=one.pk) for one in to]
    return operations.notify(key=key, to=recipients, **said)


def mail_of(notice: Notice) -> Any:
    """Its only e-mail with the stage."""
    return queries.with_stage(Delivery.objects.filter(notice=notice, channel="email")).get()


def send(*, minutes: int = 0, **parts: Any) -> bool:
    """What a worker does so many minutes later."""
    at = NOW + timedelta(minutes=minutes)
    return operations.send_due(clock=lambda: at, within=timedelta(seconds=1), **parts)
