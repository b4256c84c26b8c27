"""The calendar of a unit's plans."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.organisations.access import Request, official
from lantoa.plans.pages import calendars as pages
from lantoa.plans.views import asking


@official("read")
@require_safe
def calendar(request: Request) -> HttpResponse:
    """A year in its months; with ``month`` that month in its weeks."""
    unit, year = asking.unit(request), asking.year(request)
    if unit is None or not request.scope.may("read", unit.pk):
        raise Http404
    asked = request.GET.get("month", "")
    context: dict[str, object] = {"unit": unit, "year": year, "numbers": range(1, 13), "month": None}
    context |= {"before": year - 1, "after": year + 1}
    if asked in {str(number) for number in range(1, 13)}:
        context["month"], context["weeks"] = pages.month(unit.pk, year, int(asked), request.today)
    else:
        context["months"], context["long"] = pages.months(unit.pk, year, request.today)
    return render(request, "plans/calendar.html", context)
