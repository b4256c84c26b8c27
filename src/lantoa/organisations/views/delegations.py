"""What one has lent of one's own rights, and what others lent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts.models import User
from lantoa.common.errors import Unable
from lantoa.organisations import operations, queries, rights_tables
from lantoa.organisations.access import Request, official
from lantoa.organisations.rights_forms import DelegateForm, EndForm


@official()
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: Request) -> HttpResponse:
    """One's own delegations, and lending a part of a right."""
    if request.method != "POST":
        return _show(request)
    wanted = request.POST.get("grant", "")
    grant = next((one for one in _lendable(request) if str(one.pk) == wanted), None)
    if grant is None:
        raise Http404
    form = DelegateForm(request.POST, grant=grant, today=request.today)
    if form.is_valid():
        try:
            lent = operations.delegate(scope=request.scope, grant=grant, today=request.today, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%s may act for you in those days.") % lent.to_user.full_name)
            return redirect("organisations:delegations")
    return _show(request, bound=form)


@official()
@require_POST
def end(request: Request, uuid: UUID) -> HttpResponse:
    """Takes back what was lent: by whoever lent it, or by the manager of the unit."""
    found = queries.delegation_by_uuid(uuid)
    is_mine = found is not None and found.grant.user_id == request.scope.actor_id
    if found is None or not (is_mine or request.scope.may("manage", found.grant.unit_id)):
        raise Http404
    form = EndForm(request.POST, today=request.today)
    try:
        if not form.is_valid():
            raise operations.UnableToDelegate(" ".join(str(one) for errors in form.errors.values() for one in errors))
        operations.end_delegation(scope=request.scope, delegation=found, **form.cleaned_data)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The delegation was ended."))
    if is_mine:
        return redirect("organisations:delegations")
    return redirect("organisations:right", found.grant.uuid)


def _lendable(request: Request) -> list[Any]:
    own = queries.grants_of(_user(request), request.today)
    return [one for one in own if rights_tables.may_lend(one.role)]


def _show(request: Request, bound: DelegateForm | None = None) -> HttpResponse:
    user = _user(request)
    acts_for_another = request.scope.delegation is not None
    forms = []
    for grant in [] if acts_for_another else _lendable(request):
        is_bound = bound is not None and bound.grant.pk == grant.pk
        forms.append(bound if is_bound else DelegateForm(grant=grant, today=request.today))
    shown = {
        "given": rights_tables.lent(queries.delegations_from(user), request.today),
        "received": rights_tables.lent(queries.delegations_to(user, request.today), request.today),
        "forms": forms,
        "form": bound,
        "end_form": EndForm(today=request.today),
        "acts_for_another": acts_for_another,
    }
    return render(request, "organisations/rights_delegations.html", shown, status=422 if bound else 200)


def _user(request: Request) -> User:
    user = request.user
    if not isinstance(user, User):
        raise Http404
    return user
