"""Finding outlines, and the words by which they are matched."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantoa.common.scopes import Scope
from lantoa.indicators import queries as indicators
from lantoa.organisations.models import UnitAncestry
from lantoa.reports.models import Report, ReportType
from lantoa.reports.models.outlines import Outline
from lantoa.reports.outlines.lexicon import Heard, Lexicon, lexicon


def words() -> Lexicon:
    """The words that ship, for the catalogue as it is; one query."""
    return lexicon(
        Heard(
            one.code,
            one.name,
            (one.unit, *(unit for entry in one.heard_as for unit in entry["unit"])),
            tuple(unit for entry in one.heard_as if not entry["words"] for unit in entry["unit"]),
        )
        for one in indicators.catalogue()
    )


def current(scope: Scope) -> QuerySet[Outline]:
    """The last version of every outline within reach, the newest first, without what stands in it."""
    reach = scope.units("report")
    found = Outline.objects.filter(replaced_by__isnull=True).defer("sections", "notes", "opening")
    if reach is not None:
        found = found.filter(unit__in=reach)
    return found.select_related("made_by", "source").order_by("-made_at", "-pk")


def offered(unit: int) -> QuerySet[Outline]:
    """The outlines of a unit that a report may follow: read, and not withdrawn, each by its last version."""
    found = Outline.objects.filter(unit=unit, replaced_by__isnull=True, withdrawn_why="").exclude(sections=[])
    return found.order_by("-made_at", "-pk")


def outline(scope: Scope, uuid: UUID) -> Outline | None:
    """The version with that UUID, within reach."""
    found = Outline.objects.filter(uuid=uuid).select_related("made_by", "source", "unit").first()
    return found if found and scope.may("report", found.unit_id) else None


def readable(scope: Scope, uuid: UUID, today: date) -> Outline | None:
    """The version with that UUID, for who keeps it and for whoever owes a report after its outline, or has written
    one."""
    found = Outline.objects.filter(uuid=uuid).select_related("made_by", "source", "unit").first()
    if found is None or not (scope.may("report", found.unit_id) or _owes_after(found, scope, today)):
        return None
    return found


def _owes_after(found: Outline, scope: Scope, today: date) -> bool:
    reach = scope.units("report")
    if reach is None:
        return True
    series = {"outline__series": found.series}
    if Report.objects.filter(type__outline__series=found.series, unit__in=reach).exists():
        return True
    asked = ReportType.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today), from_on__lte=today, **series)
    if asked.filter(reporters="own", asker__in=reach).exists():
        return True
    below = UnitAncestry.objects.filter(
        ancestor=OuterRef("asker"), line=OuterRef("line"), depth=1, from_on__lte=today, to_on__gte=today
    )
    return asked.filter(Exists(below.filter(descendant__in=reach)), reporters="below").exists()


def by_id(pk: int) -> Outline | None:
    """The version with that id."""
    return Outline.objects.filter(pk=pk).select_related("source", "unit").first()


def versions(found: Outline) -> QuerySet[Outline]:
    """All versions of the outline of which this is one, the first first."""
    return Outline.objects.filter(series=found.series).defer("sections").select_related("made_by").order_by("pk")


def following(found: Outline) -> Outline | None:
    """The version that replaced it."""
    return Outline.objects.filter(replaces=found).first()


def same_file(unit: int, sha256: str) -> Outline | None:
    """The outline of a unit that was read from those very bytes and still stands, by its last version."""
    first = Outline.objects.filter(unit=unit, source__sha256=sha256).order_by("pk").first()
    if first is None:
        return None
    return Outline.objects.filter(series=first.series, replaced_by__isnull=True, withdrawn_why="").first()
