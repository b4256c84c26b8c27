"""The pages by which a tree is loaded from Excel: the template, the file, what it would change, that it is done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.common.errors import Unable
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.organisations import drafts, operations, trees
from lantoa.organisations.access import Request, official
from lantoa.organisations.forms import TreeForm
from lantoa.organisations.operations import Examination
from lantoa.organisations.trees.reading import FILE_BYTES

# Of very many the first are shown; the file itself holds all of them.
MOST_SHOWN = 500


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: Request) -> HttpResponse:
    """The template to download, and where the filled-in file comes in."""
    if request.method != "POST":
        return render(request, "organisations/load.html", {"form": TreeForm()})
    form = TreeForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        # A byte more than is taken tells that there is more.
        data = file.read(FILE_BYTES + 1)
        try:
            operations.examine(scope=request.scope, data=data)
        except Unable as error:
            form.add_error("file", str(error))
        else:
            uuid = drafts.keep(request, file.name, data, form.cleaned_data["paper"])
            return redirect("organisations:draft", uuid)
    return render(request, "organisations/load.html", {"form": form}, status=422)


@official("manage")
@require_safe
def template(request: Request) -> HttpResponse:
    """The empty template."""
    return _workbook(trees.template(operations.kinds()), "mau-nhap-don-vi.xlsx")


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, uuid: UUID) -> HttpResponse:
    """What a file would change, or all that is wrong with it; then loading it as it was seen or not at all."""
    found = drafts.get(request, uuid)
    if request.method != "POST":
        seen = operations.examine(scope=request.scope, data=found.data)
        return _shown(request, found, seen)
    digest = request.POST.get("digest", "")
    try:
        change = operations.load_tree(
            scope=request.scope, data=found.data, name=found.name, paper=found.paper, expected=digest
        )
    except operations.UnableToLoadTree as error:
        return _shown(request, found, error.examination, refusal=str(error))
    except Unable as error:
        seen = operations.examine(scope=request.scope, data=found.data)
        return _shown(request, found, seen, refusal=str(error))
    drafts.drop(request, uuid)
    if change is None:
        messages.info(request, _("The file says what stands already; nothing was changed."))
        return redirect("organisations:load")
    messages.success(request, _("The units were loaded."))
    return redirect("organisations:changed", change.uuid)


@official("manage")
@require_safe
def marked(request: Request, uuid: UUID) -> HttpResponse:
    """The same rows with every wrong cell marked and what is wrong as its comment."""
    found = drafts.get(request, uuid)
    seen = operations.examine(scope=request.scope, data=found.data)
    return _workbook(trees.marked(operations.kinds(), seen.cells, seen.wrong), "don-vi-o-sai.xlsx")


def _shown(request: Request, found: drafts.Draft, seen: Examination, refusal: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "draft": found,
        "seen": seen,
        "refusal": refusal,
        "wrong": seen.wrong[:MOST_SHOWN],
        "changes": seen.changes[:MOST_SHOWN],
        "beyond": max(len(seen.wrong), len(seen.changes)) - MOST_SHOWN,
    }
    return render(request, "organisations/draft.html", context, status=422 if refusal else 200)


def _workbook(data: bytes, name: str) -> HttpResponse:
    file = HttpResponse(data, content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="{name}"'
    return file
