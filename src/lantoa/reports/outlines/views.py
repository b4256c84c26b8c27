"""The pages of outlines: the list, bringing one in, one outline, and one of its sections at a time."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.files import queries as files
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.reports.models.outlines import KINDS, Outline
from lantoa.reports.outlines import matching, operations, pages, queries
from lantoa.reports.outlines.forms import (
    FileField,
    KeepForm,
    NameForm,
    SectionForm,
    TableForm,
    TablesForm,
    UnitForm,
    WithdrawForm,
)
from lantoa.reports.rules.outlines import Section

ON_A_PAGE = 50


@official("report")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The outlines within reach, each by its last version."""
    page = Paginator(queries.current(request.scope), ON_A_PAGE).get_page(request.GET.get("trang"))
    names = organisations.names_on((one.unit_id for one in page.object_list), request.today)
    rows = [(one, names[one.unit_id], KINDS[one.kind]) for one in page.object_list]
    return render(request, "reports/outlines/list.html", {"page": page, "rows": rows})


@official("report")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """A file comes in and is read."""
    usual = UnitForm(scope=request.scope, today=request.today)
    if request.method != "POST":
        form = KeepForm(scope=request.scope, today=request.today)
        return render(request, "reports/outlines/new.html", {"form": form, "usual": usual})
    form = KeepForm(request.POST, request.FILES, scope=request.scope, today=request.today)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made, is_new = operations.keep(
                scope=request.scope,
                unit=form.unit_asked(),
                name=said["paper"].name or "",
                data=FileField.bytes_of(said["paper"]),
                title=said["title"],
                kind=said["kind"],
            )
        except Unable as error:
            form.add_error("paper", str(error))
        else:
            if not is_new:
                messages.info(request, _("This file was read before. Here is what it has become."))
            return redirect("reports:outline", made.uuid)
    return render(request, "reports/outlines/new.html", {"form": form, "usual": usual}, status=422)


@official("report")
@require_POST
def usual(request: Request) -> HttpResponse:
    """The usual sections become an outline of a unit's own."""
    form = UnitForm(request.POST, scope=request.scope, today=request.today)
    if not form.is_valid():
        keep = KeepForm(scope=request.scope, today=request.today)
        return render(request, "reports/outlines/new.html", {"form": keep, "usual": form}, status=422)
    made = operations.keep_usual(scope=request.scope, unit=form.unit_asked())
    return redirect("reports:outline", made.uuid)


@official("report")
@require_safe
def outline(request: Request, uuid: UUID) -> HttpResponse:
    """One version of an outline: every section, what fills it and why, and what nothing fills."""
    return _show(request, _readable(request, uuid))


@official("report")
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: Request, uuid: UUID, at: int) -> HttpResponse:
    """One section, to be put right."""
    found = _outline(request, uuid)
    one = _section(found, at)
    lexicon = queries.words()
    matches = matching.propose(found.whole, lexicon)[at]
    form = SectionForm(request.POST or None, section=one, lexicon=lexicon, matches=matches)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.correct(scope=request.scope, outline=found, at=at, section=form.corrected())
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The section was changed."))
            return redirect(_at(made, at))
    context = {
        "outline": found,
        "form": form,
        "at": at,
        "section": one,
        "number": at + 1,
        "proposed": [pages.fill_line(match.fill, match.why, lexicon) for match in matches],
        "tables": list(enumerate(one.tables)),
        "following": queries.following(found),
    }
    return render(request, "reports/outlines/section.html", context, status=422 if form.errors else 200)


@official("report")
@require_http_methods(["GET", "HEAD", "POST"])
def add_section(request: Request, uuid: UUID, at: int) -> HttpResponse:
    """A new section in front of the one at that place."""
    found = _outline(request, uuid)
    if at > len(found.sections):
        raise Http404
    level = found.whole[at - 1].level if at else 1
    form = SectionForm(request.POST or None, section=Section(level, "", ""), lexicon=queries.words())
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.add(scope=request.scope, outline=found, at=at, section=form.corrected())
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The section was added."))
            return redirect(_at(made, at))
    context = {"outline": found, "form": form, "at": at, "section": None, "following": queries.following(found)}
    return render(request, "reports/outlines/section.html", context, status=422 if form.errors else 200)


@official("report")
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: Request, uuid: UUID, at: int, number: int) -> HttpResponse:
    """Which indicators the columns and rows of an asked table stand for."""
    found = _outline(request, uuid)
    one = _section(found, at)
    if number >= len(one.tables):
        raise Http404
    form = TableForm(
        request.POST if request.method == "POST" else None, section=one, at=number, lexicon=queries.words()
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.correct(scope=request.scope, outline=found, at=at, section=form.corrected())
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The table was changed."))
            return redirect(_at(made, at))
    context = {"outline": found, "section": one, "at": at, "form": form, "table": form.table}
    return render(request, "reports/outlines/table.html", context, status=422 if form.errors else 200)


@official("report")
@require_POST
def arrange(request: Request, uuid: UUID, at: int) -> HttpResponse:
    """Moves a section up or down, or leaves it out."""
    found, verb = _outline(request, uuid), request.POST.get("verb", "")
    _section(found, at)
    try:
        if verb == "drop":
            made, to = operations.drop(scope=request.scope, outline=found, at=at), max(0, at - 1)
            messages.success(request, _("The section was left out. Earlier versions still have it."))
        else:
            made, to = operations.move(scope=request.scope, outline=found, at=at, up=verb == "up")
            messages.success(request, _("The section was moved."))
    except Unable as error:
        messages.error(request, str(error))
        made, to = found, at
    return redirect(_at(made, to))


@official("report")
@require_POST
def add_tables(request: Request, uuid: UUID) -> HttpResponse:
    """Tables come in behind the sections."""
    found = _outline(request, uuid)
    form = TablesForm(request.POST, request.FILES)
    if form.is_valid():
        brought = form.cleaned_data["tables"]
        data = FileField.bytes_of(brought)
        try:
            made = operations.add_tables(scope=request.scope, outline=found, name=brought.name or "", data=data)
        except Unable as error:
            form.add_error("tables", str(error))
        else:
            messages.success(request, _("The tables were added behind the sections."))
            return redirect(_at(made, len(found.sections)))
    return _show(request, found, form)


@official("report")
@require_POST
def rename(request: Request, uuid: UUID) -> HttpResponse:
    """Another name, or another kind."""
    said = _("The outline was changed.")
    return _acted(request, _outline(request, uuid), NameForm(request.POST), operations.rename, said)


@official("report")
@require_POST
def withdraw(request: Request, uuid: UUID) -> HttpResponse:
    """Takes the outline out of use, with the reason."""
    said = _("The outline is not offered any more.")
    return _acted(request, _outline(request, uuid), WithdrawForm(request.POST), operations.withdraw, said)


def _acted(request: Request, found: Outline, form: Form, act: Callable[..., Outline], said: str) -> HttpResponse:
    """Does with the whole outline what a form of its page asks for; what cannot be done is said beside the form."""
    if form.is_valid():
        try:
            made = act(scope=request.scope, outline=found, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            return redirect("reports:outline", made.uuid)
    return _show(request, found, form)


@official("report")
@require_safe
def file(request: Request, uuid: UUID) -> FileResponse:
    """The file as it was brought, to be saved and never opened within the site."""
    found = _readable(request, uuid)
    if found.source is None:
        raise Http404
    answer = FileResponse(files.path_of(found.source.sha256).open("rb"), as_attachment=True, filename=found.source.name)
    answer["Content-Type"] = "application/octet-stream"
    return answer


def _outline(request: Request, uuid: UUID) -> Outline:
    found = queries.outline(request.scope, uuid)
    if found is None:
        raise Http404
    return found


def _readable(request: Request, uuid: UUID) -> Outline:
    """Read by whoever owes a report after it too; changed by those who keep it."""
    found = queries.readable(request.scope, uuid, request.today)
    if found is None:
        raise Http404
    return found


def _section(found: Outline, at: int) -> Section:
    sections = found.whole
    if at >= len(sections):
        raise Http404
    return sections[at]


def _at(found: Outline, at: int) -> str:
    return reverse("reports:outline", args=[found.uuid]) + f"#m-{at}"


def _show(request: Request, found: Outline, bound: Form | None = None) -> HttpResponse:
    """The page of an outline, with the one of its forms that was sent."""
    naming = NameForm(initial={"name": found.name, "kind": found.kind})
    context = pages.outline_page(found, request.scope) | {
        "unit_name": organisations.names_on([found.unit_id], request.today)[found.unit_id],
        "tables": bound if isinstance(bound, TablesForm) else TablesForm(),
        "naming": bound if isinstance(bound, NameForm) else naming,
        "withdrawing": bound if isinstance(bound, WithdrawForm) else WithdrawForm(),
        "bound": bound,
    }
    return render(request, "reports/outlines/outline.html", context, status=422 if bound else 200)
