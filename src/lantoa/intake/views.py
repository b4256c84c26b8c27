"""The pages of papers: the list, bringing one in, reviewing what was read in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.files import queries as files
from lantoa.intake import as_reports, batches, deciding, operations, pages, queries, wording
from lantoa.intake.forms import FilterForm, TakeInForm, TypingForm
from lantoa.intake.models import Batch
from lantoa.intake.queries import PaperNow
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.reading.inputs.limits import BATCH_BYTES, FILE_BYTES, MEGABYTE

ON_A_PAGE = 50
NARROWED = "loc"
LATEST_BATCHES = 3
PICTURES = ("image/jpeg", "image/png")


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The papers that one may see, the newest first."""
    form = FilterForm(request.GET, years=queries.years(request.scope))
    found = queries.narrowed(queries.readable(request.scope), **form.wanted())
    page = Paginator(queries.with_counts(found), ON_A_PAGE).get_page(request.GET.get("trang"))
    names = organisations.names_on((one.about_unit_id for one in page.object_list), request.today)
    context = {
        "filter": form,
        "page": page,
        "rows": [(one, names[one.about_unit_id]) for one in page.object_list],
        "is_narrow": bool(form.wanted()),
        "may_take_in": "take_in" in request.scope.reach,
        "batches": batches.readable(request.scope)[:LATEST_BATCHES],
    }
    return render(request, "intake/list.html", context)


@official("take_in")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """A paper, or several, come in."""
    if request.method != "POST":
        form = TakeInForm(scope=request.scope, today=request.today, as_report=request.GET.get("bao-cao", ""))
        return render(request, "intake/new.html", {"form": form})
    form = TakeInForm(request.POST, request.FILES, scope=request.scope, today=request.today)
    taken: list[tuple[PaperNow, bool]] = []
    if form.is_valid() and form.is_batch():
        if batch := _bring(request, form):
            return redirect("intake:batch", batch.uuid)
    elif form.is_valid():
        taken = _take_in_all(request, form)
    if form.errors:
        return render(request, "intake/new.html", {"form": form, "taken": taken}, status=422)
    for paper_, is_new in taken:
        if not is_new:
            messages.info(request, _("“%s” was taken in before. Nothing was entered twice.") % paper_.title)
        elif len(taken) > 1:
            messages.success(request, _("“%s” has come in.") % paper_.title)
    return redirect("intake:paper", taken[0][0].uuid) if len(taken) == 1 else redirect("intake:list")


@official("read")
@require_safe
def paper(request: Request, uuid: UUID) -> HttpResponse:
    """Where a paper is reviewed; until it is read, how far that is."""
    found = _paper(request, uuid)
    if found.stage not in ("review", "done"):
        return _waiting(request, found)
    if request.htmx and request.GET.get("doc"):  # type: ignore[attr-defined]  # the htmx middleware puts it there
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    review = _review_of(request, found)()
    deciding.open_panel(request, review)
    return _show(request, review)


@official("read")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, uuid: UUID) -> HttpResponse:
    """One finding: its card, opened for correcting or joining; and every decision on it."""
    finding = queries.finding(request.scope, uuid)
    if finding is None:
        raise Http404
    found = _paper(request, finding.paper.uuid)
    htmx = bool(request.htmx)  # type: ignore[attr-defined]
    review_of = _review_of(request, found, with_text=not htmx)
    if request.method != "POST":
        if not htmx:
            return redirect(f"{_address(found)}?{request.GET.urlencode()}#c-{finding.position}")
        review = review_of()
        deciding.open_panel(request, review, finding.uuid)
        return _fragment(request, review, finding.position)
    outcome = deciding.decide(request, finding, review_of)
    if outcome.failed:
        return _fragment(request, outcome.review, finding.position) if htmx else _show(request, outcome.review, 422)
    if htmx:
        return _fragment(request, outcome.review, outcome.number, said=outcome.said)
    messages.success(request, outcome.said)
    following = outcome.review.next_open(outcome.number) if outcome.goes_on else None
    return redirect(f"{_address(found, request)}#c-{following.number if following else outcome.number}")


@official("confirm")
@require_POST
def undo(request: Request, uuid: UUID) -> HttpResponse:
    """Takes back the last act of this person on the paper."""
    found = _paper(request, uuid)
    try:
        back = operations.undo_last(scope=request.scope, paper=found)
    except Unable as error:
        messages.error(request, str(error))
        return redirect(f"{_address(found, request)}#muc")
    said = ngettext("%(n)d item is open again.", "%(n)d items are open again.", len(back)) % {"n": len(back)}
    messages.success(request, said)
    return redirect(f"{_address(found, request)}#c-{min(one.position for one in back)}")


@official("confirm")
@require_POST
def settle(request: Request, uuid: UUID) -> HttpResponse:
    """Accepts all that is certain."""
    found = _paper(request, uuid)
    try:
        kind = request.POST.get("kind", "")
        count = operations.accept_all_certain(scope=request.scope, paper=found, kind=kind, today=request.today)
    except Unable as error:
        messages.error(request, str(error))
    else:
        said = ngettext("%(n)d certain item accepted.", "%(n)d certain items accepted.", count)
        messages.success(request, said % {"n": count})
    following = _review_of(request, found, with_text=False)().next_open(-1)
    return redirect(f"{_address(found, request)}#{f'c-{following.number}' if following else 'muc'}")


@official("confirm")
@require_POST
def close(request: Request, uuid: UUID) -> HttpResponse:
    """Ends the review, or opens it again."""
    found = _paper(request, uuid)
    act = operations.reopen if request.POST.get("verb") == "reopen" else operations.close
    try:
        act(scope=request.scope, paper=found)
    except Unable as error:
        messages.error(request, str(error))
        return redirect(_address(found))
    if act is operations.close:
        messages.success(request, _("“%s” is done. Its figures stand in the registers.") % found.title)
        return redirect("intake:list")
    return redirect(_address(found))


@official("read")
@require_safe
def file(request: Request, uuid: UUID) -> FileResponse:
    """The file as it was brought, to be saved and never opened within the site."""
    found = _paper(request, uuid)
    answer = FileResponse(files.path_of(found.file.sha256).open("rb"), as_attachment=True, filename=found.file.name)
    answer["Content-Type"] = "application/octet-stream"
    return answer


@official("read")
@require_safe
def picture(request: Request, uuid: UUID) -> FileResponse:
    """A paper that is a photo, to be looked at."""
    found = _paper(request, uuid)
    if found.file.media_type not in PICTURES:
        raise Http404
    answer = FileResponse(files.path_of(found.file.sha256).open("rb"))
    answer["Content-Type"] = found.file.media_type
    return answer


@official("take_in")
@require_POST
def type_text(request: Request, uuid: UUID) -> HttpResponse:
    """What a person typed from a paper that could not be read."""
    found, form = _paper(request, uuid), TypingForm(request.POST)
    if found.stage == "unreadable" and not form.is_valid():
        return _waiting(request, found, form)
    try:
        operations.type_text(scope=request.scope, paper=found, text=request.POST.get("text", ""))
    except Unable as error:
        if found.stage != "unreadable":
            messages.error(request, str(error))
            return redirect(_address(found))
        form.add_error("text", str(error))
        return _waiting(request, found, form)
    return redirect(_address(found))


@official("read")
@require_safe
def text(request: Request, uuid: UUID) -> HttpResponse:
    """The text that was taken out of the file, and nothing else."""
    found = _paper(request, uuid)
    if found.text is None:
        raise Http404
    return HttpResponse(found.text.text, content_type="text/plain; charset=utf-8")


def _paper(request: Request, uuid: UUID) -> PaperNow:
    found = queries.paper(request.scope, uuid)
    if found is None:
        raise Http404
    return found


def _may_confirm(request: Request, found: PaperNow) -> bool:
    return request.scope.may("confirm", found.unit_id)


def _address(found: PaperNow, request: Request | None = None) -> str:
    """The page of a paper, narrowed as the request is."""
    only = _only(request) if request else ""
    return reverse("intake:paper", args=[found.uuid]) + (f"?{urlencode({NARROWED: only})}" if only else "")


def _only(request: Request) -> str:
    """What the page is narrowed to."""
    only = request.GET.get(NARROWED, "")
    return only if only in (*wording.KINDS, "cho", "nghi") else ""


def _review_of(request: Request, found: PaperNow, *, with_text: bool = True) -> Callable[[], pages.Review]:
    return partial(
        pages.review,
        found,
        may_confirm=_may_confirm(request, found),
        with_text=with_text,
        only=_only(request),
        by=request.scope.actor_id,
    )


def _take_in_all(request: Request, form: TakeInForm) -> list[tuple[Any, bool]]:
    """Each paper by itself: one that is refused says so in the form, the others stay taken in."""
    unit, about = form.units()
    title = form.cleaned_data["title"]
    brought = form.brought()
    taken = []
    for name, content in brought:
        data = content.read(FILE_BYTES + 1) if isinstance(content, UploadedFile) else content
        field = "papers" if isinstance(content, UploadedFile) else "pasted"
        own_title = title if len(brought) == 1 else ""
        try:
            paper_, is_new = operations.take_in(
                scope=request.scope,
                name=name,
                data=data,
                unit=unit,
                about_unit=about,
                period=form.period(),
                title=own_title,
            )
            taken.append((paper_, is_new))
            if form.meant:
                as_reports.receive(scope=request.scope, paper=paper_, as_report=form.meant, on=request.today)
        except Unable as error:
            form.add_error(field, f"{name}: {error}" if field == "papers" else str(error))
    return taken


def _bring(request: Request, form: TakeInForm) -> Batch | None:
    """Many files, or an archive: kept now, read by the worker. None with the reason in the form where they cannot."""
    unit, about = form.units()
    try:
        if sum(one.size or 0 for one in form.cleaned_data["papers"]) > BATCH_BYTES:
            raise operations.UnableToBring(
                _("At most %(most)s MB at one go. Bring them in several goes.") % {"most": BATCH_BYTES // MEGABYTE}
            )
        batch, is_new = operations.bring(
            scope=request.scope,
            brought=[(name, one.read() if isinstance(one, UploadedFile) else one) for name, one in form.brought()],
            unit=unit,
            about_unit=about,
            period=form.period(),
            title=form.cleaned_data["title"],
        )
    except Unable as error:
        form.add_error("papers", str(error))
        return None
    if not is_new:
        messages.info(request, _("These files were brought before. Nothing was entered twice."))
    return batch


def _waiting(request: Request, found: PaperNow, form: TypingForm | None = None) -> HttpResponse:
    context = {
        "paper": found,
        "is_waiting": found.stage in ("", "waiting", "reading"),
        "is_picture": found.file.media_type in PICTURES,
        "may_type": found.stage == "unreadable" and request.scope.may("take_in", found.unit_id),
        "form": form or TypingForm(),
    }
    fragment = request.htmx and request.GET.get("doc")  # type: ignore[attr-defined]
    return render(
        request, "intake/_waiting.html" if fragment else "intake/waiting.html", context, status=422 if form else 200
    )


def _show(request: Request, review: pages.Review, status: int = 200) -> HttpResponse:
    names = organisations.names_on([review.paper.unit_id, review.paper.about_unit_id], request.today)
    context = {
        "review": review,
        "paper": review.paper,
        "problem_words": _("What was typed could not be understood."),
        "unit_name": names[review.paper.unit_id],
        "about_name": names[review.paper.about_unit_id],
        "has_tables": bool(review.paper.text and "\t" in review.paper.text.text),
        "is_picture": review.paper.file.media_type in PICTURES,
    }
    return render(request, "intake/paper.html", context, status=status)


def _fragment(request: Request, review: pages.Review, number: int, *, said: str = "") -> HttpResponse:
    """The card, the counter, and the cards that hang together with it."""
    card = review.card(number)
    related = [one for one in review.cards if card and (card in one.owners or one in card.owners)]
    context = {"review": review, "paper": review.paper, "card": card, "related": related, "said": said}
    return render(request, "intake/_decided.html", context)
