"""What was learnt from practices."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from lantoa.common.scopes import Scope
from lantoa.practices.models import Lesson
from lantoa.practices.queries.practices import register
from lantoa.practices.queries.replications import knowable
from lantoa.vietnamese.text import fold


def lessons() -> QuerySet[Lesson]:
    """Those that stand, the newest first, with their practices and owners joined."""
    rows = Lesson.objects.filter(withdrawn_on__isnull=True).select_related("practice__owner_unit")
    return rows.order_by("-on", "-pk")


def lesson(uuid: UUID) -> Lesson | None:
    """One of them, a withdrawn one too."""
    return Lesson.objects.select_related("practice__owner_unit").filter(uuid=uuid).first()


def lessons_for(scope: Scope, *, text: str = "", kind: str = "", field: str = "") -> QuerySet[Lesson]:
    """Those from practices that are public or in reach, holding every word in lesson or practice, marks aside."""
    found = lessons().filter(practice__in=knowable(register(), scope).order_by().values("pk"))
    for word in fold(text).split():
        found = found.filter(Q(folded__contains=word) | Q(practice__folded__contains=word))
    if kind:
        found = found.filter(kind=kind)
    if field:
        found = found.filter(practice__fields__code=field)
    return found
