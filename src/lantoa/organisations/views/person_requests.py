"""The pages of people's requests about their own data, for the officer who manages units and people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.organisations import person_request_forms as typed
from lantoa.organisations import person_request_tables as tables
from lantoa.organisations.access import Request, official
from lantoa.organisations.models import Person, Unit
from lantoa.organisations.operations import person_requests as operations
from lantoa.organisations.queries import personal_data as queries
from lantoa.organisations.queries.personal_data import TimedRequest

ON_A_PAGE = 50
ZIP = "application/zip"


@official("manage")
@require_safe
def listing(request: Request) -> HttpResponse:
    """Every request that the role handles, what is most pressing first."""
    page = Paginator(queries.requests(request.scope), ON_A_PAGE).get_page(request.GET.get("trang"))
    rows = tables.rows(page.object_list, request.today)
    return render(request, "organisations/person_requests.html", {"page": page, "rows": rows})


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """A request comes in: whose it is, then what is asked."""
    if request.method == "POST":
        return _receive(request)
    person = _person(request, request.GET.get("nguoi", ""))
    form = typed.ReceiveForm(initial={"person": person.uuid, "asked_on": request.today}) if person else None
    return _ask(request, person, form)


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Request, uuid: UUID) -> HttpResponse:
    """One request: its clocks, what is held of the person, and what may be done now."""
    found = _found(request, uuid)
    if request.method != "POST":
        return _show(request, found)
    verb = request.POST.get("verb", "")
    forms_ = _forms(request, found, verb)
    form = forms_.get(verb)
    if form is None:
        messages.error(request, _("This can no longer be done with the request."))
        return redirect("organisations:person_request", uuid)
    if form.is_valid():
        try:
            _act(request, found, verb, form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written down."))
            return redirect("organisations:person_request", uuid)
    return _show(request, found, forms_, form)


@official("manage")
@require_POST
def copy(request: Request, uuid: UUID) -> HttpResponse:
    """The copy of the data, as a zip."""
    found = _found(request, uuid)
    chosen = request.POST.getlist("chosen")
    try:
        content = operations.copy(scope=request.scope, request=found, chosen=chosen, on=request.today)
    except Unable as error:
        messages.error(request, str(error))
        return redirect("organisations:person_request", uuid)
    file = HttpResponse(content, content_type=ZIP)
    file["Content-Disposition"] = f'attachment; filename="du-lieu-ca-nhan-{request.today:%Y-%m-%d}.zip"'
    return file


@official("manage")
@require_POST
def lift(request: Request, uuid: UUID) -> HttpResponse:
    """The person's data is shown again."""
    found = _found(request, uuid)
    restriction = tables.restriction_of(found)
    form = typed.LiftForm(request.POST)
    if restriction is None:
        messages.error(request, _("This can no longer be done with the request."))
        return redirect("organisations:person_request", uuid)
    if form.is_valid():
        why = form.cleaned_data["why"]
        try:
            operations.lift(scope=request.scope, restriction=restriction, why=why, on=request.today)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written down."))
            return redirect("organisations:person_request", uuid)
    return _show(request, found, {"lift": form}, form)


def _found(request: Request, uuid: UUID) -> TimedRequest:
    found = queries.request(request.scope, uuid)
    if found is None:
        raise Http404
    return found


def _person(request: Request, said: str) -> Person | None:
    """The person of that id, if this officer may act on them."""
    try:
        person = Person.objects.filter(uuid=UUID(said)).first() if said else None
    except ValueError:
        raise Http404 from None
    if said and (person is None or not queries.may_handle(request.scope, person)):
        raise Http404
    return person


def _receive(request: Request) -> HttpResponse:
    person = _person(request, request.POST.get("person", ""))
    office = Unit.objects.filter(pk=request.scope.home_unit_id or 0).first()
    if person is None or office is None:
        return _ask(request, None, None)
    form = typed.ReceiveForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        asked = operations.Asked(person, office, said["kind"], said["asked_on"], said["asked_how"], said["note"])
        try:
            kept = operations.receive(scope=request.scope, asked=asked, on=request.today)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The request is in the list, with its last days."))
            return redirect("organisations:person_request", kept.uuid)
    return _ask(request, person, form)


def _ask(request: Request, person: Person | None, form: forms.Form | None) -> HttpResponse:
    finding = typed.FindPersonForm(request.GET)
    words = finding.cleaned_data["q"].strip() if finding.is_valid() else ""
    shown = {
        "person": person,
        "name": queries.name_of(person) if person else "",
        "form": form,
        "finding": finding,
        "words": words,
        "found": queries.find_to_ask(request.scope, words) if not person else [],
    }
    status = 422 if form and form.errors else 200
    return render(request, "organisations/person_request_new.html", shown, status=status)


def _forms(request: Request, found: TimedRequest, verb: str = "") -> dict[str, forms.Form]:
    """The forms of what may be done now; the one of the verb holds what was typed."""
    if found.closed_on:
        return {}
    data: dict[str, Any] = {verb: request.POST}
    sections = tables.sections(found, request.scope, request.today)
    made: dict[str, forms.Form] = {
        "carry_out": typed.CarryOutForm(
            data.get("carry_out"), kind=found.kind, sections=sections, auto_id="id_carry_out_%s"
        )
    }
    if not found.answered_on:
        made["answer"] = typed.AnswerForm(data.get("answer"), auto_id="id_answer_%s")
    if queries.may_extend(found, request.today):
        made["extend"] = typed.ExtendForm(data.get("extend"), auto_id="id_extend_%s")
    made["refuse"] = typed.RefuseForm(data.get("refuse"), auto_id="id_refuse_%s")
    return made


def _act(request: Request, found: TimedRequest, verb: str, said: dict[str, Any]) -> None:
    """One call into the operations."""
    scope, on = request.scope, request.today
    if verb == "answer":
        operations.answer(scope=scope, request=found, on=on)
    elif verb == "extend":
        operations.extend(scope=scope, request=found, until=said["until"], why=said["why"], on=on)
    elif verb == "refuse":
        operations.refuse(scope=scope, request=found, why=said["why"], on=on)
    else:
        how = operations.How(said["why"], said.get("full_name", ""), said.get("chosen", ()))
        operations.carry_out(scope=scope, request=found, how=how, on=on)


def _show(
    request: Request,
    found: TimedRequest,
    forms_: dict[str, forms.Form] | None = None,
    wrong: forms.Form | None = None,
) -> HttpResponse:
    made = _forms(request, found) | (forms_ or {})
    shown = tables.page(found, request.scope, request.today) | {"forms": made, "form": wrong}
    if shown["restriction"] and "lift" not in made:
        made["lift"] = typed.LiftForm(auto_id="id_lift_%s")
    if found.kind == "export":
        shown["copy"] = typed.CopyForm(sections=shown["sections"], auto_id="id_copy_%s")
    status = 422 if wrong and wrong.errors else 200
    return render(request, "organisations/person_request.html", shown, status=status)
