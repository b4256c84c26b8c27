"""Work in the background."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from lantoa.notices import operations

# Well under the queue's own patience with a task (Q_CLUSTER's timeout).
WITHIN = timedelta(seconds=45)


def send_due() -> None:
    """Sends the e-mails that are due; the rest of many follows a minute later at the latest."""
    operations.send_due(clock=timezone.now, within=WITHIN, lease=timedelta(seconds=settings.NOTICES_LEASE))


def tell_changes() -> None:
    """Tells people of roles that changes of the tree ended or gave back, and of deadlines that the calendar moved."""
    operations.tell_changes(at=timezone.now())
    operations.tell_moves(at=timezone.now())
