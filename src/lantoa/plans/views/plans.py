"""The pages of plans."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.directives.models import Directive
from lantoa.organisations.access import Request, official
from lantoa.plans import operations, queries
from lantoa.plans.forms.plans import AdvancePlanForm, PlanForm, PlansFilterForm
from lantoa.plans.models import Plan
from lantoa.plans.pages import plans as pages
from lantoa.plans.pages.themes import years
from lantoa.plans.rules import plans
from lantoa.plans.views import asking

ON_A_PAGE = 50


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The plans of a year: of a unit and of those above it, or of those below it."""
    unit, year = asking.unit(request), asking.year(request)
    form = PlansFilterForm(request.GET)
    kind, whose = form.said()
    days = Period.year(year)
    pk = unit.pk if unit else 0
    if paper := asking.paper(request):
        return _resting_on(request, paper)
    found = queries.plans_below(pk, days, request.scope) if whose == "below" else queries.plans_for(pk, days)
    if unit and not request.scope.may("read", unit.pk):
        found = found.exclude(unit=pk, revision=0)
    page = Paginator(found.filter(kind=kind) if kind else found, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "unit": unit,
        "year": year,
        "years": years(queries.years_of_plans(pk or None), year, request.today),
        "filter": form,
        "page": page,
        "lines": pages.plan_lines(list(page.object_list), request.today),
        "may_write": "confirm" in request.scope.reach,
    }
    return render(request, "plans/list.html", context)


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """A plan is begun."""
    form = _form(request)
    if form.is_valid():
        try:
            one = operations.start_plan(scope=request.scope, said=form.said(), uuid=form.cleaned_data["uuid"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The plan is begun as a draft. Add its tasks and targets, then submit it."))
            return redirect("plans:plan", one.uuid)
    return render(request, "plans/plan_form.html", {"form": form}, status=422 if form.errors else 200)


@official("read")
@require_safe
def plan(request: Request, uuid: UUID) -> HttpResponse:
    """One plan: tasks, targets, what it puts on meetings and inspections, its course, its versions.

    Whoever reads it from a unit below sees of an amendment nothing before it is approved.
    """
    one = asking.plan(request, uuid)
    if not asking.sees_the_copy(request, one):
        return redirect("plans:version", uuid, one.revision)
    return _show(request, one)


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, uuid: UUID) -> HttpResponse:
    """Corrects a plan as a whole."""
    one = asking.plan(request, uuid)
    asking.own_plan(request, one)
    form = _form(request, one)
    if form.is_valid():
        try:
            operations.change_plan(scope=request.scope, plan=one, said=form.said())
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The plan is changed."))
            return redirect("plans:plan", one.uuid)
    context = {"form": form, "plan": one}
    return render(request, "plans/plan_form.html", context, status=422 if form.errors else 200)


@official("confirm", "approve")
@require_POST
def advance(request: Request, uuid: UUID) -> HttpResponse:
    """Uses a verb on a plan."""
    one = asking.plan(request, uuid)
    if not any(request.scope.may(verb, one.unit_id) for verb in ("confirm", "approve")):
        raise PermissionDenied
    form = AdvancePlanForm(request.POST, verb=request.POST.get("verb", ""))
    if form.is_valid():
        try:
            operations.advance_plan(scope=request.scope, plan=one, at=timezone.now(), **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written in the course of the plan."))
            return redirect("plans:plan", uuid)
    return _show(request, one, form)


@official("read")
@require_safe
def version(request: Request, uuid: UUID, revision: int) -> HttpResponse:
    """What was approved, as it was approved."""
    one = asking.plan(request, uuid)
    found = queries.version(one, revision)
    if found is None:
        raise Http404
    return render(request, "plans/version.html", pages.version_page(one, found, request.today))


@official("read")
@require_safe
def compare(request: Request, uuid: UUID) -> HttpResponse:
    """Two versions side by side; the last two where none is named."""
    one = asking.plan(request, uuid)
    known = {str(found.revision): found for found in queries.versions_of(one)}
    old = known.get(request.GET.get("tu", "")) or known.get(str(max(one.revision - 1, 1)))
    new_ = known.get(request.GET.get("den", "")) or known.get(str(one.revision))
    if old is None or new_ is None:
        raise Http404
    context = {
        "plan": one,
        "before": old,
        "after": new_,
        "versions": list(known.values()),
        "differences": pages.compared(old, new_),
    }
    return render(request, "plans/compare.html", context)


def _resting_on(request: Request, paper: Directive) -> HttpResponse:
    """The plans of any year that rest on a paper."""
    found = queries.plans_resting_on(paper, request.scope, request.today)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    lines = pages.plan_lines(list(page.object_list), request.today)
    return render(request, "plans/of_paper.html", {"paper": paper, "page": page, "lines": lines})


def _form(request: Request, own: Plan | None = None) -> PlanForm:
    data = request.POST if request.method == "POST" else None
    units = [] if own else asking.own_units(request.scope, request.today)
    return PlanForm(data, units=units, home=request.scope.home_unit_id, today=request.today, own=own)


def _show(request: Request, one: Plan, form: AdvancePlanForm | None = None) -> HttpResponse:
    context = pages.plan_page(one, request.scope, request.today, form=form)
    context["why_closed"] = one.stage not in plans.WRITABLE
    return render(request, "plans/plan.html", context, status=422 if form else 200)
