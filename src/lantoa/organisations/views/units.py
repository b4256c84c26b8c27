"""The pages of units."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.organisations import drawing, queries, tables, told
from lantoa.organisations.access import Request, official
from lantoa.organisations.forms import SearchForm
from lantoa.organisations.people_lists import people_of_unit

UNITS_ON_A_PAGE = 50
MOST_SUGGESTED = 20


@official()
@require_safe
def listing(request: Request) -> HttpResponse:
    """The units directly below one, or those of a name."""
    asked = _asked(request)
    page = Paginator(asked.units, UNITS_ON_A_PAGE).get_page(request.GET.get("trang"))
    shown: dict[str, Any] = {
        "form": SearchForm(request.GET),
        "asked": asked,
        "may_manage": "manage" in request.scope.reach,
        "page": page,
        "rows": tables.rows(page.object_list, asked, request.today),
        "today": request.today,
        "above": queries.path_up(asked.top.pk, "place", request.today)[:-1] if asked.top else [],
    }
    return render(request, "organisations/list.html", shown)


@official()
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same list, whole, as an Excel workbook."""
    file = HttpResponse(tables.as_workbook(_asked(request), request.today), content_type=MEDIA_TYPE)
    file["Content-Disposition"] = 'attachment; filename="don-vi.xlsx"'
    return file


@official()
@require_safe
def unit(request: Request, uuid: UUID) -> HttpResponse:
    """One unit through time."""
    try:
        one = queries.unit(str(uuid), request.today)
    except queries.UnableToFindUnit as error:
        raise Http404(str(error)) from error
    return render(
        request,
        "organisations/unit.html",
        {
            "unit": one,
            "names": queries.name_spans(one),
            "above": queries.path_up(one.pk, "place", request.today)[:-1],
            "lines": tables.lines_of(one, request.today),
            "year": request.today.year,
            "never_stood": one.dissolved_on == one.founded_on,
            "contact": queries.contact_on(one.pk, request.today),
            "may_tell": any(request.scope.may(verb, one.pk) for verb in ("report", "manage")),
            "may_change": request.scope.may("manage", one.pk),
            "drawing": drawing.drawing(one, queries.lineage_of(one.pk), request.today),
            "later": told.steps(one, "later"),
            "earlier": told.steps(one, "earlier"),
            **people_of_unit(one, request.scope, request.today),
        },
    )


@official()
@require_safe
def search(request: Request) -> JsonResponse:
    """Units by any name that they ever bore, for a field that completes what is typed."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    found = list(queries.find(words, request.today)[:MOST_SUGGESTED]) if words else []
    where = queries.paths([one.pk for one in found], "place", request.today)
    units = [{"uuid": str(one.uuid), "name": one.name, "path": where.get(one.pk, "")} for one in found]
    return JsonResponse({"units": units})


def _asked(request: Request) -> tables.Asked:
    form = SearchForm(request.GET)
    if not form.is_valid():
        return tables.asked("", None, request.today)
    try:
        return tables.asked(form.cleaned_data["q"].strip(), form.cleaned_data["under"], request.today)
    except queries.UnableToFindUnit as error:
        raise Http404(str(error)) from error
