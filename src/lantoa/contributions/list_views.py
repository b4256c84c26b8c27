"""Gifts come in from a list in Excel: the template, what is wrong cell by cell, what would become of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.common.errors import Unable
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.contributions import list_sheets, pages
from lantoa.contributions.models import Drive
from lantoa.contributions.operations import lists as operations
from lantoa.contributions.operations.checking import closed
from lantoa.contributions.views import own_drive
from lantoa.organisations import drafts
from lantoa.organisations.access import Request, official
from lantoa.pledges.list_forms import list_field
from lantoa.reading.inputs.lists import FILE_BYTES, media_type_of

KEY = "gift_lists"
# Of very many the first are shown; the marked file holds all of them.
MOST_SHOWN = 500


class GiftsForm(forms.Form):
    """A list of gifts."""

    file = list_field()


@official("confirm")
@require_safe
def template(request: Request, uuid: UUID) -> HttpResponse:
    """The template to fill in."""
    own_drive(request, uuid)
    return _file(list_sheets.template(), "mau-danh-sach-dong-gop.xlsx")


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: Request, uuid: UUID) -> HttpResponse:
    """Where a list comes in; every wrong cell is said at once, a right one is shown before it counts."""
    found = own_drive(request, uuid)
    form = GiftsForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    # Refused before anything is read: who sends a list should not look it through in vain.
    shut = closed(found, "gift")
    context: dict[str, Any] = {"form": form, "drive": found, "closed": shut}
    if request.method == "POST" and shut:
        form.add_error(None, shut)
    elif form.is_valid():
        file = form.cleaned_data["file"]
        # A byte more than is taken tells that there is more.
        data = file.read(FILE_BYTES + 1)
        try:
            read = _examined(request, found, file.name, data)
        except Unable as error:
            form.add_error("file", str(error))
        else:
            kept = drafts.keep(request, file.name, data, str(uuid), KEY, media_type=media_type_of(data))
            if not read.wrong:
                return redirect("contributions:gifts_read", uuid, kept)
            context |= {"wrong": read.wrong[:MOST_SHOWN], "many": len(read.wrong), "draft": kept}
    status = 422 if form.errors or "wrong" in context else 200
    return render(request, "contributions/gifts_load.html", context, status=status)


@official("confirm")
@require_safe
def marked(request: Request, uuid: UUID, draft: UUID) -> HttpResponse:
    """The same rows with every wrong cell marked and what is wrong as its comment."""
    read = _drafted(request, uuid, draft)[2]
    return _file(list_sheets.marked(read.sheet, read.layout, read.wrong), "dong-gop_o-sai.xlsx")


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def gifts_read(request: Request, uuid: UUID, draft: UUID) -> HttpResponse:
    """What a list was understood to say; one press and it counts."""
    found, kept, read = _drafted(request, uuid, draft)
    refusal = ""
    if request.method == "POST":
        said: dict[str, Any] = {"data": kept.data, "name": kept.name, "today": request.today}
        try:
            made = operations.load_gifts(scope=request.scope, drive=found, **said)
        except Unable as error:
            refusal = str(error)
        else:
            told = ngettext("%(count)d gift was written.", "%(count)d gifts were written.", made) % {"count": made}
            messages.success(request, told)
            return redirect("contributions:drive", uuid)
    rows = [(row, pages.said(row.quantity, row.unit)) for _, row in read.new[:MOST_SHOWN]]
    context = {"drive": found, "name": kept.name, "rows": rows, "new": len(read.new), "had": read.had}
    # It may have been closed since the list came in.
    context |= {"refusal": refusal, "draft": draft, "closed": closed(found, "gift")}
    return render(request, "contributions/gifts_read.html", context, status=422 if refusal else 200)


def _examined(request: Request, found: Drive, name: str, data: bytes) -> operations.Examined:
    said: dict[str, Any] = {"name": name, "data": data, "today": request.today}
    return operations.examine_gifts(scope=request.scope, drive=found, **said)


def _drafted(request: Request, uuid: UUID, draft: UUID) -> tuple[Drive, drafts.Draft, operations.Examined]:
    found = own_drive(request, uuid)
    kept = drafts.get(request, draft, KEY)
    if kept.paper != str(uuid):
        raise Http404
    try:
        return found, kept, _examined(request, found, kept.name, kept.data)
    except Unable as error:
        raise Http404(str(error)) from error


def _file(data: bytes, name: str) -> HttpResponse:
    file = HttpResponse(data, content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="{name}"'
    return file
