"""The Word templates that units keep."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, QuerySet

from lantoa.common.scopes import Scope
from lantoa.files import queries as files
from lantoa.reports.models import PaperTemplate


def templates_of(unit: int, *, standing: bool = False) -> QuerySet[PaperTemplate]:
    """The templates of a unit, those in use first, then the newest first; with ``standing`` only those in use."""
    found = PaperTemplate.objects.filter(unit=unit).select_related("made_by")
    if standing:
        found = found.filter(ended_at__isnull=True)
    return found.order_by(F("ended_at").desc(nulls_first=True), "-made_at", "-pk")


def template(scope: Scope, uuid: UUID) -> PaperTemplate | None:
    """The template with that UUID, within reach, in use or not."""
    found = PaperTemplate.objects.filter(uuid=uuid).select_related("file").first()
    return found if found and scope.may("report", found.unit_id) else None


def template_bytes(scope: Scope, uuid: UUID | str) -> bytes | None:
    """The Word file of a template that is in use and within reach; None for any other, and for what is no UUID."""
    try:
        found = template(scope, uuid if isinstance(uuid, UUID) else UUID(uuid))
    except ValueError:
        return None
    return files.bytes_of(found.file) if found and found.ended_at is None else None
