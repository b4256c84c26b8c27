"""The one door to django-q2. Tasks are named by their path, so that operations need not import them."""

from __future__ import annotations

from typing import Any


def enqueue(task: str, *args: Any) -> None:
    """Puts work into the queue; it is done at once where LANTOA_TASKS_AT_ONCE is set."""
    from django_q.tasks import async_task

    async_task(task, *args)
