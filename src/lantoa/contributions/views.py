"""The pages of drives."""

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
from lantoa.contributions import corrections, operations, pages, queries, rules, sheets, wording
from lantoa.contributions.forms import AdvanceForm, DriveForm, WorkForm
from lantoa.contributions.models import Drive, Gift, Spending, Work
from lantoa.contributions.operations.checking import closed
from lantoa.files import queries as files
from lantoa.organisations.access import Request, everyone, official

ON_A_PAGE = 50
ENTRIES: dict[str, type[Gift] | type[Spending] | type[Work]] = {"gop": Gift, "chi": Spending, "cong-trinh": Work}


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The drives within reach."""
    text = request.GET.get("q", "")[:200]
    found = queries.matching(queries.of_units(queries.drives(), request.scope.units("read")), text)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "q": text, "may_start": "confirm" in request.scope.reach}
    return render(request, "contributions/list.html", context)


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """A drive is opened."""
    form = DriveForm(request.POST if request.method == "POST" else None, scope=request.scope, today=request.today)
    if form.is_valid():
        try:
            made = operations.start(scope=request.scope, said=form.said(), uuid=form.cleaned_data["uuid"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The drive is open. Write the first gift now."))
            return redirect("contributions:drive", made.uuid)
    return render(request, "contributions/new.html", {"form": form}, status=422 if form.errors else 200)


@official("read")
@require_safe
def drive(request: Request, uuid: UUID) -> HttpResponse:
    """One drive: sums, money, who gave, what it built."""
    return _show(request, found_drive(request, uuid))


@official("read")
@require_safe
def workbook(request: Request, uuid: UUID) -> HttpResponse:
    """The book as an Excel workbook; names only for those who keep it."""
    found = found_drive(request, uuid)
    content = sheets.gifts(found, may_name=keeps(request, found), today=request.today)
    file = HttpResponse(content, content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="so-dong-gop-{request.today:%Y-%m-%d}.xlsx"'
    return file


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: Request, uuid: UUID) -> HttpResponse:
    """Writes what was built."""
    found = own_drive(request, uuid)
    is_sent = request.method == "POST"
    form = WorkForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid() and (said := form.said(request.scope)):
        try:
            known = form.cleaned_data["uuid"]
            operations.build(scope=request.scope, drive=found, said=said, today=request.today, uuid=known)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The work was written."))
            return redirect("contributions:drive", uuid)
    return line_form(request, found, form, "work")


@official("confirm")
@require_POST
def advance(request: Request, uuid: UUID) -> HttpResponse:
    """Uses a verb on a drive."""
    found = own_drive(request, uuid)
    form = AdvanceForm(request.POST, today=request.today, verb=request.POST.get("verb", ""))
    if form.is_valid():
        try:
            operations.advance(scope=request.scope, drive=found, today=request.today, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written in the course of the drive."))
            return redirect("contributions:drive", uuid)
    return _show(request, found, advance=form)


@official("confirm")
@require_POST
def change(request: Request, uuid: UUID, kind: str, entry: UUID) -> HttpResponse:
    """Changes one line: it has come, may be named or not, its name is taken out, it is withdrawn."""
    found = own_drive(request, uuid)
    model = ENTRIES.get(kind)
    lines = model._default_manager.filter(uuid=entry, drive=found).select_related("drive") if model else None
    line: Any = lines.first() if lines is not None else None
    if line is None:
        raise Http404
    verb, why = request.POST.get("verb", ""), request.POST.get("why", "")[:400]
    by: dict[str, Any] = {"scope": request.scope, "today": request.today}
    try:
        if verb == "withdraw":
            operations.withdraw(**by, entry=line, why=why)
        elif verb == "receive" and isinstance(line, Gift):
            operations.receive(**by, gift=line, on=request.today)
        elif verb in ("name", "unname") and isinstance(line, Gift):
            operations.name_giver(**by, gift=line, may_be_named=verb == "name")
        elif verb == "forget" and isinstance(line, Gift):
            operations.forget_giver(scope=request.scope, gift=line, why=why)
        else:
            return _show(request, found, refusal=_("Choose what to do with this line."))
    except Unable as error:
        return _show(request, found, refusal=str(error), line=line.uuid, why=why)
    messages.success(request, _("The line was changed."))
    return redirect("contributions:drive", uuid)


@everyone
@require_safe
def photo(request: Request, uuid: UUID, which: str) -> HttpResponse:
    """A photo of a work, for everyone while its drive is public."""
    found = queries.work(uuid)
    shown = {"truoc": found.before, "sau": found.after}.get(which) if found else None
    if found is None or shown is None:
        raise Http404
    is_open = found.drive.is_public and not found.withdrawn_on
    if not is_open and not request.scope.may("read", found.drive.owner_unit_id):
        raise Http404
    answer = HttpResponse(files.bytes_of(shown), content_type=shown.media_type)
    answer["Content-Disposition"] = "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _show(request: Request, found: Drive, **bound: Any) -> HttpResponse:
    context = pages.book(found)
    is_keeper = keeps(request, found)
    gifts = [*context["book"].gifts, *context["book"].joint]
    given: AdvanceForm | None = bound.get("advance")
    verbs = []
    for verb in rules.open_verbs(found.stage, is_public=found.is_public) if is_keeper else ():
        form = given if given and given.data.get("verb") == verb else AdvanceForm(today=request.today, verb=verb)
        verbs.append((verb, wording.VERBS[verb], wording.MEANINGS[verb], form))
    context |= {
        "page": Paginator(gifts[::-1], ON_A_PAGE).get_page(request.GET.get("trang")),
        "keeps": is_keeper,
        # Former words may name somebody: they are for who keeps the book.
        "corrections": corrections.of(found) if is_keeper else [],
        "withdrawn": [(one, pages.line_words(one)) for one in context["book"].withdrawn] if is_keeper else [],
        "writable": rules.WRITABLE[found.stage] if is_keeper else set(),
        "verbs": verbs,
        "steps": [(one, wording.VERBS.get(one.verb, _("Drive opened"))) for one in found.steps.order_by("pk")],
        "practices": list(found.practices.order_by("sort_key", "pk")),
        "themes": list(found.themes.order_by("from_on", "pk")),
        "left_to_practices": pages.left_to_practices(found),
        "form": given,
        "refusal": bound.get("refusal", ""),
        "line": bound.get("line"),
        "why": bound.get("why", ""),
    }
    return render(request, "contributions/drive.html", context, status=422 if bound else 200)


def line_form(request: Request, found: Drive, form: Any, name: str) -> HttpResponse:
    """The page on which a line of the book is written or corrected."""
    # What has come may be corrected for as long as money may still be spent.
    needed = "spending" if "why" in form.fields else name
    context = {"form": form, "drive": found, "closed": closed(found, needed)}
    return render(request, f"contributions/{name}.html", context, status=422 if form.errors else 200)


def keeps(request: Request, found: Drive) -> bool:
    """Whether the visitor keeps the book of the drive."""
    return request.scope.may("confirm", found.owner_unit_id)


def found_drive(request: Request, uuid: UUID) -> Drive:
    """A drive within reach, else 404."""
    found = queries.drive(uuid)
    if found is None or not request.scope.may("read", found.owner_unit_id):
        raise Http404
    return found


def own_drive(request: Request, uuid: UUID) -> Drive:
    """A drive whose book the visitor keeps, else 403."""
    found = found_drive(request, uuid)
    if not keeps(request, found):
        raise PermissionDenied
    return found
