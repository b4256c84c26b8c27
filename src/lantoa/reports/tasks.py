"""Work in the background."""

from __future__ import annotations

from django.utils import timezone

from lantoa.reports import operations


def prepare() -> None:
    """Begins the drafts of reports that are due soon."""
    operations.prepare(at=timezone.now())
