"""The files of large reports: which are there, which are still being made."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.reports.material import Asked
from lantoa.reports.models import Making, PaperTemplate, Report, Version
from lantoa.reports.queries.papers import may_read, named_of
from lantoa.reports.rules.makings import UNDER_WAY

# Shown on the page of the report.
MOST_SHOWN = 8


def makings() -> QuerySet[Making]:
    """Every making with what it is about joined, without the bytes of its file."""
    joined = ("report__type__asker", "report__unit", "unit", "version", "template", "asked_by")
    return Making.objects.select_related(*joined).defer("content", "paper", "version__content", "version__changes")


def making(uuid: UUID) -> Making | None:
    """One making."""
    return makings().filter(uuid=uuid).first()


def may_open(report: Report, version: Version | None, scope: Scope) -> bool:
    """Who may have a file of the report: of the draft those who report for the unit, of what was sent all who may
    read it."""
    return may_read(report, scope) if version else scope.may("report", report.unit_id)


def may_open_making(made: Making, scope: Scope) -> bool:
    """Who may have a file that was made, or asked for."""
    return may_open(made.report, made.version, scope) if made.report else scope.may("report", made.unit_of)


def asked_of(made: Making) -> Asked | None:
    """Which quick report on practices a file is of; None where it is one that is owed."""
    if made.unit is None or made.from_on is None or made.to_on is None:
        return None
    unit = organisations.unit(str(made.unit.uuid), made.tree or made.to_on)
    return Asked(unit, Period(made.from_on, made.to_on), made.upto, made.dated_on, made.tree)


def named_period(made: Making) -> Period:
    """The period of what a file is of, as everyone calls it."""
    if made.report:
        return named_of(made.report)
    assert made.from_on is not None  # by a constraint
    assert made.to_on is not None
    return Period(made.from_on, made.to_on)


def standing_of(wanted: Asked, form: str) -> Making | None:
    """As ``standing``, of the quick report on practices."""
    days = {"from_on": wanted.period.from_on, "to_on": wanted.period.to_on, "tree": wanted.tree}
    same = {"unit": wanted.unit.pk, "form": form, "upto": wanted.upto, "dated_on": wanted.on} | days
    return makings().filter(**same, stage__in=(*UNDER_WAY, "done")).order_by("-pk").first()


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
