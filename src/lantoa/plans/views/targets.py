"""The pages of a plan's targets."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.common.errors import Unable
from lantoa.organisations.access import Request, official
from lantoa.plans import operations, queries
from lantoa.plans.forms.choosing import units_near
from lantoa.plans.forms.targets import ShareForm, TargetForm
from lantoa.plans.models import PlanTarget
from lantoa.plans.views import asking


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, uuid: UUID) -> HttpResponse:
    """A target enters a plan."""
    plan = asking.plan(request, uuid)
    asking.own_plan(request, plan)
    data = request.POST if request.method == "POST" else None
    form = TargetForm(data, plan=plan, today=request.today)
    if form.is_valid():
        try:
            operations.write_target(scope=request.scope, plan=plan, said=form.said(), uuid=form.cleaned_data["uuid"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The target stands in the plan. It is given once the plan is approved."))
            return redirect("plans:plan", plan.uuid)
    context = {"form": form, "plan": plan}
    return render(request, "plans/target_form.html", context, status=422 if form.errors else 200)


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, uuid: UUID) -> HttpResponse:
    """Changes a target while its plan may be written."""
    one = _own(request, uuid)
    data = request.POST if request.method == "POST" else None
    form = TargetForm(data, plan=one.plan, today=request.today, own=one)
    if form.is_valid():
        try:
            operations.write_target(scope=request.scope, plan=one.plan, said=form.said(), target=one)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The target is changed."))
            return redirect("plans:plan", one.plan.uuid)
    context = {"form": form, "plan": one.plan, "target": one}
    return render(request, "plans/target_form.html", context, status=422 if form.errors else 200)


@official("confirm")
@require_POST
def remove(request: Request, uuid: UUID) -> HttpResponse:
    """Takes a target out of its plan, with the parts of it."""
    one = _own(request, uuid)
    try:
        operations.remove_target(scope=request.scope, target=one)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The target was taken out of the plan."))
    return redirect("plans:plan", one.plan.uuid)


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: Request, uuid: UUID) -> HttpResponse:
    """Gives units below their parts; what they come to is said before and after."""
    one = _own(request, uuid)
    day = min(max(request.today, one.plan.from_on), one.plan.to_on)
    given = list(one.parts.filter(is_removed=False).select_related("indicator", "unit"))
    units = [unit for unit in units_near(one.unit_id, day) if unit.pk != one.unit_id]
    data = request.POST if request.method == "POST" else None
    form = ShareForm(data, target=one, units=units, given=given)
    said = operations.sum_said(one, [(row.quantity, row.direction) for row in given])
    if form.is_valid():
        said = form.sum_said
        if "save" in request.POST:
            try:
                operations.share_target(scope=request.scope, target=one, parts=form.parts)
            except Unable as error:
                form.add_error(None, str(error))
            else:
                messages.success(
                    request, _("The parts are noted.") + (f" {said[:1].upper()}{said[1:]}." if said else "")
                )
                return redirect("plans:plan", one.plan.uuid)
    context = {"form": form, "plan": one.plan, "target": one, "said": said}
    return render(request, "plans/share.html", context, status=422 if form.errors else 200)


def _own(request: Request, uuid: UUID) -> PlanTarget:
    one = queries.target_in(uuid)
    if one is None or not queries.may_read(one.plan, request.scope, request.today):
        raise Http404
    asking.own_plan(request, one.plan)
    return one
