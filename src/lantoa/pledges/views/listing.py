"""The pledges of a unit, and one's own."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import queries as plans
from lantoa.plans.models import Theme
from lantoa.pledges import operations, pages, queries, sheets, wording
from lantoa.pledges.models import Pledge
from lantoa.pledges.rules import SPANS, STAGES
from lantoa.pledges.views import asking

ON_A_PAGE = 50


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The pledges of a unit and of those below it in a year; unit by unit, where there are several."""
    unit, year = asking.unit(request), asking.year(request)
    keeps = queries.may_keep(request.scope, unit.pk)
    context: dict[str, Any] = {
        "unit": unit,
        "year": year,
        "keeps": keeps,
        "sees": queries.may_see_inside(request.scope, unit.pk),
        "has_own": "take_in" in request.scope.reach
        and organisations.person_acting(request.scope, request.today) is not None,
        "query": request.GET.urlencode(),
    }
    day = _day_in(year, request)
    below = queries.registering(unit.pk, request.scope, day, Period.year(year))
    page = Paginator(below, ON_A_PAGE).get_page(request.GET.get("trang"))
    context["has_below"] = page.paginator.count > 1 or any(one.pk != unit.pk for one in page.object_list)
    theme = _theme(request)
    narrowing = ("stage", "span", "theme")
    if context["has_below"] and request.GET.get("xem") != "ban" and not any(map(request.GET.get, narrowing)):
        lines = queries.unit_lines(list(page.object_list), day)
        years = queries.years_of(_of(request, unit), request.today)
        context |= {"page": page, "unit_lines": lines, "day": day, "years": years}
        return render(request, "pledges/units.html", context)
    found = _in_year(request, unit, year)
    page_of_pledges = Paginator(_narrowed(request, found), ON_A_PAGE).get_page(request.GET.get("trang"))
    waiting = list(found.filter(stage="registered", unit=unit.pk)[:ON_A_PAGE]) if keeps else []
    units = pages.keeping_units(request.scope, request.today) if "answer" in request.scope.reach else []
    context |= {
        "years": queries.years_of(_of(request, unit), request.today),
        "page": page_of_pledges,
        "lines": pages.lines(list(page_of_pledges.object_list), request.today),
        "stage": request.GET.get("stage", ""),
        "span": request.GET.get("span", ""),
        "stages": wording.STAGES.items(),
        "spans": wording.SPANS.items(),
        "theme": theme,
        "is_narrow": any(map(request.GET.get, narrowing)),
        "waiting": pages.lines(waiting, request.today),
        "units": units if len(units) > 1 else [],
    }
    return render(request, "pledges/list.html", context)


@official("take_in")
@require_safe
def mine(request: Request) -> HttpResponse:
    """What whoever acts undertakes."""
    person = organisations.person_acting(request.scope, request.today)
    found = list(queries.pledges().filter(person=person).order_by("-from_on", "span")) if person else []
    home = asking.unit(request)
    context = {"lines": pages.lines(found, request.today), "person": person, "home": home, "year": request.today.year}
    return render(request, "pledges/mine.html", context)


@official("read")
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same list as Excel."""
    unit, year = asking.unit(request), asking.year(request)
    found = list(_narrowed(request, _in_year(request, unit, year)))
    file = HttpResponse(sheets.register(found, unit.name, year, request.today), content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="dang-ky-lam-theo_{year}_{unit.code}.xlsx"'
    return file


@official("answer")
@require_POST
def confirm_all(request: Request) -> HttpResponse:
    """The branch confirms those that were ticked."""
    unit = asking.kept_unit(request)
    ticked = [text for text in request.POST.getlist("pledges") if _is_uuid(text)]
    some = list(queries.pledges().filter(unit=unit, uuid__in=ticked))
    try:
        many = operations.confirm_all(scope=request.scope, unit=unit, pledges=some, today=request.today)
    except Unable as error:
        messages.error(request, str(error))
    else:
        words = ngettext("%(n)s pledge is confirmed.", "%(n)s pledges are confirmed.", many) % {"n": many}
        messages.success(request, words)
    return redirect(reverse("pledges:list") + f"?unit={unit.uuid}&year={asking.year(request)}")


def _of(request: Request, unit: NamedUnit) -> QuerySet[Pledge]:
    tree = queries.under(unit.pk, request.today)
    return queries.seen_by(request.scope, request.today).filter(Q(unit=unit.pk) | Q(unit__in=tree))


def _in_year(request: Request, unit: NamedUnit, year: int) -> QuerySet[Pledge]:
    days = Period.year(year)
    return _of(request, unit).filter(from_on__lte=days.to_on, to_on__gte=days.from_on)


def _narrowed(request: Request, found: QuerySet[Pledge]) -> QuerySet[Pledge]:
    stage, span, theme = request.GET.get("stage", ""), request.GET.get("span", ""), _theme(request)
    if stage in STAGES:
        found = found.filter(stage=stage)
    if theme:
        found = queries.serving(found, theme)
    return found.filter(span=span) if span in SPANS else found


def _theme(request: Request) -> Theme | None:
    asked = request.GET.get("theme", "")
    return plans.theme(UUID(asked)) if _is_uuid(asked) else None


def _day_in(year: int, request: Request) -> date:
    """Today, or the day of another year that lies nearest to it."""
    days = Period.year(year)
    return min(max(request.today, days.from_on), days.to_on)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
