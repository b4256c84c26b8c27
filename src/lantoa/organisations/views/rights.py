"""Who holds which right: seen by managers and inspectors, changed by managers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.organisations import choosing, operations, queries, rights_tables
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import ListedGrant, NamedUnit
from lantoa.organisations.rights_forms import EndForm, FilterRightsForm, GiveForm, TermForm

ON_A_PAGE = 50


@official("manage", "inspect")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The rights on the units in reach, narrowed as asked."""
    form, unit, found = _asked(request)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    shown = {
        "form": form,
        "unit": unit,
        "page": page,
        "rows": rights_tables.rows(page.object_list, request.today),
        "is_narrow": any(request.GET.get(part) for part in ("q", "role", "state", "unit")),
        "may_give": "manage" in request.scope.reach,
    }
    return render(request, "organisations/rights_list.html", shown)


@official("manage", "inspect")
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same list, whole, as an Excel workbook."""
    _form, _unit, found = _asked(request)
    file = HttpResponse(rights_tables.as_workbook(found, request.today), content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="quyen-{request.today:%Y-%m-%d}.xlsx"'
    return file


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request) -> HttpResponse:
    """A right for an account."""
    data = request.POST if request.method == "POST" else None
    form = GiveForm(data, scope=request.scope, today=request.today, initial=_wish(request))
    if form.is_valid():
        try:
            given = operations.grant(scope=request.scope, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The right was given to %s.") % given.user.full_name)
            return redirect("organisations:right", given.uuid)
    return render(request, "organisations/rights_give.html", {"form": form}, status=422 if form.errors else 200)


@official("manage", "inspect")
@require_safe
def right(request: Request, uuid: UUID) -> HttpResponse:
    """One right: its days, what was lent of it, what was done with it."""
    return _show(request, _right(request, uuid))


@official("manage")
@require_POST
def end(request: Request, uuid: UUID) -> HttpResponse:
    """Ends a right before its time."""
    found = _own(request, uuid)
    form = EndForm(request.POST, today=request.today)
    if form.is_valid():
        try:
            operations.end_grant(scope=request.scope, grant=found, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The right ends on that day. It stays here with the reason."))
            return redirect("organisations:right", uuid)
    return _show(request, found, end=form)


@official("manage")
@require_POST
def change_term(request: Request, uuid: UUID) -> HttpResponse:
    """Another last day for a right."""
    found = _own(request, uuid)
    form = TermForm(request.POST, grant=found)
    if form.is_valid():
        try:
            operations.change_term(scope=request.scope, grant=found, today=request.today, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The term was changed."))
            return redirect("organisations:right", uuid)
    return _show(request, found, term=form)


def _units(request: Request) -> frozenset[int] | None:
    """The units whose rights the role in use may see."""
    verb = "manage" if "manage" in request.scope.reach else "inspect"
    return request.scope.units(verb)


def _asked(request: Request) -> tuple[FilterRightsForm, NamedUnit | None, QuerySet[ListedGrant]]:
    form = FilterRightsForm(request.GET)
    unit = None
    if form.is_valid() and form.cleaned_data["unit"]:
        try:
            unit = queries.unit(str(form.cleaned_data["unit"]), request.today)
        except queries.UnableToFindUnit as error:
            raise Http404(str(error)) from error
    found = queries.rights(_units(request), request.today)
    return form, unit, queries.narrowed_rights(found, form.wanted(unit.pk if unit else None), request.today)


def _right(request: Request, uuid: UUID) -> ListedGrant:
    found = queries.right(_units(request), uuid, request.today)
    if found is None:
        raise Http404
    return found


def _own(request: Request, uuid: UUID) -> ListedGrant:
    found = _right(request, uuid)
    if not request.scope.may("manage", found.unit_id):
        raise PermissionDenied
    return found


def _show(request: Request, found: ListedGrant, **bound: Any) -> HttpResponse:
    (row,) = rights_tables.rows([found], request.today)
    may_change = request.scope.may("manage", found.unit_id) and row.state != "over"
    shown = {
        "row": row,
        "grant": found,
        "acts": rights_tables.acts(queries.history_of_right(found)),
        "lent": rights_tables.lent(queries.delegations_in(found), request.today),
        "may_change": may_change,
        "end_form": bound.get("end") or EndForm(today=request.today),
        "term_form": bound.get("term") or TermForm(grant=found),
        "form": bound.get("end") or bound.get("term"),
        "opened": next(iter(bound), ""),
    }
    return render(request, "organisations/rights_one.html", shown, status=422 if bound else 200)


def _wish(request: Request) -> dict[str, str]:
    """A unit that the address names is filled in."""
    try:
        unit = queries.unit(request.GET.get("unit", "")[:40], request.today)
    except queries.UnableToFindUnit:
        return {}
    return {"unit": choosing.written(unit)}
