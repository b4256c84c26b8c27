"""Opening notices. The moment of reading is its own record; the history holds what was sent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.notices import queries
from lantoa.notices.models import Delivery


class UnableToMarkRead(Unable):
    """The notice is addressed to somebody else."""


@transaction.atomic
def mark_read(*, scope: Scope, at: datetime, delivery: Delivery) -> None:
    """Marks a notice read for the person it is addressed to, by whichever channel it was opened.

    The first time stands. Raises UnableToMarkRead.
    """
    if scope.actor_id is None or delivery.user_id != scope.actor_id:
        raise UnableToMarkRead(_("This notice is addressed to somebody else."))
    own = Delivery.objects.filter(notice=delivery.notice_id, channel="in_product", user=scope.actor_id)
    own.filter(read_at__isnull=True).update(read_at=at)


@transaction.atomic
def mark_all_read(*, scope: Scope, at: datetime) -> int:
    """Marks everything read that the person can see now; gives how many."""
    if scope.actor_id is None:
        return 0
    return queries.for_user(scope.actor_id, at, unread_only=True).order_by().update(read_at=at)
