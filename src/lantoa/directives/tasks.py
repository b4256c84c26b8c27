"""Work in the background."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lantoa.directives import operations

# Well under the queue's own patience with a task (Q_CLUSTER's timeout).
WITHIN = timedelta(seconds=45)


def tell_sent(sending: int | None = None) -> None:
    """Tells units that a paper came; those that do not fit follow a minute later at the latest."""
    operations.tell_sent(at=timezone.now(), within=WITHIN, sending=sending)


def do_chores(directive: int | None = None) -> None:
    """Reminds whom somebody had reminded, takes back what reminded those who are asked no more."""
    operations.do_chores(at=timezone.now(), within=WITHIN, directive=directive)


def tend() -> None:
    """Goes on telling where a worker stopped, and reminds of due days."""
    operations.tell_sent(at=timezone.now(), within=WITHIN / 3)
    operations.do_chores(at=timezone.now(), within=WITHIN / 3)
    operations.remind_stages(at=timezone.now(), within=WITHIN / 3)
