"""The one door to django-q2. Tasks are named by their path, so that operations need not import them."""

from __future__ import annotations

from typing import Any


def every_minute(task: str) -> None:
    """Has a task done once a minute for as long as a worker runs; said again, it is still once."""
    from django_q.models import Schedule
    from django_q.tasks import schedule

    if not Schedule.objects.filter(func=task).exists():
        schedule(task, schedule_type=Schedule.MINUTES, minutes=1, repeats=-1)


def enqueue(task: str, *args: Any) -> None:
    """Puts work into the queue; it is done at once where LANTOA_TASKS_AT_ONCE is set."""
    from django_q.tasks import async_task

    async_task(task, *args)
