"""Work in the background."""

from __future__ import annotations

from django.utils import timezone

from lantoa.indicators import operations


def fold() -> None:
    """Brings the totals of the ledger and the table of likely doubles up to its end."""
    operations.fold(today=timezone.localdate())
    operations.search_doubles()
