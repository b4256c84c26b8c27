"""What a person settles: an e-mail of which nobody knows whether it arrived, a text that was sent by Zalo."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.notices.models import Delivery
from lantoa.notices.operations.making import send_soon
from lantoa.notices.operations.steps import locked, step
from lantoa.notices.operations.withdrawing import check_sender


class UnableToSettle(Unable):
    """The delivery stands at a stage from which this does not follow."""


@transaction.atomic
def send_again(*, scope: Scope, at: datetime, delivery: Delivery) -> None:
    """Puts an e-mail that is uncertain, was refused or could not be sent into the queue again, with the same
    Message-ID. Raises UnableToSettle."""
    _settle(scope, delivery, "send_again", at)
    Delivery.objects.filter(pk=delivery.pk).update(due_at=at, try_at=at)
    transaction.on_commit(send_soon)


@transaction.atomic
def mark_arrived(*, scope: Scope, at: datetime, delivery: Delivery) -> None:
    """Someone asked the recipient: the uncertain e-mail is there. Raises UnableToSettle."""
    _settle(scope, delivery, "arrive", at)


@transaction.atomic
def mark_passed_on(*, scope: Scope, at: datetime, delivery: Delivery) -> None:
    """The text was copied and sent by hand. Raises UnableToSettle."""
    _settle(scope, delivery, "pass_on", at)


def _settle(scope: Scope, delivery: Delivery, verb: str, at: datetime) -> None:
    check_sender(scope, delivery.notice)
    held, _stage = locked(delivery.pk)
    if step(held, verb, at=at, actor=scope.actor_id) is None:
        raise UnableToSettle(_("This has been settled meanwhile. Look at how it stands now."))
    data = {"channel": held.channel}
    record(scope=scope, verb=verb, kind="notice", uuid=delivery.notice.uuid, data=data)
