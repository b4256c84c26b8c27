"""The pages of exemplars within. What the public reads lies in the portal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.exemplars import operations, pages, queries, rules, sheets
from lantoa.exemplars.basis_forms import WAYS, AdvanceForm, BasisForm
from lantoa.exemplars.forms import AmendForm, FilterForm, ProposeForm
from lantoa.exemplars.queries import ShownExemplar
from lantoa.files import queries as files
from lantoa.files.models import StoredFile
from lantoa.organisations.access import Request, official

ON_A_PAGE = 50
MOST_IN_WORKBOOK = 20_000
NEVER = "private, no-store"


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The exemplars within reach."""
    form, found = _asked(request)
    context = {
        "filter": form,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang")),
        "is_narrow": any(request.GET.get(name) for name in form.fields),
        "may_propose": any(verb in request.scope.reach for verb in rules.NEEDED["propose"]),
        "query": request.GET.urlencode(),
    }
    return render(request, "exemplars/list.html", context)


@official("read")
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same list as an Excel workbook."""
    _form, found = _asked(request)
    file = HttpResponse(sheets.exemplars(found[:MOST_IN_WORKBOOK], request.today), content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="dien-hinh-{request.today:%Y-%m-%d}.xlsx"'
    file["Cache-Control"] = NEVER
    return file


@official("take_in", "confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """An exemplar is proposed."""
    is_sent = request.method == "POST"
    given = (request.POST, request.FILES) if is_sent else (None, None)
    form = ProposeForm(*given, scope=request.scope, today=request.today)
    if form.is_valid():
        # A document that was refused keeps no picture: both happen or neither.
        try:
            if said := form.said(request.scope):
                known = form.cleaned_data["uuid"]
                made = operations.propose(scope=request.scope, said=said, today=request.today, uuid=known)
                messages.success(request, _("It was proposed. The unit confirms it next; nothing is public yet."))
                return redirect("exemplars:exemplar", made.uuid)
        except Unable as error:
            form.add_error(None, str(error))
    return render(request, "exemplars/new.html", {"form": form}, status=422 if form.errors else 200)


@official("read")
@require_safe
def exemplar(request: Request, uuid: UUID) -> HttpResponse:
    """One exemplar: what is told, its course, its bases."""
    return _show(request, _found(request, uuid))


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: Request, uuid: UUID) -> HttpResponse:
    """What is told is amended."""
    found = _own(request, uuid, "amend")
    if found.forgotten_on:
        raise Http404
    is_sent = request.method == "POST"
    on_consent = found.is_public and queries.rests_on_consent(found)
    given = (request.POST, request.FILES) if is_sent else (None, None)
    form = AmendForm(*given, exemplar=found, on_consent=on_consent, today=request.today)
    if form.is_valid():
        try:
            if said := form.said(request.scope):
                why, agreed = form.cleaned_data["why"], form.cleaned_data.get("is_agreed", False)
                how: dict[str, Any] = {"why": why, "is_agreed": agreed, "today": request.today}
                operations.amend(scope=request.scope, exemplar=found, said=said, **how)
                messages.success(request, _("It was amended; the former text is kept."))
                return redirect("exemplars:exemplar", uuid)
        except Unable as error:
            form.add_error(None, str(error))
    context = {"form": form, "exemplar": found}
    return render(request, "exemplars/amend.html", context, status=422 if form.errors else 200)


@official("confirm", "approve")
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: Request, uuid: UUID) -> HttpResponse:
    """It is shown to the public on a basis, or a further basis is added."""
    found = _own(request, uuid, "publish")
    standing = queries.open_consents(found)
    ways = {way: words for way, (kind, words) in WAYS.items() if kind != "standing" or standing}
    way = request.GET.get("can-cu", "")
    way = way if way in ways else next(reversed(ways)) if standing else "dong-y"
    is_sent = request.method == "POST"
    given = (request.POST, request.FILES) if is_sent else (None, None)
    form = BasisForm(*given, exemplar=found, way=way, today=request.today)
    if form.is_valid():
        try:
            if basis := form.basis(request.scope):
                operations.publish(scope=request.scope, exemplar=found, basis=basis, today=request.today)
                messages.success(request, _("It is public now, as far as the basis covers it."))
                return redirect("exemplars:exemplar", uuid)
        except Unable as error:
            form.add_error(None, str(error))
    is_open = any(rules.after(found.stage, verb) for verb in ("publish", "add_basis")) and not found.forgotten_on
    context = {"form": form, "exemplar": found, "ways": ways, "way": way, "is_open": is_open}
    return render(request, "exemplars/publish.html", context, status=422 if form.errors else 200)


@official("confirm", "approve", "manage")
@require_POST
def advance(request: Request, uuid: UUID) -> HttpResponse:
    """Uses a verb on an exemplar."""
    found = _found(request, uuid)
    if not pages.keeps(request.scope, found):
        raise PermissionDenied
    verb = request.POST.get("verb", "")
    form = AdvanceForm(request.POST, verb=verb)
    if form.is_valid():
        by: dict[str, Any] = {"scope": request.scope, "exemplar": found, "today": request.today}
        try:
            if verb == "forget":
                operations.forget(**by)
            elif verb == "withdraw":
                operations.withdraw(**by, reason=form.cleaned_data["reason"], note=form.cleaned_data["note"])
            else:
                operations.advance(**by, verb=verb, note=form.cleaned_data["note"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written in the course of the exemplar."))
            return redirect("exemplars:exemplar", uuid)
    return _show(request, found, form)


@official("read")
@require_safe
def photo(request: Request, uuid: UUID) -> HttpResponse:
    """The picture, for those within who may read what is told."""
    found = _found(request, uuid)
    if found.photo is None or (found.is_gone and not pages.keeps(request.scope, found)):
        raise Http404
    return picture(found.photo)


@official("confirm", "approve", "manage")
@require_safe
def paper(request: Request, uuid: UUID, basis: UUID) -> HttpResponse:
    """The paper of a basis, to keep or print; never opened inside the site."""
    found = _found(request, uuid)
    if not pages.keeps(request.scope, found):
        raise PermissionDenied
    one = queries.bases_of(found).filter(uuid=basis).first()
    if one is None or one.paper is None:
        raise Http404
    ending = {"application/pdf": "pdf", "image/png": "png"}.get(one.paper.media_type, "jpg")
    answer = HttpResponse(files.bytes_of(one.paper), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="can-cu.{ending}"'
    answer["Cache-Control"] = NEVER
    return answer


def picture(file: StoredFile) -> HttpResponse:
    """A picture that no browser or proxy keeps."""
    answer = HttpResponse(files.bytes_of(file), content_type=file.media_type)
    answer["Content-Disposition"] = "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = NEVER
    return answer


def _asked(request: Request) -> tuple[FilterForm, Any]:
    """What the list is narrowed to, and what is left of the exemplars within reach."""
    near = queries.of_units(queries.exemplars(), request.scope.units("read"))
    places = list(queries.places_with(near, request.today))
    form = FilterForm(request.GET, fields=list(queries.fields_with(near)), units=places)
    return form, queries.narrowed(near, form.wanted(), request.today)


def _show(request: Request, found: ShownExemplar, form: AdvanceForm | None = None) -> HttpResponse:
    context = pages.exemplar_page(found, request.scope, request.today, bound=form)
    answer = render(request, "exemplars/exemplar.html", context, status=422 if form is not None else 200)
    answer["Cache-Control"] = NEVER
    return answer


def _found(request: Request, uuid: UUID) -> ShownExemplar:
    found = queries.exemplar(uuid)
    if found is None or not request.scope.may("read", found.owner_unit_id):
        raise Http404
    return found


def _own(request: Request, uuid: UUID, verb: str) -> ShownExemplar:
    found = _found(request, uuid)
    if not pages.may(request.scope, found, verb):
        raise PermissionDenied
    return found
