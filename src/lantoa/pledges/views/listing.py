"""The pledges of a unit, and one's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
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
from lantoa.pledges import operations, pages, queries, sheets, wording
from lantoa.pledges.models import Pledge
from lantoa.pledges.rules import SPANS, STAGES
from lantoa.pledges.views import asking

ON_A_PAGE = 50


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The pledges of a unit in a year."""
    unit, year = asking.unit(request), asking.year(request)
    found = _in_year(request, unit, year)
    narrowed = _narrowed(request, found)
    page = Paginator(narrowed, ON_A_PAGE).get_page(request.GET.get("trang"))
    keeps = queries.may_keep(request.scope, unit.pk)
    waiting = list(found.filter(stage="registered")[:ON_A_PAGE]) if keeps else []
    units = pages.keeping_units(request.scope, request.today) if "answer" in request.scope.reach else []
    context: dict[str, Any] = {
        "unit": unit,
        "year": year,
        "years": queries.years_of(_of(request, unit), request.today),
        "page": page,
        "lines": pages.lines(list(page.object_list), request.today),
        "stage": request.GET.get("stage", ""),
        "span": request.GET.get("span", ""),
        "stages": wording.STAGES.items(),
        "spans": wording.SPANS.items(),
        "by_stage": [(wording.STAGES[code], n) for code, n in sorted(queries.by_stage(found).items())],
        "is_narrow": bool(request.GET.get("stage") or request.GET.get("span")),
        "keeps": keeps,
        "sees": queries.may_see_inside(request.scope, unit.pk),
        "waiting": pages.lines(waiting, request.today),
        "units": units if len(units) > 1 else [],
        "has_own": "take_in" in request.scope.reach
        and organisations.person_acting(request.scope, request.today) is not None,
        "query": request.GET.urlencode(),
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
    return queries.seen_by(request.scope, request.today).filter(unit=unit.pk)


def _in_year(request: Request, unit: NamedUnit, year: int) -> QuerySet[Pledge]:
    days = Period.year(year)
    return _of(request, unit).filter(from_on__lte=days.to_on, to_on__gte=days.from_on)


def _narrowed(request: Request, found: QuerySet[Pledge]) -> QuerySet[Pledge]:
    stage, span = request.GET.get("stage", ""), request.GET.get("span", "")
    if stage in STAGES:
        found = found.filter(stage=stage)
    return found.filter(span=span) if span in SPANS else found


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
