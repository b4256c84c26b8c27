"""The pages of amounts that may be told twice, and of what was decided of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.indicators import operations, queries
from lantoa.indicators.forms.doubles import DecideForm, DoublesForm, UndoForm
from lantoa.indicators.models import Double, Fact
from lantoa.indicators.pages import doubles as pages
from lantoa.organisations.access import Request, official

ON_A_PAGE = 20


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """What may be told twice, of everything that the role reads, the latest first."""
    indicators, units = pages.filters(request.scope, request.today, request.GET.get("unit", ""))
    form = DoublesForm(request.GET, indicators, units)
    form.is_valid()
    chosen = {one.code: one for one in indicators}.get(form.cleaned_data.get("indicator", ""))
    unit = {str(one.uuid): one.pk for one in units}.get(form.cleaned_data.get("unit", ""))
    view = form.view()
    found = queries.likely_doubles(request.scope, indicator=chosen, unit=unit, view=view)
    pks = list(found.values_list("pk", flat=True)[: pages.COUNTED])
    page = Paginator(pks, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "form": form,
        "page": page,
        "is_more": len(pks) == pages.COUNTED,
        "rows": pages.listed(queries.amounts_by_pk(list(page.object_list))),
        "is_narrowed": bool(chosen or unit or view),
        "may_decide": "confirm" in request.scope.reach,
    }
    return render(request, "indicators/doubles.html", context)


@official("read")
@require_safe
def double(request: Request, uuid: UUID) -> HttpResponse:
    """One amount with those that may be told in it, or what was decided of them."""
    if act := queries.decided_together(uuid):
        return _show_act(request, _seen(request, act), UndoForm())
    return _show(request, _head(request, uuid), DecideForm())


@official("confirm")
@require_POST
def decide(request: Request, uuid: UUID) -> HttpResponse:
    """Decides of an amount and of those that were ticked."""
    head = _head(request, uuid)
    if not request.scope.may("confirm", head.unit_id):
        raise PermissionDenied
    form = DecideForm(request.POST)
    if form.is_valid():
        others = queries.amounts_by_uuid(request.POST.getlist("other"))
        try:
            decided = operations.decide_double(scope=request.scope, head=head, others=others, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Decided. It stays here with who decided it, and can be taken back."))
            return redirect("indicators:double", decided[0].act)
    return _show(request, head, form)


@official("confirm")
@require_POST
def undo(request: Request, uuid: UUID) -> HttpResponse:
    """Takes a decision back, with the reason."""
    act = _seen(request, queries.decided_together(uuid))
    if not all(request.scope.may("confirm", one.at_id) for one in act):
        raise PermissionDenied
    form = UndoForm(request.POST)
    if form.is_valid():
        try:
            operations.undo_double(scope=request.scope, double=act[0], why=form.cleaned_data["why"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Taken back. All of these amounts count again."))
            return redirect("indicators:double", uuid)
    return _show_act(request, act, form)


def _head(request: Request, uuid: UUID) -> Fact:
    head = queries.fact(uuid)
    if head is None or not request.scope.may("read", head.unit_id):
        raise Http404
    return head


def _seen(request: Request, act: list[Double]) -> list[Double]:
    """The decision, where its unit or one of the amounts lies within reach."""
    units = {unit for one in act for unit in (one.at_id, one.kept.unit_id, one.other.unit_id)}
    if not pages.may_see(request.scope, list(units)):
        raise Http404
    return act


def _show(request: Request, head: Fact, form: DecideForm) -> HttpResponse:
    ticked = request.POST.getlist("other") if request.method == "POST" else None
    context = {"form": form, "ticked": ticked, **pages.of_likely(head, request.scope)}
    return render(request, "indicators/double.html", context)


def _show_act(request: Request, act: list[Double], form: UndoForm) -> HttpResponse:
    return render(request, "indicators/double_decided.html", {"form": form, **pages.of_act(act, request.scope)})
