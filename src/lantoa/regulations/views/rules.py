"""What the rules say, said and will say: open to anybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.design.access import Request, everyone
from lantoa.regulations import queries, sheets, tables
from lantoa.regulations.forms import DayForm, ReasonForm
from lantoa.regulations.rules import may_regulate
from lantoa.regulations.views import finding


@everyone
@require_safe
def listing(request: Request) -> HttpResponse:
    """The rules that hold on a day, today when none is asked for, with their source and standing."""
    form = DayForm(request.GET or None)
    day = form.day(request.today)
    is_admin = may_regulate(request.scope)
    shown = {
        "form": form,
        "day": day,
        "today": request.today,
        "topics": queries.held_on(day),
        "upcoming": queries.upcoming(max(day, request.today)),
        "may_regulate": is_admin,
        "offers": queries.offers() if is_admin else [],
    }
    return render(request, "regulations/list.html", shown)


@everyone
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same list as an Excel workbook."""
    day = DayForm(request.GET).day(request.today)
    file = HttpResponse(sheets.rules(day), content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="quy-dinh-{day:%Y-%m-%d}.xlsx"'
    return file


@everyone
@require_safe
def rule(request: Request, code: str) -> HttpResponse:
    """One rule through time; officials also see who changed what and why, the administrator may change it."""
    found = finding.versions(code, request.today)
    is_admin = may_regulate(request.scope)
    acts = queries.acts_on(code) if request.scope.reach else []
    shown: dict[str, Any] = {
        "code": code,
        "versions": found,
        "title": next((one for one in found if one.is_current), found[0]).regulation.title,
        "today": request.today,
        "acts": [tables.told_act(one) for one in acts],
        "may_regulate": is_admin,
        "offers": _offered(code) if is_admin else [],
        "form": ReasonForm(),
    }
    return render(request, "regulations/rule.html", shown)


@everyone
@require_safe
def compare(request: Request, code: str) -> HttpResponse:
    """Two versions side by side: those that the address names, else the newest two."""
    found = [one.regulation for one in finding.versions(code, request.today)]
    days = {one.effective_from: one for one in found}
    new = days.get(_day(request.GET.get("moi", "")) or date.min, found[0])
    earlier = [one for one in found if one.effective_from < new.effective_from] or found[-1:]
    old = days.get(_day(request.GET.get("cu", "")) or date.min, earlier[0])
    shown = {"code": code, "versions": found, "old": old, "new": new, "rows": tables.differences(old, new)}
    return render(request, "regulations/compare.html", shown)


def _offered(code: str) -> list[tuple[queries.Offer, list[tables.Difference]]]:
    return [(one, tables.offered_differences(one)) for one in queries.offers(code)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
