"""The pages of targets: what units were given, and how far they are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.indicators import operations, queries
from lantoa.indicators.forms import ViewForm
from lantoa.indicators.forms.targets import SetTargetsForm, WithdrawTargetForm
from lantoa.indicators.models import Target
from lantoa.indicators.pages import acts, openings, tables, trees
from lantoa.indicators.pages import targets as target_pages
from lantoa.indicators.pages.targets import Plan
from lantoa.indicators.pages.wording import DIRECTIONS
from lantoa.indicators.sheets import targets as target_sheets
from lantoa.indicators.views.figures import download
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit
from lantoa.organisations.rules import LINES


@official("read")
@require_safe
def plan(request: Request) -> HttpResponse:
    """The targets of a unit and period, with figures, achievement and forecast."""
    form, found = _plan(request)
    context = {
        "form": form,
        "plan": found,
        "around": tables.around(found) if found else None,
        "tree": trees.label(found.view.tree) if found else "",
        "tree_said": trees.said(found.view.tree) if found else "",
        "may_set": found is not None and request.scope.may("confirm", found.unit.pk),
    }
    return render(request, "indicators/plan.html", context)


@official("read")
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same table as an Excel workbook."""
    _form, found = _plan(request)
    if found is None:
        raise Http404
    return download(target_sheets.of_plan(found), f"ke-hoach-{found.unit.code}-{found.view.period.code}")


@official("confirm")
def give(request: Request) -> HttpResponse:
    """Gives a unit and those below it their targets, once the person has seen what was understood."""
    unit, units = _offered(request)
    said: dict[str, Any] = {"units": units, "today": request.today}
    if request.method != "POST":
        initial = {name: request.GET[name] for name in ("indicator", "period") if name in request.GET}
        return _show_form(request, unit, SetTargetsForm(initial=initial, **said))
    form = SetTargetsForm(request.POST, **said)
    if not form.is_valid():
        return _show_form(request, unit, form, status=422)
    if not form.is_confirmed:
        form.asking()
        return _show_form(request, unit, form)
    try:
        given = operations.set_targets(scope=request.scope, goals=form.goals, why=form.cleaned_data["why"])
    except Unable as error:
        form.add_error(None, str(error))
        return _show_form(request, unit, form, status=422)
    number = len(given)
    messages.success(
        request, ngettext("%(number)s target was given.", "%(number)s targets were given.", number) % {"number": number}
    )
    if number == 1:
        return redirect("indicators:target", given[0].uuid)
    return redirect(target_pages.plan_path(unit, given[0].period, request.GET.get("line", "")))


@official("read")
@require_safe
def target(request: Request, uuid: UUID) -> HttpResponse:
    """A target with its paper, its figure, what the units below were given, and its history."""
    return _show(request, _target(uuid), WithdrawTargetForm())


@official("confirm")
@require_POST
def withdraw(request: Request, uuid: UUID) -> HttpResponse:
    """Takes a target back."""
    found = _target(uuid)
    if not request.scope.may("confirm", found.unit_id):
        raise PermissionDenied
    form = WithdrawTargetForm(request.POST)
    if form.is_valid():
        try:
            operations.withdraw_target(scope=request.scope, target=found, why=form.cleaned_data["why"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The target was withdrawn. It stays here with the reason."))
            return redirect("indicators:target", uuid)
    return _show(request, found, form)


def _plan(request: Request) -> tuple[ViewForm, Plan | None]:
    form = ViewForm(request.GET)
    if not form.is_valid():
        return form, None
    found = target_pages.plan(form, request.scope, request.today)
    return ViewForm(tables.as_fields(found, request.today)) if found else form, found


def _offered(request: Request) -> tuple[NamedUnit, list[NamedUnit]]:
    """The unit of the page, and those that the visitor may give targets: itself and the units directly below."""
    asked, line = request.GET.get("unit", ""), request.GET.get("line", "place")
    try:
        unit = organisations.unit(asked, request.today) if asked else tables.usual_unit(request.scope, request.today)
    except organisations.UnableToFindUnit as error:
        raise Http404(str(error)) from error
    if unit is None or line not in LINES or not request.scope.may("confirm", unit.pk):
        raise Http404
    below = organisations.children(unit.pk, line, request.today)
    return unit, [unit, *(one for one in below if request.scope.may("confirm", one.pk))]


def _show_form(request: Request, unit: NamedUnit, form: SetTargetsForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "unit": unit,
        "is_read": form.is_bound and not form.errors,
        "own": [field for field in form.amounts() if field.name.endswith(str(unit.uuid))],
        "below": [field for field in form.amounts() if not field.name.endswith(str(unit.uuid))],
    }
    return render(request, "indicators/give_targets.html", context, status=status)


def _target(uuid: UUID) -> Target:
    found = queries.target(uuid)
    if found is None:
        raise Http404
    return found


def _show(request: Request, found: Target, form: WithdrawTargetForm) -> HttpResponse:
    unit = organisations.unit(str(found.unit.uuid), found.to_on)
    view = target_pages.usual_view(found, unit, request.today)
    (line,) = target_pages.lines([found], unit, view, request.today)
    is_open = request.scope.may("read", found.unit_id)
    may_change = found.stands and request.scope.may("confirm", found.unit_id)
    context = {
        "target": found,
        "unit": unit,
        "line": line,
        "direction": DIRECTIONS[found.direction],
        "excerpt": target_pages.excerpt(found) if is_open else None,
        "source_path": openings.record_path(found.source_kind, found.source_uuid) if found.source_uuid else "",
        "below": target_pages.below(line, view) if found.stands else None,
        "plan_path": target_pages.plan_path(unit, found.period),
        "earlier": queries.targets_before(found),
        "is_open": is_open,
        "history": acts.told("target", found.uuid) if is_open else [],
        "form": form,
        "may_change": may_change,
        "change_path": f"{reverse('indicators:give')}?unit={unit.uuid}&indicator={found.indicator.code}"
        f"&period={found.period.code}",
    }
    return render(request, "indicators/target.html", context)
