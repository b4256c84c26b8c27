"""The pages of savings and rotating groups."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.contributions import queries, wording
from lantoa.contributions.forms import Dong
from lantoa.contributions.models import Savers
from lantoa.contributions.operations import saving
from lantoa.design.fields import Day, Words, choose
from lantoa.organisations.access import Request, official
from lantoa.practices.registering import own_units
from lantoa.vietnamese.dates import write_date

ON_A_PAGE = 50


class SaversForm(forms.Form):
    """A group is noted."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    name = Words(max_length=300, label=gettext_lazy("Name of the group"))
    kind = forms.ChoiceField(label=gettext_lazy("What it saves for"), choices=list(wording.SAVERS.items()))
    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    from_on = Day(label=gettext_lazy("From day"))

    def __init__(self, data: Any = None, *, scope: Scope, today: date) -> None:
        """Offers the own units."""
        super().__init__(data, initial={"uuid": uuid4(), "from_on": write_date(today)})
        self.units = {str(one.uuid): one for one in own_units(scope, today, also=(data or {}).get("unit", ""))}
        self.initial["unit"] = next((uuid for uuid, one in self.units.items() if one.pk == scope.home_unit_id), "")
        choose(self, "unit", [("", "—"), *((uuid, one.name) for uuid, one in self.units.items())])


class RoundForm(forms.Form):
    """One round: totals only."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    on = Day(label=gettext_lazy("Day"))
    members = forms.IntegerField(min_value=1, max_value=1_000_000, label=gettext_lazy("How many took part"))
    paid_in = Dong(
        required=False,
        max_length=60,
        label=gettext_lazy("Paid in by all together"),
        help_text=gettext_lazy("In đồng, exact: 12.350.000."),
    )
    paid_out = Dong(required=False, max_length=60, label=gettext_lazy("Paid out in all"))
    note = Words(
        required=False,
        max_length=200,
        label=gettext_lazy("For what"),
        help_text=gettext_lazy("No names: what single persons pay or receive is not kept here."),
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        """A fresh id goes along, so that sending twice writes once."""
        super().__init__(data, initial={"uuid": uuid4(), "on": write_date(today)})


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The groups within reach."""
    may = "confirm" in request.scope.reach
    return _list(request, SaversForm(scope=request.scope, today=request.today) if may else None)


@official("confirm")
@require_POST
def new(request: Request) -> HttpResponse:
    """Notes a group."""
    form = SaversForm(request.POST, scope=request.scope, today=request.today)
    if form.is_valid():
        said = form.cleaned_data | {"unit": form.units[form.cleaned_data["unit"]]}
        try:
            made = saving.found(scope=request.scope, today=request.today, **said)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The group was noted. Write its first round now."))
            return redirect("contributions:savers", made.uuid)
    return _list(request, form)


def _list(request: Request, form: SaversForm | None) -> HttpResponse:
    page = Paginator(queries.savers(request.scope.units("read")), ON_A_PAGE).get_page(request.GET.get("trang"))
    status = 422 if form and form.errors else 200
    return render(request, "contributions/savers_list.html", {"page": page, "form": form}, status=status)


@official("read")
@require_http_methods(["GET", "HEAD", "POST"])
def savers(request: Request, uuid: UUID) -> HttpResponse:
    """One group with its rounds and totals; the next round is written here."""
    group = _found(request, uuid)
    keeps = request.scope.may("confirm", group.owner_unit_id)
    is_sent = request.method == "POST"
    if is_sent and not keeps:
        raise PermissionDenied
    form = RoundForm(request.POST if is_sent else None, today=request.today) if keeps else None
    if form and form.is_valid():
        said = form.cleaned_data
        said |= {"paid_in": said["paid_in"] or 0, "paid_out": said["paid_out"] or 0}
        try:
            saving.hold(scope=request.scope, group=group, today=request.today, **said)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The round was written."))
            return redirect("contributions:savers", uuid)
    return _show(request, group, form)


@official("confirm")
@require_POST
def withdraw(request: Request, uuid: UUID, entry: UUID) -> HttpResponse:
    """Takes a round out of the totals, with the reason."""
    group = _found(request, uuid)
    if not request.scope.may("confirm", group.owner_unit_id):
        raise PermissionDenied
    held = queries.round_of(group, entry)
    if held is None:
        raise Http404
    why = request.POST.get("why", "")[:400]
    try:
        saving.withdraw_round(scope=request.scope, held=held, why=why, today=request.today)
    except Unable as error:
        return _show(request, group, RoundForm(today=request.today), refusal=str(error), line=held.uuid, why=why)
    messages.success(request, _("The line was changed."))
    return redirect("contributions:savers", uuid)


def _show(request: Request, group: Savers, form: RoundForm | None, **refused: Any) -> HttpResponse:
    page = Paginator(queries.rounds(group).reverse(), ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {"group": group, "page": page, "form": form, **refused}
    status = 422 if refused or (form and form.errors) else 200
    return render(request, "contributions/savers.html", context, status=status)


def _found(request: Request, uuid: UUID) -> Savers:
    group = queries.savers_one(uuid)
    if group is None or not request.scope.may("read", group.owner_unit_id):
        raise Http404
    return group
