"""Work in the background."""

from __future__ import annotations

from django.utils import timezone

from lantoa.intake import operations, queries
from lantoa.intake.models import Batch


def work_batch(batch: int) -> None:
    """Unpacks a batch by its id and takes its papers in. Begun again after a worker died, it goes on."""
    found = Batch.objects.filter(pk=batch).select_related("unit", "about_unit", "made_by").first()
    if found:
        for _item in operations.work(batch=found, today=timezone.localdate()):
            pass
        operations.tell_batch(batch=found, at=timezone.now())


def read_paper(paper: int) -> None:
    """Reads a paper by its id and tells who took it in. Begun again after a worker died, it goes on where that one
    stopped."""
    found = queries.paper_by_id(paper)
    if found:
        operations.read_paper(paper=found)
        operations.tell_read(paper=found, at=timezone.now())
