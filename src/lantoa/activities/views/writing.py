"""An activity is written down, before or after it was held; corrected."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantoa.activities import operations, pages, queries
from lantoa.activities.forms import ActivityForm
from lantoa.activities.forms.activities import default_title
from lantoa.activities.views import asking
from lantoa.common.errors import Unable
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.vietnamese.dates import write_date

BOTH = ["GET", "HEAD", "POST"]


@official("answer")
@require_http_methods(BOTH)
def new(request: Request) -> HttpResponse:
    """First which kind, then the fields of that kind."""
    unit = asking.kept_unit(request)
    kinds = queries.kinds(request.today)
    kind = kinds.get(request.GET.get("loai", ""))
    if kind is None:
        units = pages.keeping_units(request.scope, request.today)
        context: dict[str, Any] = {"unit": unit, "kinds": kinds.values(), "units": units if len(units) > 1 else []}
        return render(request, "activities/kinds.html", context)
    initial = {"title": default_title(kind, request.today), "from_on": write_date(request.today)}
    more = {"kind": kind, "unit": unit, "initial": initial, **pages.offered(unit.pk, request.today, request.scope)}
    form = ActivityForm(request.POST if request.method == "POST" else None, **more)
    if form.is_valid():
        uuid = form.cleaned_data["uuid"]
        try:
            one, is_new = operations.plan(scope=request.scope, said=form.said(), today=request.today, uuid=uuid)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            if not is_new:
                messages.info(request, _("It had arrived before. Look whether everything is as it should be."))
            else:
                messages.success(request, _("It stands in the calendar."))
            is_over = one.stage == "planned" and one.from_on <= request.today
            if is_over and "count" in request.POST:
                return redirect("activities:roster" if kind.is_by_name else "activities:total", one.uuid)
            return redirect("activities:activity", one.uuid)
    context = {"form": form, "unit": unit, "kind": kind}
    return render(request, "activities/new.html", context, status=422 if form.errors else 200)


@official("answer")
@require_http_methods(BOTH)
def edit(request: Request, uuid: UUID) -> HttpResponse:
    """Corrects what is said of an activity, this one alone."""
    one = asking.kept(request, uuid)
    kind = queries.kind(one)
    more = {"kind": kind, "unit": one.unit, "one": one, **pages.offered(one.unit_id, one.from_on, request.scope)}
    form = ActivityForm(request.POST if request.method == "POST" else None, **more)
    if form.is_valid():
        try:
            operations.change(scope=request.scope, activity=one, said=form.said(), today=request.today)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("What is said of it is changed."))
            return redirect("activities:activity", one.uuid)
    names = organisations.names_on([one.unit_id], one.from_on)
    context = {"form": form, "one": one, "kind": kind, "unit_name": names.get(one.unit_id, "")}
    return render(request, "activities/edit.html", context, status=422 if form.errors else 200)
