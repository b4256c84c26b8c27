"""The changes of the tree, and who followed whom."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from lantoa.organisations.models import Change, Succession, Unit


def changes() -> QuerySet[Change]:
    """Every change, the latest first, with who made it and what annulled it joined."""
    return Change.objects.select_related("made_by", "annulled_by", "annuls").order_by("-effective_on", "-pk")


def change(uuid: UUID) -> Change | None:
    """The change of that number."""
    return changes().filter(uuid=uuid).first()


def changes_since(made_at: datetime, effective_on: date) -> QuerySet[Change]:
    """What people changed since a moment with effect on or after a day, or took back since, the earliest first.

    No loading of data.
    """
    recent = changes().filter(Q(effective_on__gte=effective_on) | Q(kind="annulled"), made_at__gte=made_at)
    return recent.exclude(kind="loaded").order_by("pk")


def units_of(one: Change, *, of: Change | None = None) -> list[UUID]:
    """The numbers of the units that a change (or the one that it annuls) is about."""
    told = of or one
    codes = [told.asked.get("unit"), told.asked.get("into"), *told.asked.get("units", ())]
    flat = [code for given in codes if given for code in (given if isinstance(given, list) else [given])]
    edges = Succession.objects.filter(change=told)
    about = Q(code__in=flat) | Q(pk__in=edges.values("predecessor")) | Q(pk__in=edges.values("successor"))
    return list(Unit.objects.filter(about).order_by("pk").values_list("uuid", flat=True))
