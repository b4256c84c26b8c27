"""The pages by which the tree is changed: what is asked, what it would do, that it was done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.organisations import changing, operations, queries
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit
from lantoa.organisations.told import told_of
from lantoa.organisations.wording import ROLE_NAMES

ON_A_PAGE = 50


@official()
@require_safe
def listing(request: Request) -> HttpResponse:
    """Every change of the tree, the latest first."""
    page = Paginator(queries.changes(), ON_A_PAGE).get_page(request.GET.get("trang"))
    return render(request, "organisations/changes.html", {"page": page, "rows": told_of(page.object_list)})


@official()
@require_safe
def one(request: Request, uuid: UUID) -> HttpResponse:
    """One change: what it did, on which paper, and the way to take it back."""
    return _shown(request, uuid, changing.AnnulForm())


@official("manage")
@require_POST
def annul(request: Request, uuid: UUID) -> HttpResponse:
    """Takes a change back by a counter-change."""
    change = queries.change(uuid)
    if change is None:
        raise Http404
    form = changing.AnnulForm(request.POST)
    if form.is_valid():
        try:
            back = operations.annul(scope=request.scope, change=change, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The change was annulled. Both stay to be read."))
            return redirect("organisations:changed", back.uuid)
    return _shown(request, uuid, form, status=422)


@official("manage")
@require_safe
def kinds(request: Request, uuid: UUID) -> HttpResponse:
    """Choosing what happens to a unit."""
    unit = _unit(request, uuid)
    choices = [(word, title, lead) for word, (_form, title, lead) in changing.KINDS.items()]
    return render(request, "organisations/kinds.html", {"unit": unit, "choices": choices})


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, uuid: UUID, kind: str) -> HttpResponse:
    """One kind of change: asked, previewed with its whole effect, then applied as it was previewed or not at all."""
    if kind not in changing.KINDS:
        raise Http404
    unit = _unit(request, uuid)
    made, title, lead = changing.KINDS[kind]
    named: dict[str, Any] = {"scope": request.scope, "unit": unit, "today": request.today}
    if made is changing.SplitForm:
        named["heirs"] = _number(request.POST.get("heirs") or request.GET.get("heirs"))
    step = request.POST.get("step", "")
    form = made(request.POST if request.method == "POST" else None, **named)
    context = {"unit": unit, "form": form, "title": title, "lead": lead, "kind": kind}
    if step in ("preview", "apply") and form.is_valid():
        try:
            told = operations.preview(act=form.act(), on=form.cleaned_data["on"])
            if step == "apply" and request.POST.get("digest") == told.digest:
                done = form.act()()
                messages.success(request, _("The change is in force. Former figures stay as they were."))
                return redirect("organisations:changed", done.uuid)
            rights = [(one, ROLE_NAMES.get(one.what, one.what)) for one in told.rights]
            context |= {"told": told, "rights": rights, "is_stale": step == "apply"}
            return render(request, "organisations/preview.html", context)
        except Unable as error:
            form.add_error(None, str(error))
    return render(request, "organisations/change.html", context, status=422 if form.errors else 200)


def _unit(request: Request, uuid: UUID) -> NamedUnit:
    try:
        unit = queries.unit(str(uuid), request.today)
    except queries.UnableToFindUnit as error:
        raise Http404(str(error)) from error
    if not request.scope.may("manage", unit.pk):
        raise Http404
    return unit


def _shown(request: Request, uuid: UUID, form: changing.AnnulForm, status: int = 200) -> HttpResponse:
    change = queries.change(uuid)
    if change is None:
        raise Http404
    (row,) = told_of([change])
    standing = change.kind not in ("annulled", "loaded") and not hasattr(change, "annulled_by")
    founded = set(change.effects.get("founded", ()))
    units = {one.pk for one in row.units} - founded
    may = standing and "manage" in request.scope.reach and all(request.scope.may("manage", pk) for pk in units)
    context = {"row": row, "form": form, "may_annul": may}
    return render(request, "organisations/changed.html", context, status=status)


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 4 else 3
