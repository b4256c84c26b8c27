"""The pages on which more is told of a practice: described, aimed at, proved, examined, tried as a pilot."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.common.errors import Unable
from lantoa.files import queries as files
from lantoa.organisations.access import Request, official
from lantoa.practices import dossier_wording as wording
from lantoa.practices import queries
from lantoa.practices.dossier_forms import ALSO_ABOVE, FORMS, ProofForm, WithdrawMarkForm
from lantoa.practices.models import Outcome, Proof
from lantoa.practices.operations import dossier as operations
from lantoa.practices.queries import StandingPractice
from lantoa.practices.queries import dossier as told

# By the word in the address: how a mark of a practice is found.
MARKS: dict[str, Any] = {"muc-tieu": told.goal, "tham-dinh": told.examination}


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request, uuid: UUID, what: str) -> HttpResponse:
    """Who keeps a practice describes it, or sets a goal."""
    if what in ALSO_ABOVE:
        raise Http404
    return _told(request, _own(request, uuid, "confirm"), what)


@official("confirm", "approve")
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: Request, uuid: UUID, what: str) -> HttpResponse:
    """An examination, the time as a pilot, its review: noted by who keeps the practice or decides above it."""
    if what not in ALSO_ABOVE:
        raise Http404
    return _told(request, _own(request, uuid, "confirm", "approve"), what)


@official("confirm", "approve")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, uuid: UUID, kind: str, mark: UUID) -> HttpResponse:
    """A goal or an examination that was wrong is withdrawn, with the reason."""
    found = _own(request, uuid, *(("confirm", "approve") if kind in ALSO_ABOVE else ("confirm",)))
    one = MARKS[kind](found, mark) if kind in MARKS else None
    if one is None or one.withdrawn_on:
        raise Http404
    form = WithdrawMarkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.withdraw_mark(scope=request.scope, mark=one, why=form.cleaned_data["why"], today=request.today)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It was withdrawn; it stays with the reason."))
            return redirect("practices:practice", uuid)
    context = {"form": form, "practice": found, "title": _("Withdraw"), "what": "rut"}
    return render(request, "practices/tell.html", context, status=422 if form.errors else 200)


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: Request, uuid: UUID) -> HttpResponse:
    """A picture or a paper is added that proves a result."""
    outcome, practice = _outcome(request, uuid)
    if not request.scope.may("confirm", outcome.unit_id):
        raise PermissionDenied
    is_sent = request.method == "POST"
    given = (request.POST, request.FILES) if is_sent else (None, None)
    form = ProofForm(*given, today=request.today)
    if form.is_valid() and (kept := form.kept(request.scope)):
        said = {name: form.cleaned_data[name] for name in ("says", "on", "uuid")}
        try:
            operations.prove(scope=request.scope, outcome=outcome, file=kept, today=request.today, **said)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The proof was added."))
            return redirect(reverse("practices:practice", args=[practice.uuid]) + f"#o-{uuid}")
    context = {"form": form, "practice": practice, "title": _("Add a proof"), "what": "minh-chung"}
    return render(request, "practices/tell.html", context, status=422 if form.errors else 200)


@official("read")
@require_safe
def proof(request: Request, uuid: UUID) -> HttpResponse:
    """The proof itself: a photo is shown, a paper is saved and never opened inside the site."""
    one = _proof(request, uuid)
    is_photo = one.file.media_type.startswith("image/")
    answer = HttpResponse(
        files.bytes_of(one.file), content_type=one.file.media_type if is_photo else "application/octet-stream"
    )
    answer["Content-Disposition"] = "inline" if is_photo else 'attachment; filename="minh-chung.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_proof(request: Request, uuid: UUID) -> HttpResponse:
    """A proof that was wrong is withdrawn, with the reason; nobody is shown it any more."""
    one = _proof(request, uuid)
    if not request.scope.may("confirm", one.outcome.unit_id):
        raise PermissionDenied
    _found, practice = _outcome(request, one.outcome.uuid)
    form = WithdrawMarkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.withdraw_mark(scope=request.scope, mark=one, why=form.cleaned_data["why"], today=request.today)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It was withdrawn; it stays with the reason."))
            return redirect("practices:practice", practice.uuid)
    context = {"form": form, "practice": practice, "title": _("Withdraw"), "what": "rut"}
    return render(request, "practices/tell.html", context, status=422 if form.errors else 200)


def _told(request: Request, found: StandingPractice, what: str) -> HttpResponse:
    """One of FORMS, shown or sent."""
    if what not in FORMS:
        raise Http404
    form = FORMS[what](request.POST if request.method == "POST" else None, practice=found, today=request.today)
    if form.is_valid():
        try:
            form.save(request.scope)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written down for the practice."))
            return redirect("practices:practice", found.uuid)
    context = {"form": form, "practice": found, "title": wording.FORMS[what], "what": what}
    return render(request, "practices/tell.html", context, status=422 if form.errors else 200)


def _proof(request: Request, uuid: UUID) -> Proof:
    one = told.proof(uuid)
    if one is None or one.withdrawn_on or not request.scope.may("read", one.outcome.unit_id):
        raise Http404
    return one


def _outcome(request: Request, uuid: UUID) -> tuple[Outcome, StandingPractice]:
    """A result in reach, with its first practice in reach."""
    outcome = queries.outcome(uuid)
    if outcome is None or not request.scope.may("read", outcome.unit_id):
        raise Http404
    near = queries.of_units(queries.register().filter(outcomes=outcome), request.scope.units("read"))
    practice = near.first()
    if practice is None:
        raise Http404
    return outcome, practice


def _own(request: Request, uuid: UUID, *verbs: str) -> StandingPractice:
    """A practice in reach of which one may tell more; what cannot be read is not there at all."""
    found = queries.practice(uuid)
    if found is None or not request.scope.may("read", found.owner_unit_id):
        raise Http404
    if not any(request.scope.may(verb, found.owner_unit_id) for verb in verbs):
        raise PermissionDenied
    return found
