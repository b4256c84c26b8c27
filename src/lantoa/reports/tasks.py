"""Work in the background."""

from __future__ import annotations

from django.utils import timezone

from lantoa.reports import operations


def prepare() -> None:
    """Begins the drafts of reports that are due soon."""
    operations.prepare(at=timezone.now())


def make_file(making: int) -> None:
    """Makes the file of a large report. Begun again after a worker died, it comes to one file."""
    operations.make(making)


def tend_files() -> None:
    """Takes up files whose making was stopped, and lets those go that were kept long enough."""
    operations.take_up_quiet(at=timezone.now())
    operations.let_go(at=timezone.now())
