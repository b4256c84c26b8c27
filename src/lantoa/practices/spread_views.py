"""The pages of what goes from one unit to another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit
from lantoa.practices import operations, queries, spread_pages
from lantoa.practices.queries import StandingPractice, ToldReplication
from lantoa.practices.spread_forms import AnswerForm, AskForm, CheckForm, OfferForm, OrderForm, OriginForm

ON_A_PAGE = 50
PARTS = {
    "waiting": gettext_lazy("To be answered or begun"),
    "checks": gettext_lazy("To be checked"),
    "all": gettext_lazy("All"),
}


@official("read")
@require_safe
def replications(request: Request) -> HttpResponse:
    """What goes from unit to unit within reach: what waits, what is to be looked at, all; and what still lives."""
    part = request.GET.get("xem", "")
    part = part if part in PARTS else "waiting"
    found = queries.within_reach(queries.replications(), request.scope)
    context: dict[str, Any] = {"part": part, "parts": PARTS.items(), "survivals": []}
    if part == "checks":
        rows: Any = queries.checks_due(request.scope.units("read"), request.today, request.today)
        context["survivals"] = queries.survivals(found, request.today)
    elif part == "waiting":
        rows = queries.waiting_for(request.scope.units("read"))
    else:
        rows = found
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("trang"))
    listed = [mark.replication for mark in page] if part == "checks" else list(page)
    context |= {"page": page, "names": queries.names_of_units(listed, request.today), "today": request.today}
    return render(request, "practices/replications.html", context)


@official("read")
@require_safe
def replication(request: Request, uuid: UUID) -> HttpResponse:
    """One replication."""
    return _show(request, _one(request, uuid))


@official("confirm", "report")
@require_POST
def answer(request: Request, uuid: UUID) -> HttpResponse:
    """Uses a verb on a replication."""
    one = _one(request, uuid, acts=True)
    verb = request.POST.get("verb", "")
    form = AnswerForm(request.POST, verb=verb)
    if form.is_valid():
        try:
            said = {"verb": verb, "note": form.cleaned_data["note"], "today": request.today}
            operations.answer(scope=request.scope, replication=one, **said)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It was written, and the other units are told."))
            return redirect("practices:replication", uuid)
    return _show(request, one, answer=form)


@official("confirm")
@require_POST
def start(request: Request, uuid: UUID) -> HttpResponse:
    """The taking-up practice begins."""
    one = _one(request, uuid, acts=True)
    form = spread_pages.start_form(one, request.POST, request.today)
    if form.is_valid():
        try:
            beginning = form.beginning()
            operations.start(scope=request.scope, replication=one, beginning=beginning, today=request.today)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It has begun. You will be reminded of the days on which to look at it."))
            return redirect("practices:replication", uuid)
    return _show(request, one, starting=form)


@official("confirm", "approve", "report")
@require_POST
def check(request: Request, uuid: UUID) -> HttpResponse:
    """Writes how a replication was found."""
    one = _one(request, uuid)
    if not any(request.scope.may(verb, one.taker_unit_id) for verb in ("confirm", "approve", "report")):
        raise PermissionDenied
    marks = queries.marks(queries.replications().filter(pk=one.pk), request.today)
    form = CheckForm(request.POST, marks=marks, today=request.today)
    if form.is_valid():
        months, found = form.cleaned_data["months"], form.found()
        try:
            operations.check_replication(
                scope=request.scope, replication=one, months=months, found=found, today=request.today
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("What was found is written."))
            return redirect("practices:replication", uuid)
    return _show(request, one, checking=form)


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, uuid: UUID) -> HttpResponse:
    """One's unit asks the owner of a practice to let it learn."""
    source = _known(request, uuid)
    data = request.POST if request.method == "POST" else None
    form = AskForm(data, scope=request.scope, source=source, today=request.today)
    if form.is_valid():
        try:
            said = {"taker": form.taker, "note": form.cleaned_data["note"], "today": request.today}
            made = operations.ask(scope=request.scope, source=source, **said)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The owner of the practice is told that you would like to learn."))
            return redirect("practices:replication", made.uuid)
    return _form(request, "ask", source, form)


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: Request, uuid: UUID) -> HttpResponse:
    """The owner of a practice offers it to another unit."""
    source = _own(request, uuid)
    form = OfferForm(request.POST if request.method == "POST" else None, today=request.today)
    if form.is_valid():
        try:
            said = {"taker": form.taker, "note": form.cleaned_data["note"], "today": request.today}
            made = operations.offer(scope=request.scope, source=source, **said)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The unit is told of your practice."))
            return redirect("practices:replication", made.uuid)
    return _form(request, "offer", source, form)


@official("report")
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: Request, uuid: UUID) -> HttpResponse:
    """A superior has units directly below it take a practice up."""
    source = _known(request, uuid)
    home = organisations.named(request.today).filter(pk=request.scope.home_unit_id or 0).first()
    data = request.POST if request.method == "POST" else None
    form = OrderForm(data, units=_below(request, home, source), scope=request.scope)
    if form.is_valid() and home is not None:
        try:
            made = operations.order(
                scope=request.scope,
                origin=form.origin(source),
                orderer=home,
                takers=form.takers,
                today=request.today,
                note=form.cleaned_data["note"],
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Units that are told: %d.") % len(made))
            return redirect("practices:replications")
    return _form(request, "order", source, form)


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def origin(request: Request, uuid: UUID) -> HttpResponse:
    """Writes down where a practice of one's own came from."""
    practice = _own(request, uuid)
    data = request.POST if request.method == "POST" else None
    form = OriginForm(data, practice=practice, scope=request.scope, today=request.today)
    if form.is_valid():
        beginning = operations.Beginning(form.cleaned_data["on"], practice)
        try:
            operations.record_origin(
                scope=request.scope,
                origin=form.origin(),
                taker=practice.owner_unit,
                beginning=beginning,
                today=request.today,
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Where the practice came from is written."))
            return redirect("practices:practice", uuid)
    return _form(request, "origin", practice, form)


def _below(request: Request, home: NamedUnit | None, source: StandingPractice) -> list[NamedUnit]:
    if home is None:
        return []
    rows = organisations.children_on_any_line(home.pk, request.today)
    return [one for one in rows if request.scope.may("report", one.pk) and one.pk != source.owner_unit_id]


def _form(request: Request, what: str, practice: StandingPractice, form: Any) -> HttpResponse:
    context = {"what": what, "practice": practice, "form": form, "path": spread_pages.path_of(practice, request.scope)}
    return render(request, "practices/taking_up.html", context, status=422 if form.errors else 200)


def _show(request: Request, one: ToldReplication, **bound: Any) -> HttpResponse:
    context = spread_pages.replication_page(one, request.scope, request.today, **bound)
    return render(request, "practices/replication.html", context, status=422 if bound else 200)


def _one(request: Request, uuid: UUID, *, acts: bool = False) -> ToldReplication:
    """A replication that concerns a unit in reach; what does not is not there at all."""
    one = queries.replication(uuid)
    if one is None or not queries.may_read(request.scope, one):
        raise Http404
    if acts and not queries.sides_of(request.scope, one):
        raise PermissionDenied
    return one


def _known(request: Request, uuid: UUID) -> StandingPractice:
    """A practice that the role may know of."""
    found = queries.practice(uuid)
    if found is None or not queries.may_know(request.scope, found):
        raise Http404
    return found


def _own(request: Request, uuid: UUID) -> StandingPractice:
    """A practice that the role may write for; what cannot be read is not there at all."""
    found = queries.practice(uuid)
    if found is None or not request.scope.may("read", found.owner_unit_id):
        raise Http404
    if not request.scope.may("confirm", found.owner_unit_id):
        raise PermissionDenied
    return found
