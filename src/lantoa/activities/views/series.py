"""What comes round again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.activities import operations, pages, queries
from lantoa.activities.forms import EndSpeakerForm, SeriesForm, WithdrawForm
from lantoa.activities.models import Series
from lantoa.activities.rules.recurrence import read_rule
from lantoa.activities.views import asking
from lantoa.common.errors import Unable
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.vietnamese.dates import write_date

BOTH = ["GET", "HEAD", "POST"]
ON_A_PAGE = 40


@official("answer")
@require_http_methods(BOTH)
def new(request: Request) -> HttpResponse:
    """A series of one kind."""
    unit = asking.kept_unit(request)
    kinds = queries.kinds(request.today)
    kind = kinds.get(request.GET.get("loai", ""))
    if kind is None:
        context: dict[str, Any] = {"unit": unit, "kinds": kinds.values(), "is_series": True}
        return render(request, "activities/kinds.html", context)
    initial = {"title": kind.name, "from_on": write_date(request.today)}
    more = {"kind": kind, "unit": unit, "initial": initial, **pages.offered(unit.pk, request.today, request.scope)}
    form = SeriesForm(request.POST if request.method == "POST" else None, **more)
    if form.is_valid():
        said = form.cleaned_data
        given: dict[str, Any] = {"recurrence": said["recurrence"], "to_on": said["until"], "uuid": said["uuid"]}
        try:
            one = operations.start_series(scope=request.scope, said=form.said(), today=request.today, **given)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The days stand in the calendar."))
            return redirect("activities:series", one.uuid)
    context = {"form": form, "unit": unit, "kind": kind}
    return render(request, "activities/new_series.html", context, status=422 if form.errors else 200)


@official("read")
@require_safe
def series(request: Request, uuid: UUID) -> HttpResponse:
    """A series with its days."""
    return _show(request, _series(request, uuid))


@official("answer")
@require_POST
def extend(request: Request, uuid: UUID) -> HttpResponse:
    """The days of a further year."""
    one = _kept(request, uuid)
    try:
        many = operations.extend_series(scope=request.scope, series=one, today=request.today)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, ngettext("%(n)s day is added.", "%(n)s days are added.", many) % {"n": many})
    return redirect("activities:series", one.uuid)


@official("answer")
@require_POST
def end(request: Request, uuid: UUID) -> HttpResponse:
    """The series is over after a day."""
    one = _kept(request, uuid)
    day, why = EndSpeakerForm(request.POST), WithdrawForm(request.POST)
    if day.is_valid() & why.is_valid():
        given = {"last_on": day.cleaned_data["last_on"], "why": why.cleaned_data["note"], "today": request.today}
        try:
            many = operations.end_series(scope=request.scope, series=one, **given)
        except Unable as error:
            day.add_error(None, str(error))
        else:
            words = ngettext("%(n)s later day is called off.", "%(n)s later days are called off.", many)
            messages.success(request, words % {"n": many})
            return redirect("activities:series", one.uuid)
    return _show(request, one, day, why)


@official("answer")
@require_http_methods(BOTH)
def change_from(request: Request, uuid: UUID) -> HttpResponse:
    """This one and all that follow in its series."""
    one = asking.kept(request, uuid)
    if one.series is None:
        raise Http404
    kind = queries.kind(one)
    until = write_date(one.series.to_on) if one.series.to_on else ""
    more: dict[str, Any] = {
        "kind": kind,
        "unit": one.unit,
        "one": one,
        "rule": one.series.rule,
        "initial": {"until": until},
    }
    more |= pages.offered(one.unit_id, one.from_on, request.scope)
    form = SeriesForm(request.POST if request.method == "POST" else None, **more)
    del form.fields["until"], form.fields["from_on"]
    if form.is_valid():
        form.cleaned_data["from_on"] = one.from_on
        given = {"said": form.said(), "recurrence": form.cleaned_data["recurrence"], "today": request.today}
        try:
            many = operations.change_from(scope=request.scope, activity=one, **given)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, ngettext("%(n)s day is changed.", "%(n)s days are changed.", many) % {"n": many})
            return redirect("activities:activity", one.uuid)
    context = {"form": form, "one": one, "kind": kind}
    return render(request, "activities/change_from.html", context, status=422 if form.errors else 200)


def _series(request: Request, uuid: UUID) -> Series:
    found = queries.series(uuid)
    if found is None or not request.scope.may("read", found.unit_id):
        raise Http404
    return found


def _kept(request: Request, uuid: UUID) -> Series:
    found = _series(request, uuid)
    if not queries.may_keep(request.scope, found.unit_id):
        raise PermissionDenied
    return found


def _show(
    request: Request, one: Series, day: EndSpeakerForm | None = None, why: WithdrawForm | None = None
) -> HttpResponse:
    rows = queries.activities().filter(series=one).order_by("slot_on")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("trang"))
    first = rows.first()
    context = {
        "one": one,
        "title": first.title if first else "",
        "unit_name": organisations.names_on([one.unit_id], request.today).get(one.unit_id, ""),
        "words": read_rule(one.rule).words,
        "page": page,
        "lines": pages.lines(list(page.object_list), request.today),
        "keeps": queries.may_keep(request.scope, one.unit_id),
        "may_extend": one.to_on is None or one.made_until_on < one.to_on,
        "day_form": day or EndSpeakerForm(),
        "why_form": why or WithdrawForm(),
        "form": day,
    }
    return render(request, "activities/series.html", context, status=422 if day else 200)
