"""Taking back what has not gone out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.notices import rules
from lantoa.notices.models import Delivery, Notice
from lantoa.notices.operations.steps import locked, step


class UnableToWithdraw(Unable):
    """The notice is not this role's to withdraw."""


@transaction.atomic
def withdraw(*, scope: Scope, at: datetime, notice: Notice, why: str = "") -> int:
    """Takes back every delivery that still waits or is unread; gives how many. What went out stays out.

    In the product it no longer counts as unread, and if its moment had not come it is never shown.
    """
    check_sender(scope, notice)
    still = notice.deliveries.filter(settled_at__isnull=True, read_at__isnull=True)
    number = take_back(still, at=at, actor=scope.actor_id, why=why)
    if number:
        data = {"why": why, "deliveries": number}
        record(scope=scope, verb="withdraw", kind="notice", uuid=notice.uuid, data=data)
    return number


def check_sender(scope: Scope, notice: Notice) -> None:
    """UnableToWithdraw unless the person sent it, or may write for its unit."""
    own = scope.actor_id is not None and scope.actor_id == notice.made_by_id
    if not own and not rules.may_send_for(scope, notice.unit_id):
        raise UnableToWithdraw(_("Only who sent this notice, or whoever may write for its unit, may change it."))


def take_back(deliveries: Iterable[Delivery], *, at: datetime, actor: int | None, why: str) -> int:
    """Withdraws those that still wait, inside the caller's transaction."""
    number = 0
    for pk in sorted(one.pk for one in deliveries):
        delivery, _stage = locked(pk)
        number += step(delivery, "withdraw", at=at, actor=actor, note=why) is not None
    return number
