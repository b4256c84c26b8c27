"""Work in the background."""

from __future__ import annotations

from django.utils import timezone

from lantoa.plans import operations


def remind() -> None:
    """Arranges the reminders of tasks that are due soon."""
    operations.remind_of_tasks(at=timezone.now())
