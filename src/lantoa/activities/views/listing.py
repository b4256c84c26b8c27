"""The activities of a unit and those below it; a calendar by month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.activities import pages, queries, rules, sheets, wording
from lantoa.activities.models import Activity
from lantoa.activities.queries import Wanted
from lantoa.activities.views import asking
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import queries as plans
from lantoa.practices import queries as practices

ON_A_PAGE, MOST_ENTRIES = 40, 200


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """What a unit and those below it hold, the latest first, with sums of who came."""
    unit = asking.unit(request)
    found, asked = _narrowed(request, unit)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    sums = pages.sums(queries.sums(found, request.today), request.today)
    units = pages.keeping_units(request.scope, request.today) if "answer" in request.scope.reach else []
    context: dict[str, Any] = asked | {
        "unit": unit,
        "page": page,
        "lines": pages.lines(list(page.object_list), request.today),
        "sums": sums,
        "whole": pages.whole(sums, request.today),
        "kinds": queries.kinds(request.today).values(),
        "stages": wording.STAGES.items(),
        "themes": list(plans.themes_for(unit.pk, request.today)[: pages.MOST_THEMES]),
        "keeps": queries.may_keep(request.scope, unit.pk),
        "units": units if len(units) > 1 else [],
        "query": request.GET.urlencode(),
    }
    return render(request, "activities/list.html", context)


@official("read")
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same list as Excel."""
    unit = asking.unit(request)
    found, _asked = _narrowed(request, unit)
    file = HttpResponse(sheets.activities(list(found[:5000]), unit.name, request.today), content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="hoat-dong_{unit.code}_{request.today}.xlsx"'
    return file


@official("read")
@require_safe
def calendar(request: Request) -> HttpResponse:
    """The days of a month on which a unit, or all below it too, hold something."""
    unit = asking.unit(request)
    first = _month(request)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    below, reach = request.GET.get("duoi") == "co", request.scope.units("read")
    counts = queries.days_below(unit.pk, first, last, reach) if below else []
    # A province holds thousands in a month: then each day says how many, and opens as a list.
    is_counted = sum(one.many for one in counts) > MOST_ENTRIES
    entries = []
    if not is_counted:
        days = (unit.pk, first, last)
        entries = queries.calendar_below(*days, reach) if below else queries.calendar_of_unit(*days)
    names = organisations.names_on({one.unit for one in entries}, request.today)
    rows = [(one, names.get(one.unit, ""), wording.STAGES[one.stage], wording.TAGS[one.stage]) for one in entries]
    context = {
        "unit": unit,
        "first": first,
        "before": first - timedelta(days=1),
        "after": last + timedelta(days=1),
        "days": [(day, list(some)) for day, some in groupby(rows, key=lambda row: max(row[0].from_on, first))],
        "counts": counts if is_counted else [],
        "below": below,
        "today": request.today,
        "keeps": queries.may_keep(request.scope, unit.pk),
    }
    return render(request, "activities/calendar.html", context)


def _month(request: Request) -> date:
    year, _dash, month = request.GET.get("thang", "")[:7].partition("-")
    is_number = year.isascii() and month.isascii() and year.isdigit() and month.isdigit()
    if is_number and 1945 <= int(year) <= 2200 and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return request.today.replace(day=1)


def _narrowed(request: Request, unit: NamedUnit) -> tuple[QuerySet[Activity], dict[str, Any]]:
    """What is asked for, and the words of the form that asks."""
    get = request.GET
    kind, stage = get.get("loai", ""), get.get("stage", "")
    theme, practice = asking.uuid_in(get.get("theme", "")), asking.uuid_in(get.get("practice", ""))
    asked: dict[str, Any] = {
        "kind": kind if kind in queries.kinds(request.today) else "",
        "stage": stage if stage in rules.STAGES else "",
        "theme": plans.theme(theme) if theme else None,
        "practice": practices.practice(practice) if practice else None,
        "from_on": asking.day(request, "tu"),
        "to_on": asking.day(request, "den"),
        "text": get.get("q", "").replace("\0", "")[:100],
        "only_own": get.get("duoi") == "khong",
    }
    wanted = Wanted(
        unit=unit.pk,
        takes_in_below=not asked["only_own"],
        **{name: asked[name] for name in ("kind", "stage", "theme", "practice", "from_on", "to_on", "text")},
    )
    is_narrow = any(asked[name] for name in asked)
    found = queries.narrowed(queries.readable(request.scope), wanted)
    is_ahead = get.get("khi") == "toi"
    if is_ahead:
        found = found.filter(to_on__gt=request.today).order_by("from_on", "begins", "pk")
    else:
        found = found.filter(from_on__lte=request.today)
    return found, asked | {"is_narrow": is_narrow, "is_ahead": is_ahead, "rest": _rest(request)}


def _rest(request: Request) -> str:
    """The address without past or to come, and without the page."""
    kept = request.GET.copy()
    for name in ("khi", "trang"):
        kept.pop(name, None)
    return kept.urlencode()
