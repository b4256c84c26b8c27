"""The pages of themes, breakthroughs, campaigns and groups of tasks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.organisations.access import Request, official
from lantoa.plans import operations, queries
from lantoa.plans.forms.themes import EndThemeForm, TakingPartForm, ThemeForm, ThemesFilterForm
from lantoa.plans.models import Theme
from lantoa.plans.pages import themes as pages
from lantoa.plans.views import asking

ON_A_PAGE = 50


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The calendar of themes: what is in force in a year for a unit, its own and those from above."""
    unit, year = asking.unit(request), asking.year(request)
    form = ThemesFilterForm(request.GET)
    kind, whose = form.said()
    days = Period.year(year)
    if whose == "near" and unit is not None:
        found = queries.themes_during(unit.pk, days.from_on, days.to_on)
    else:
        found = queries.themes_below(unit.pk if unit else 0, days.from_on, days.to_on)
    page = Paginator(found.filter(kind=kind) if kind else found, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "unit": unit,
        "year": year,
        "years": pages.years(queries.years_of_themes(unit.pk if unit else None), year, request.today),
        "filter": form,
        "page": page,
        "lines": pages.lines(list(page.object_list), request.today, year),
        "may_set": "confirm" in request.scope.reach,
    }
    return render(request, "plans/themes.html", context)


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """A unit sets a theme."""
    form = _form(request)
    if form.is_valid():
        try:
            one = operations.set_theme(scope=request.scope, said=form.said(), uuid=form.cleaned_data["uuid"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("“%s” is set.") % one.name)
            return redirect("themes:theme", one.uuid)
    return render(request, "plans/theme_form.html", {"form": form}, status=422 if form.errors else 200)


@official("read")
@require_safe
def theme(request: Request, uuid: UUID) -> HttpResponse:
    """One theme: what it carries out, what carries it out below, who takes part, its history."""
    return _show(request, _theme(uuid))


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, uuid: UUID) -> HttpResponse:
    """Corrects a theme."""
    one = _theme(uuid)
    # Where one may not change it there is no such form.
    if not request.scope.may("confirm", one.unit_id):
        raise Http404
    form = _form(request, one)
    if form.is_valid():
        try:
            operations.change_theme(scope=request.scope, theme=one, said=form.said())
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("“%s” is changed.") % one.name)
            return redirect("themes:theme", one.uuid)
    context = {"form": form, "theme": one}
    return render(request, "plans/theme_form.html", context, status=422 if form.errors else 200)


@official("confirm")
@require_POST
def take_part(request: Request, uuid: UUID) -> HttpResponse:
    """Says which units take part in a campaign."""
    one = _own(request, uuid)
    now = [row.unit_id for row in queries.taking_part(one) if row.to_on is None]
    offered = queries.may_take_part(one, request.today)[: pages.MOST_UNITS]
    form = TakingPartForm(request.POST, offered=offered, taking=now, today=request.today)
    if form.is_valid():
        try:
            operations.set_taking_part(scope=request.scope, theme=one, units=form.chosen, on=form.cleaned_data["on"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The units taking part are noted."))
            return redirect("themes:theme", uuid)
    return _show(request, one, part=form)


@official("confirm")
@require_POST
def end(request: Request, uuid: UUID) -> HttpResponse:
    """Ends a theme early or withdraws it."""
    one = _own(request, uuid)
    form = EndThemeForm(request.POST, today=request.today)
    if form.is_valid():
        try:
            operations.end_theme(scope=request.scope, theme=one, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("“%s” is over. It stays here with the reason.") % one.name)
            return redirect("themes:theme", uuid)
    return _show(request, one, end=form)


def _form(request: Request, own: Theme | None = None) -> ThemeForm:
    data = request.POST if request.method == "POST" else None
    units = [] if own else asking.own_units(request.scope, request.today)
    return ThemeForm(data, units=units, home=request.scope.home_unit_id, today=request.today, own=own)


def _theme(uuid: UUID) -> Theme:
    """What a unit is about is no secret to those who work with any unit."""
    found = queries.theme(uuid)
    if found is None:
        raise Http404
    return found


def _own(request: Request, uuid: UUID) -> Theme:
    found = _theme(uuid)
    if not request.scope.may("confirm", found.unit_id):
        raise PermissionDenied
    return found


def _show(request: Request, one: Theme, **bound: Any) -> HttpResponse:
    context = pages.theme_page(one, request.scope, request.today, **bound)
    return render(request, "plans/theme.html", context, status=422 if bound else 200)
