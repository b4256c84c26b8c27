"""The files of large reports: which are there, which are still being made."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lantoa.common.scopes import Scope
from lantoa.reports.models import Making, PaperTemplate, Report, Version
from lantoa.reports.queries.papers import may_read
from lantoa.reports.rules.makings import UNDER_WAY

# Shown on the page of the report.
MOST_SHOWN = 8


def makings() -> QuerySet[Making]:
    """Every making with what it is about joined, without the bytes of its file."""
    joined = ("report__type__asker", "report__unit", "version", "template", "asked_by")
    return Making.objects.select_related(*joined).defer("content", "version__content", "version__changes")


def making(uuid: UUID) -> Making | None:
    """One making."""
    return makings().filter(uuid=uuid).first()


def may_open(report: Report, version: Version | None, scope: Scope) -> bool:
    """Who may have a file of the report: of the draft those who report for the unit, of what was sent all who may
    read it."""
    return may_read(report, scope) if version else scope.may("report", report.unit_id)


def standing(
    report: Report,
    *,
    form: str,
    version: Version | None,
    template: PaperTemplate | None,
    turn: int,
    upto: int,
    on: date,
) -> Making | None:
    """The file of the very same report that is there or under way, whoever asked for it: it would say the same."""
    same: dict[str, Any] = {"report": report, "form": form, "version": version, "template": template}
    if version is None:
        same |= {"turn": turn, "upto": upto, "dated_on": on}
    return makings().filter(**same, stage__in=(*UNDER_WAY, "done")).order_by("-pk").first()


def makings_of(report: Report, scope: Scope, version: Version | None = None) -> list[Making]:
    """The files that are there or under way and that somebody may open, the latest first; with ``version`` only
    those of it."""
    found = makings().filter(report=report, stage__in=(*UNDER_WAY, "done")).order_by("-pk")
    if version:
        found = found.filter(version=version)
    if not scope.may("report", report.unit_id):
        found = found.filter(version__isnull=False)
    return list(found[:MOST_SHOWN])
