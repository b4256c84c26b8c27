"""The working calendar: a year to look at, and its days changed by the administrator after a look at what would
move."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.common.errors import Unable
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.design.access import Request, everyone, official
from lantoa.regulations import calendar_forms, calendars, operations, queries, sheets, tables, wording
from lantoa.regulations.calendar_forms import PlanForm
from lantoa.regulations.rules import may_regulate
from lantoa.regulations.views import finding


@everyone
@require_safe
def this_year(request: Request) -> HttpResponse:
    """Leads to the year of today."""
    return redirect("regulations:calendar_year", request.today.year)


@everyone
@require_safe
def year(request: Request, year: int) -> HttpResponse:
    """Twelve small months, and the days that differ from what their day of the week would say."""
    number = finding.year(year)
    special = queries.special_days(number)
    is_admin = may_regulate(request.scope)
    shown: dict[str, Any] = {
        "year": number,
        "months": tables.months(number, queries.calendar(number), request.today),
        "weekdays": wording.WEEKDAYS,
        "is_known": any((one.day.month, one.day.day) == (1, 1) for one in special),
        "runs": tables.runs(special),
        "before": number - 1 if number > calendars.EARLIEST.year else None,
        "after": number + 1 if number < calendars.LATEST.year else None,
        "changes": queries.changes_of(number) if request.scope.reach else [],
        "may_regulate": is_admin,
        "offered": operations.plan_of_official_days(number) if is_admin else None,
    }
    return render(request, "regulations/calendar.html", shown)


@everyone
@require_safe
def workbook(request: Request, year: int) -> HttpResponse:
    """The special days of a year as an Excel workbook."""
    number = finding.year(year)
    file = HttpResponse(sheets.days(number, queries.special_days(number)), content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="lich-lam-viec-{number}.xlsx"'
    return file


@official("read")
@require_safe
def change(request: Request, uuid: UUID) -> HttpResponse:
    """One act on the calendar: its days, who did it and why, and the deadlines that it moved in the visitor's reach."""
    made = queries.change(uuid)
    if made is None:
        raise Http404(str(uuid))
    moves = queries.moves_of_change(made.change, request.scope.units("read"))
    rows = [queries.Move(one.deadline, one.from_on, one.to_on) for one in moves[: tables.MOST_MOVES]]
    shown = {
        "made": made,
        "moved": queries.moves_of_change(made.change, None).count(),
        "rows": tables.move_rows(rows, request.scope, queries.calendar()),
        "year": next((one.day.year for one in [*made.added, *made.removed]), request.today.year),
    }
    return render(request, "regulations/calendar_change.html", shown)


@official("regulate")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, year: int) -> HttpResponse:
    """Enters days off or a day to make up."""
    return _act(request, year, calendar_forms.AddDaysForm, _("Add days off or a day made up"))


@official("regulate")
@require_http_methods(["GET", "HEAD", "POST"])
def swap(request: Request, year: int) -> HttpResponse:
    """Enters the swap of the yearly decision."""
    return _act(request, year, calendar_forms.SwapForm, _("Swap a working day"))


@official("regulate")
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, year: int) -> HttpResponse:
    """Takes days out."""
    return _act(request, year, calendar_forms.RemoveDaysForm, _("Take days out of the calendar"))


@official("regulate")
@require_http_methods(["GET", "HEAD", "POST"])
def official_days(request: Request, year: int) -> HttpResponse:
    """Enters the official days that ship with the product."""
    return _act(request, year, calendar_forms.OfficialDaysForm, _("Take over the official days of the year"))


def _act(request: Request, year: int, kind: type[PlanForm], title: str) -> HttpResponse:
    """A form, then what it would do, then the act: only after exactly that effect was seen."""
    number = finding.year(year)
    form = kind(request.POST or None, year=number, today=request.today)
    shown: dict[str, Any] = {"form": form, "title": title, "year": number}
    if form.is_bound and form.is_valid() and request.POST.get("act") != "edit":
        if queries.change(form.cleaned_data["uuid"]):
            return redirect("regulations:calendar_change", form.cleaned_data["uuid"])
        try:
            preview = operations.preview_calendar(scope=request.scope, plan=form.plan())
            if request.POST.get("act") == "apply" and request.POST.get("seen") == preview.digest:
                return _applied(request, form)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            rows = tables.move_rows(preview.moves, request.scope)
            seen = {"preview": preview, "rows": rows, "more": len(preview.moves) - len(rows)}
            return render(request, "regulations/calendar_preview.html", shown | seen)
    return render(request, "regulations/calendar_edit.html", shown)


def _applied(request: Request, form: PlanForm) -> HttpResponse:
    moves = operations.change_calendar(scope=request.scope, plan=form.plan())
    if moves:
        told = ngettext(
            "The calendar is changed. %(count)s running deadline has moved.",
            "The calendar is changed. %(count)s running deadlines have moved.",
            len(moves),
        ) % {"count": len(moves)}
    else:
        told = _("The calendar is changed. No running deadline has moved.")
    messages.success(request, told)
    return redirect("regulations:calendar_change", form.cleaned_data["uuid"])
