"""What belongs to an activity: minutes, files, what people raised, pieces of a column."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.activities import operations, queries
from lantoa.activities.forms import AttachForm, MinutesForm, PieceForm, RaisedForm
from lantoa.activities.views import asking
from lantoa.activities.views.moving import show
from lantoa.common.errors import Unable
from lantoa.files import queries as files
from lantoa.organisations.access import Request, official


@official("answer")
@require_POST
def minutes(request: Request, uuid: UUID) -> HttpResponse:
    """The minutes as a text."""
    one, form = asking.kept(request, uuid), MinutesForm(request.POST)
    if form.is_valid():
        try:
            operations.write_minutes(scope=request.scope, activity=one, text=form.cleaned_data["minutes"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The minutes are written down."))
            return redirect("activities:activity", one.uuid)
    return show(request, one, minutes=form)


@official("answer")
@require_POST
def attach(request: Request, uuid: UUID) -> HttpResponse:
    """A file or a photo."""
    one, form = asking.kept(request, uuid), AttachForm(request.POST, request.FILES)
    if form.is_valid():
        said = form.cleaned_data
        given: UploadedFile[Any] = said.pop("file")
        try:
            operations.attach(scope=request.scope, activity=one, name=given.name or "", data=given.read(), **said)
        except Unable as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The file is kept."))
            return redirect("activities:activity", one.uuid)
    return show(request, one, attach=form)


@official("read")
@require_safe
def file(request: Request, uuid: UUID, at: UUID) -> HttpResponse:
    """A file of an activity; it may name people, so only inside the unit."""
    one = asking.activity(request, uuid)
    found = one.attachments.filter(uuid=at, is_withdrawn=False).select_related("file").first()
    if found is None or not queries.may_see_inside(request.scope, one.unit_id):
        raise Http404
    answer = HttpResponse(files.bytes_of(found.file), content_type=found.file.media_type)
    shown = content_disposition_header(found.role != "photo", found.file.name)
    answer["Content-Disposition"] = shown or "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@official("answer")
@require_POST
def raised(request: Request, uuid: UUID) -> HttpResponse:
    """Something that people raised."""
    one, form = asking.kept(request, uuid), RaisedForm(request.POST)
    if form.is_valid():
        try:
            operations.raise_matter(scope=request.scope, activity=one, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written down."))
            return redirect("activities:activity", one.uuid)
    return show(request, one, raised=form)


@official("answer")
@require_POST
def piece(request: Request, uuid: UUID) -> HttpResponse:
    """A piece of a column."""
    one, form = asking.kept(request, uuid), PieceForm(request.POST, today=request.today)
    if form.is_valid():
        try:
            operations.add_piece(scope=request.scope, activity=one, today=request.today, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written down."))
            return redirect("activities:activity", one.uuid)
    return show(request, one, piece=form)


@official("answer")
@require_POST
def withdraw(request: Request, uuid: UUID, what: str, at: UUID) -> HttpResponse:
    """Something was brought in by mistake."""
    one = asking.kept(request, uuid)
    try:
        if what == "tep" and (file_ := one.attachments.filter(uuid=at, is_withdrawn=False).first()):
            operations.withdraw_attachment(scope=request.scope, attachment=file_)
        elif what == "dan-neu" and (matter := one.raised.filter(uuid=at, is_withdrawn=False).first()):
            operations.withdraw_raised(scope=request.scope, raised=matter)
        elif what == "tin-bai" and (piece_ := one.pieces.filter(uuid=at, is_withdrawn=False).first()):
            operations.withdraw_piece(scope=request.scope, piece=piece_)
        elif what == "bai-thi" and (entry := one.entries.filter(uuid=at, is_withdrawn=False).first()):
            operations.withdraw_entry(scope=request.scope, entry=entry)
        else:
            raise Http404
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is taken away."))
    return redirect("activities:contest" if what == "bai-thi" else "activities:activity", one.uuid)
