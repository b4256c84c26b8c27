"""The lines behind figures."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantoa.indicators.models import Fact, Indicator
from lantoa.indicators.queries.addresses import Opened, View
from lantoa.indicators.queries.ledger import amounts, eliminations, standing
from lantoa.organisations.models import Unit
from lantoa.organisations.queries import Way
from lantoa.organisations.rules import WHOLE


def facts(indicator_: Indicator, unit: int, view: View) -> QuerySet[Fact]:
    """The facts behind one figure, the newest period first, with what a page shows of them joined.

    ``is_left_out`` marks those that were counted here already with another one (eliminated at or below the unit).
    """
    return (
        _shared(standing(view.upto), indicator_, unit, view)
        .annotate(is_left_out=_is_left_out(unit, view))
        .select_related("indicator", "unit", "citation__text__file", "confirmed_by")
        .order_by("is_cumulative", "-to_on", "seq")
    )


def _is_left_out(unit: int, view: View) -> Exists:
    under = eliminations(view.upto).filter(view.way.any_under(unit), view.inside)
    return Exists(under.filter(eliminates=OuterRef("pk")))


def is_less_doubles(opened: Opened) -> bool:
    """Whether anything was left out at the very unit of a figure, so that what it reported itself seems to be less."""
    view = opened.view
    lines = eliminations(view.upto).filter(view.way.at(opened.unit.pk, joint=False), view.inside)
    return lines.filter(indicator=opened.indicator).exists()


def left_out_by(opened: Opened, facts_: Collection[int]) -> dict[int, UUID]:
    """By which decision each of these is left out behind a figure."""
    view = opened.view
    lines = eliminations(view.upto).filter(view.way.any_under(opened.unit.pk), view.inside, eliminates__in=facts_)
    return {line.eliminates_id or 0: line.source_uuid for line in lines.order_by("seq")}


def _shared(base: QuerySet[Fact], indicator_: Indicator, unit: int, view: View) -> QuerySet[Fact]:
    """Those that count under the unit, with ``share``, how much of each does, in billionths."""
    found = base.filter(view.way.any_under(unit), view.inside, indicator=indicator_)
    found = found.annotate(share=view.way.share_under(unit))
    return found if indicator_.may_be_divided else found.filter(share=WHOLE)


def taken_back(indicator_: Indicator, unit: int, view: View) -> QuerySet[Fact]:
    """The facts that would stand behind a figure had they not been taken back, the latest reversal first."""
    reversals = Q(reversed_by__isnull=False)
    if view.upto is not None:
        reversals &= Q(reversed_by__seq__lte=view.upto)
    return (
        _shared(amounts().filter(reversals), indicator_, unit, view)
        .select_related("indicator", "unit", "citation__text__file", "confirmed_by", "reversed_by__confirmed_by")
        .defer("citation__text__text")
        .order_by("-reversed_by__seq")
    )


def facts_under(unit: int, view: View) -> QuerySet[Fact]:
    """Every fact, of whatever indicator, that counts for a unit in a view; unordered, nothing joined."""
    return standing(view.upto).filter(view.way.any_under(unit), view.inside)


def facts_once_under(unit: int, view: View) -> QuerySet[Fact]:
    """The same without those that were counted there already with another one."""
    return facts_under(unit, view).filter(~_is_left_out(unit, view))


def years_with_facts(unit: Unit, line: str = "place", tree: date | None = None) -> list[int]:
    """The years in which anything was reported that counts under a unit, the latest first."""
    days = standing().filter(Way(line, tree).any_under(unit.pk)).dates("to_on", "year", order="DESC")
    return [day.year for day in days]
