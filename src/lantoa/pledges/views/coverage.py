"""Who has registered of those who should, at every level; who filed the private commitment."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.common.errors import Unable
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit
from lantoa.organisations.wording import LINE_NAMES
from lantoa.pledges import operations, queries, sheets, wording
from lantoa.pledges.forms import FiledForm
from lantoa.pledges.rules import SPANS
from lantoa.pledges.views import asking
from lantoa.regulations import queries as regulations
from lantoa.regulations.reading_out import name_of
from lantoa.vietnamese.dates import read_date

ON_A_PAGE = 50


@official("read")
@require_safe
def coverage(request: Request) -> HttpResponse:
    """How many of those who should register have, under a unit on a day; by name where one sees inside."""
    unit, asked = asking.unit(request), _asked(request)
    lines = queries.lines_below(unit.pk, asked["day"])
    line = _line(request, unit, lines)
    rows = queries.coverage_below(unit.pk, line, asked["day"], asked["span"])
    total = queries.counts([unit.pk], line, asked["day"], asked["span"])[unit.pk]
    within = queries.inside(request.scope)
    people = queries.covered(unit.pk, line, asked["day"], asked["span"], within)
    wanted = request.GET.get("ai") == "da"
    page = Paginator(people.filter(has=wanted), ON_A_PAGE).get_page(request.GET.get("trang"))
    named = people.count()
    way = [one for one in organisations.path_up(unit.pk, line, asked["day"]) if request.scope.may("read", one.pk)]
    kinds = queries.who_counts(asked["day"])
    context = asked | {
        "unit": unit,
        "way": way,
        "line": line,
        "lines": [(code, LINE_NAMES[code]) for code in lines],
        "spans": wording.SPANS.items(),
        "rows": rows,
        "total": total,
        "page": page,
        "has": wanted,
        "named": named,
        "unnamed": total.should - named,
        "who": [name_of(kind) for kind in kinds],
        "rule": regulations.on(queries.RULE, asked["day"]),
        "keeps": queries.may_keep(request.scope, unit.pk),
        "query": request.GET.urlencode(),
        "rest": _rest(request),
    }
    return render(request, "pledges/coverage.html", context)


@official("read")
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same counts as Excel; by name, where one sees inside."""
    unit, asked = asking.unit(request), _asked(request)
    day, span = asked["day"], asked["span"]
    line = _line(request, unit, queries.lines_below(unit.pk, day))
    content = sheets.coverage(
        unit.name,
        queries.counts([unit.pk], line, day, span)[unit.pk],
        queries.coverage_below(unit.pk, line, day, span),
        list(queries.covered(unit.pk, line, day, span, queries.inside(request.scope))),
        day,
    )
    file = HttpResponse(content, content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="ty-le-dang-ky_{unit.code}_{day:%Y-%m-%d}.xlsx"'
    return file


@official("answer")
@require_http_methods(["GET", "HEAD", "POST"])
def filed(request: Request) -> HttpResponse:
    """Who of a unit filed the private commitment of the year: that, and nothing of what it says."""
    unit, year = asking.kept_unit(request), asking.year(request)
    people = queries.belongs(unit.pk, request.today)
    known = queries.filed((one.pk for one in people), year)
    waiting = [one for one in people if one.pk not in known]
    # Sent a second time, those noted by now are still known by name.
    form = FiledForm(
        request.POST if request.method == "POST" else None,
        people=people if request.method == "POST" else waiting,
        today=request.today,
    )
    if form.is_valid():
        said: dict[str, Any] = {"people": form.chosen(), "on": form.cleaned_data["on"], "year": year}
        try:
            many = operations.file_commitments(scope=request.scope, unit=unit, today=request.today, **said)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            words = ngettext("Noted for %(n)s person.", "Noted for %(n)s people.", many) % {"n": many}
            messages.success(request, words)
            return redirect(reverse("pledges:filed") + f"?unit={unit.uuid}&year={year}")
    context = {
        "form": form,
        "unit": unit,
        "year": year,
        "waiting": waiting,
        "known": [(one, known[one.pk]) for one in people if one.pk in known],
    }
    return render(request, "pledges/filed.html", context, status=422 if form.errors else 200)


def _asked(request: Request) -> dict[str, Any]:
    typed = request.GET.get("ngay", "")[:20]
    day: date | None = read_date(typed) if typed else request.today
    span = request.GET.get("span", "")
    return {
        "day": day if day and 1900 <= day.year <= 2200 else request.today,
        "is_wrong": day is None,
        "typed": typed,
        "span": span if span in SPANS else "year",
    }


def _line(request: Request, unit: NamedUnit, lines: list[str]) -> str:
    """The line that is asked for; else that of places, or for a body the first on which others stand below it."""
    asked = request.GET.get("tuyen", "")
    if asked in lines or not lines:
        return asked if asked in lines else "place"
    return "place" if "place" in lines and (unit.is_place or len(lines) == 1) else lines[-1]


def _rest(request: Request) -> str:
    """The address without the list that is open."""
    kept = request.GET.copy()
    for name in ("ai", "trang"):
        kept.pop(name, None)
    return kept.urlencode()
