"""The pages of tasks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.organisations.access import Request, official
from lantoa.plans import operations
from lantoa.plans.forms.tasks import AdvanceTaskForm, AgendaForm, TaskForm
from lantoa.plans.models import Task
from lantoa.plans.pages import tasks as pages
from lantoa.plans.views import asking


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, uuid: UUID) -> HttpResponse:
    """A task enters a plan."""
    plan = asking.plan(request, uuid)
    asking.own_plan(request, plan)
    data = request.POST if request.method == "POST" else None
    form = TaskForm(data, plan=plan, today=request.today)
    if form.is_valid():
        try:
            operations.write_task(scope=request.scope, plan=plan, said=form.said(), uuid=form.cleaned_data["uuid"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The task stands in the plan."))
            return redirect("plans:plan", plan.uuid)
    context = {"form": form, "plan": plan}
    return render(request, "plans/task_form.html", context, status=422 if form.errors else 200)


@official("read")
@require_safe
def task(request: Request, uuid: UUID) -> HttpResponse:
    """One task: who does it until when, what it puts on agendas, how it went."""
    return _show(request, asking.task(request, uuid))


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, uuid: UUID) -> HttpResponse:
    """Changes a task while its plan may be written."""
    one = _own(request, uuid)
    data = request.POST if request.method == "POST" else None
    form = TaskForm(data, plan=one.plan, today=request.today, own=one)
    if form.is_valid():
        try:
            operations.write_task(scope=request.scope, plan=one.plan, said=form.said(), task=one)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The task is changed."))
            return redirect("plans:task", uuid)
    context = {"form": form, "plan": one.plan, "task": one}
    return render(request, "plans/task_form.html", context, status=422 if form.errors else 200)


@official("confirm")
@require_POST
def remove(request: Request, uuid: UUID) -> HttpResponse:
    """Takes a task out of its plan."""
    one = _own(request, uuid)
    try:
        operations.remove_task(scope=request.scope, task=one)
    except Unable as error:
        messages.error(request, str(error))
        return redirect("plans:task", uuid)
    messages.success(request, _("The task was taken out of the plan."))
    return redirect("plans:plan", one.plan.uuid)


@official("confirm", "report")
@require_POST
def advance(request: Request, uuid: UUID) -> HttpResponse:
    """Says how a task goes."""
    one = asking.task(request, uuid)
    if not operations.may_advance(one, request.scope):
        raise PermissionDenied
    form = AdvanceTaskForm(request.POST, today=request.today, verb=request.POST.get("verb", ""))
    if form.is_valid():
        try:
            operations.advance_task(scope=request.scope, task=one, at=timezone.now(), **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written in the course of the task."))
            return redirect("plans:task", uuid)
    return _show(request, one, advance=form)


@official("confirm")
@require_POST
def put_on_agenda(request: Request, uuid: UUID) -> HttpResponse:
    """The task puts a topic on meetings or an item on inspections."""
    one = _own(request, uuid)
    form = AgendaForm(request.POST, plan=one.plan, today=request.today)
    if form.is_valid():
        try:
            operations.put_on_agenda(scope=request.scope, task=one, said=form.said(), uuid=form.cleaned_data["uuid"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It stands on the agenda once the plan is approved."))
            return redirect("plans:task", uuid)
    return _show(request, one, agenda=form)


@official("confirm")
@require_POST
def take_off_agenda(request: Request, uuid: UUID) -> HttpResponse:
    """Takes a topic back; the form names which."""
    one = _own(request, uuid)
    wanted = request.POST.get("agenda", "")
    found = next((item for item in one.agenda.all() if str(item.uuid) == wanted), None)
    if found is None:
        messages.error(request, _("It was taken off before."))
        return redirect("plans:task", uuid)
    try:
        operations.take_off_agenda(scope=request.scope, agenda=found)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It was taken off the agenda."))
    return redirect("plans:task", uuid)


def _own(request: Request, uuid: UUID) -> Task:
    one = asking.task(request, uuid)
    asking.own_plan(request, one.plan)
    return one


def _show(request: Request, one: Task, **bound: Any) -> HttpResponse:
    if one.is_removed:
        raise Http404
    context = pages.task_page(one, request.scope, request.today, **bound)
    return render(request, "plans/task.html", context, status=422 if bound else 200)
