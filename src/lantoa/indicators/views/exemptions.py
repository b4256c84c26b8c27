"""The pages on which an indicator is said not to apply to a unit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.indicators import operations, queries
from lantoa.indicators.forms import EndExemptionForm, ExemptionForm
from lantoa.indicators.models import Exemption
from lantoa.indicators.pages import acts
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def exempt(request: Request, code: str, unit: UUID) -> HttpResponse:
    """Says that an indicator does not apply to a unit."""
    try:
        indicator, one = queries.indicator(code), organisations.unit(str(unit), request.today)
    except Unable as error:
        raise Http404(str(error)) from error
    if not request.scope.may("confirm", one.pk):
        raise Http404
    form = ExemptionForm(request.POST or None, initial={"from_on": Period.year(request.today.year).from_on})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = operations.exempt(
                scope=request.scope,
                indicator=indicator,
                unit=one,
                from_on=said["from_on"],
                to_on=said["to_on"],
                why=said["why"],
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Noted: the unit counts neither as missing nor as zero."))
            return redirect("indicators:exemption", made.uuid)
    return render(request, "indicators/exempt.html", {"one": indicator, "unit": one, "form": form})


@official("read")
@require_safe
def exemption(request: Request, uuid: UUID) -> HttpResponse:
    """One of them, with who said so and why."""
    return _show(request, _found(request, uuid), EndExemptionForm())


@official("confirm")
@require_POST
def end(request: Request, uuid: UUID) -> HttpResponse:
    """Takes it back."""
    found = _found(request, uuid)
    if not request.scope.may("confirm", found.unit_id):
        raise PermissionDenied
    form = EndExemptionForm(request.POST)
    if form.is_valid():
        try:
            operations.end_exemption(scope=request.scope, exemption=found, why=form.cleaned_data["why"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The indicator applies to the unit again."))
            return redirect("indicators:exemption", uuid)
    return _show(request, found, form)


def _found(request: Request, uuid: UUID) -> Exemption:
    found = queries.exemption(uuid)
    if found is None or not request.scope.may("read", found.unit_id):
        raise Http404
    return found


def _show(request: Request, found: Exemption, form: Any) -> HttpResponse:
    unit = organisations.unit(str(found.unit.uuid), request.today)
    view = queries.View(Period.year(request.today.year))
    context = {
        "exemption": found,
        "unit": unit,
        "form": form,
        "figure": queries.figure_path(found.indicator, unit, view),
        "history": acts.told("exemption", found.uuid),
        "may_end": found.ended_at is None and request.scope.may("confirm", found.unit_id),
    }
    return render(request, "indicators/exemption.html", context)
