"""Work in the background."""

from __future__ import annotations

from django.utils import timezone

from lantoa.activities import operations


def extend() -> None:
    """Makes the days of what comes round again, some months ahead."""
    operations.extend_all(today=timezone.localdate())
