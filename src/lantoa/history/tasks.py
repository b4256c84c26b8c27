"""Work in the background."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lantoa.history import operations

# Longer than any request or task may last: no event of a lower sequence can still be on its way to the table.
SETTLED_AFTER = timedelta(minutes=5)


def seal() -> None:
    """Closes what has settled since the last seal."""
    operations.seal(before=timezone.now() - SETTLED_AFTER)
