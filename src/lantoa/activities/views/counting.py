"""Who signs up, who came."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.activities import operations, pages, queries
from lantoa.activities.forms import RosterForm, TotalForm, WithdrawForm
from lantoa.activities.forms.counting import topic_key
from lantoa.activities.models import Activity
from lantoa.activities.queries.activities import reasons
from lantoa.activities.views import asking
from lantoa.common.errors import Unable
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official

BOTH = ["GET", "HEAD", "POST"]


@official("answer")
@require_http_methods(BOTH)
def roster(request: Request, uuid: UUID) -> HttpResponse:
    """Everybody who is expected, to be ticked on a phone."""
    one = asking.kept(request, uuid)
    kind = queries.kind(one)
    people = queries.roster(one, kind)
    agenda = queries.agenda_of(one, kind)
    known = next((row for row in queries.counts_of([one.pk])[one.pk] if row.is_by_name), None)
    taken = {(row.task, row.words) for row in one.topics.all()}
    more: dict[str, Any] = {
        "people": people,
        "reasons": reasons(one.from_on),
        "agenda": agenda,
        "treated": [topic_key(item) for item in agenda if (item.task_uuid, item.words) in taken],
        "known": known,
    }
    if request.method != "POST":
        form = RosterForm(**more)
    elif request.POST.get("select") in ("all", "none"):
        # Without a script the button asks the server; what was typed so far stays.
        typed: dict[str, Any] = dict(request.POST.items())
        more["treated"] = request.POST.getlist("treated")
        form = RosterForm(**more, typed=typed | {"treated": more["treated"]}, ticked=request.POST["select"])
    else:
        form = RosterForm(request.POST, **more)
        if form.is_valid() and (done := _record(request, one, form)):
            return done
    names = organisations.names_on([one.unit_id], one.from_on)
    context = {
        "form": form,
        "one": one,
        "kind": kind,
        "known": known,
        "unit_name": names.get(one.unit_id, ""),
        "signed": [row.person.full_name for row in people if row.has_signed_up],
        "many": len(people),
    }
    return render(request, "activities/roster.html", context, status=422 if form.errors else 200)


def _record(request: Request, one: Activity, form: RosterForm) -> HttpResponse | None:
    said: dict[str, Any] = {"sending": form.cleaned_data["uuid"], "before": form.seen(), "today": request.today}
    topics = form.topics()
    try:
        with transaction.atomic():
            tally = operations.record_names(
                scope=request.scope, activity=one, said=form.said(), guests=form.cleaned_data["guests"] or 0, **said
            )
            if topics is not None:
                operations.treat(scope=request.scope, activity=one, treated=topics)
    except Unable as error:
        form.add_error(None, str(error))
        return None
    words = ngettext(
        "%(n)s person came. It is written down.", "%(n)s people came. It is written down.", tally.count.came
    )
    messages.success(request, words % {"n": tally.count.came})
    return redirect("activities:activity", one.uuid)


@official("answer")
@require_http_methods(BOTH)
def total(request: Request, uuid: UUID) -> HttpResponse:
    """How many of a unit came, where another system holds the names."""
    one = asking.kept(request, uuid)
    kind = queries.kind(one)
    units = pages.units_below(one.unit_id, one.from_on)
    rows = queries.counts_of([one.pk])[one.pk]
    asked = request.POST.get("unit", "") or request.GET.get("don-vi", "")
    wanted = next((each for each in units if str(each.uuid) == asked), None)
    known = next((row for row in rows if wanted and row.unit_id == wanted.pk and not row.is_by_name), None)
    more: dict[str, Any] = {"units": units, "known": known, "unit": wanted, "who": pages.default_who(kind)}
    form = TotalForm(request.POST if request.method == "POST" else None, **more)
    if form.is_valid():
        said: dict[str, Any] = {"sending": form.cleaned_data["uuid"], "before": form.seen(), "today": request.today}
        try:
            operations.record_total(scope=request.scope, activity=one, said=form.said(), **said)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The numbers are written down."))
            return redirect("activities:total" if "more" in request.POST else "activities:activity", one.uuid)
    names = organisations.names_on([one.unit_id], one.from_on)
    context = {
        "form": form,
        "one": one,
        "kind": kind,
        "known": known,
        "unit_name": names.get(one.unit_id, ""),
        "counted": pages.counted(rows, one.from_on),
    }
    return render(request, "activities/total.html", context, status=422 if form.errors else 200)


@official("answer")
@require_POST
def withdraw(request: Request, uuid: UUID) -> HttpResponse:
    """The count of a unit is taken back, with a reason; the form names the unit."""
    one = asking.kept(request, uuid)
    asked = request.POST.get("tally", "")
    row = next((each for each in queries.counts_of([one.pk])[one.pk] if str(each.uuid) == asked), None)
    form = WithdrawForm(request.POST)
    if row is None or not form.is_valid():
        messages.error(request, _("Write the reason why this number is taken back."))
        return redirect("activities:activity", one.uuid)
    try:
        operations.withdraw_total(scope=request.scope, activity=one, unit=row.unit, why=form.cleaned_data["note"])
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The number is taken back."))
    return redirect("activities:activity", one.uuid)


@official("answer", "take_in")
@require_POST
def sign_up(request: Request, uuid: UUID) -> HttpResponse:
    """People sign up, or no more: oneself, or by whoever answers for the unit those whom the form names."""
    one = asking.activity(request, uuid)
    me = organisations.person_acting(request.scope, request.today)
    keeps = queries.may_keep(request.scope, one.unit_id)
    belong = queries.belongs(one.unit_id, one.from_on)
    ticked = set(request.POST.getlist("people"))
    if ticked and keeps:
        people = [person for person in belong if str(person.uuid) in ticked]
    else:
        people = [person for person in belong if person.pk == me]
    if not people:
        if not keeps:
            raise PermissionDenied
        messages.error(request, _("Choose at least one person of this unit."))
        return redirect("activities:activity", one.uuid)
    is_coming = "off" not in request.POST
    try:
        operations.sign_up(scope=request.scope, activity=one, people=people, today=request.today, is_coming=is_coming)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Signed up.") if is_coming else _("No longer signed up."))
    return redirect("activities:activity", one.uuid)
