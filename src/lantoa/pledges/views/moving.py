"""One pledge, and everything that is done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.files import queries as files
from lantoa.files.models import StoredFile
from lantoa.files.operations import UnableToKeepPhoto
from lantoa.organisations.access import Request, official
from lantoa.pledges import operations, pages, queries
from lantoa.pledges.forms import AssessForm, CloseForm, ProgressForm, WhyForm
from lantoa.pledges.models import Pledge
from lantoa.pledges.views import asking

# What the addresses call the verbs that take a reason.
REASONED = {"tra-lai": "return", "danh-gia-lai": "reassess", "thoi": "drop"}


@official("read")
@require_safe
def pledge(request: Request, uuid: UUID) -> HttpResponse:
    """One pledge: its deeds, what was done of them, what may be done now."""
    return _show(request, asking.pledge(request, uuid))


@official("answer", "take_in")
@require_POST
def send(request: Request, uuid: UUID) -> HttpResponse:
    """A draft, or one that was returned, goes to the branch."""
    return _advance(request, asking.acting(request, uuid), "register", _("The pledge is sent to the branch."))


@official("answer")
@require_POST
def confirm(request: Request, uuid: UUID) -> HttpResponse:
    """The branch confirms it."""
    return _advance(request, asking.acting(request, uuid, own=False), "confirm", _("The pledge is confirmed."))


def _advance(request: Request, one: Pledge, verb: str, words: str) -> HttpResponse:
    try:
        operations.advance(scope=request.scope, pledge=one, verb=verb, today=request.today)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("pledges:pledge", one.uuid)


@official("answer", "take_in")
@require_POST
def reasoned(request: Request, uuid: UUID, verb: str) -> HttpResponse:
    """It is returned with remarks, given up, or to be assessed anew."""
    if verb not in REASONED:
        raise Http404
    one, used = asking.acting(request, uuid), REASONED[verb]
    form = WhyForm(request.POST, auto_id=f"id_{used}_%s")
    if form.is_valid():
        try:
            operations.advance(
                scope=request.scope, pledge=one, verb=used, today=request.today, note=form.cleaned_data["note"]
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written down."))
            return redirect("pledges:pledge", one.uuid)
    return _show(request, one, why=(used, form))


@official("answer", "take_in")
@require_POST
def progress(request: Request, uuid: UUID, deed: UUID) -> HttpResponse:
    """What was done of a deed."""
    one = asking.acting(request, uuid)
    found = next((each for each in queries.deeds_of([one])[one.pk] if each.uuid == deed), None)
    if found is None:
        raise Http404
    form = ProgressForm(request.POST, request.FILES, today=request.today, of=deed)
    if form.is_valid():
        said = form.cleaned_data
        photo: UploadedFile[Any] | None = said.pop("photo")
        taken = (photo.name or "", photo.read()) if photo else None
        try:
            operations.add_progress(scope=request.scope, deed=found, photo=taken, today=request.today, **said)
        except UnableToKeepPhoto as error:
            form.add_error("photo", str(error))
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The progress is noted."))
            return redirect("pledges:pledge", one.uuid)
    return _show(request, one, progress=(found.pk, form))


@official("answer", "take_in")
@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: Request, uuid: UUID) -> HttpResponse:
    """Whoever undertook it says how each deed went."""
    one = asking.acting(request, uuid)
    deeds = queries.deeds_of([one])[one.pk]
    form = AssessForm(request.POST if request.method == "POST" else None, deeds=deeds)
    if form.is_valid():
        try:
            operations.assess(scope=request.scope, pledge=one, said=form.said(), today=request.today)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The self-assessment is sent to the branch."))
            return redirect("pledges:pledge", one.uuid)
    pairs = [(form[f"outcome_{each.uuid}"], form[f"told_{each.uuid}"]) for each in deeds]
    context = {"form": form, "one": one, "whose": pages.whose(one), "pairs": pairs}
    return render(request, "pledges/assess.html", context, status=422 if form.errors else 200)


@official("answer")
@require_POST
def close(request: Request, uuid: UUID) -> HttpResponse:
    """The branch says how it ended."""
    one = asking.acting(request, uuid, own=False)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            operations.close(scope=request.scope, pledge=one, today=request.today, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The conclusion is noted."))
            return redirect("pledges:pledge", one.uuid)
    return _show(request, one, close=form)


@official("answer")
@require_POST
def carry_over(request: Request, uuid: UUID) -> HttpResponse:
    """What is not done goes on in the next period."""
    one = asking.acting(request, uuid, own=False)
    try:
        following = operations.carry_over(scope=request.scope, pledge=one, today=request.today)
    except Unable as error:
        messages.error(request, str(error))
        return redirect("pledges:pledge", one.uuid)
    messages.success(
        request, _("What is not done yet stands in a draft for the next period. Look it over and send it.")
    )
    return redirect("pledges:pledge", following.uuid)


@official("read")
@require_safe
def photo(request: Request, uuid: UUID, at: UUID) -> HttpResponse:
    """The photo that shows what was done."""
    one = asking.pledge(request, uuid)
    deeds = [deed.pk for deed in queries.deeds_of([one], struck=True)[one.pk]]
    every = [each for some in queries.progress(deeds).values() for each in some]
    return _picture(next((each.photo for each in every if each.uuid == at), None))


@official("read")
@require_safe
def paper(request: Request, uuid: UUID) -> HttpResponse:
    """The photo of the list from which a pledge was entered; it names others too, so only inside the unit."""
    one = asking.pledge(request, uuid)
    return _picture(one.paper if queries.may_see_inside(request.scope, one.unit_id) else None)


def _picture(kept: StoredFile | None) -> HttpResponse:
    if kept is None:
        raise Http404
    answer = HttpResponse(files.bytes_of(kept), content_type=kept.media_type)
    # A paper that came in is any kind of file: only pictures are shown here.
    is_picture = kept.media_type in ("image/jpeg", "image/png")
    answer["Content-Disposition"] = "inline" if is_picture else content_disposition_header(True, kept.name) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _show(request: Request, one: Pledge, **bound: Any) -> HttpResponse:
    context = pages.pledge_page(one, request.scope, request.today, **bound)
    return render(request, "pledges/pledge.html", context, status=422 if bound else 200)
