"""The pages of the book of papers, and of one paper."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.directives import operations, queries
from lantoa.directives.forms.papers import EndForm, HeadForm, LinkForm, RecordForm, WhyForm, upload_of
from lantoa.directives.models import Directive
from lantoa.directives.pages import papers as pages
from lantoa.files import queries as files
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit

NEVER = "private, no-store"


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The papers in the books of the unit in whose name one acts, and of the bodies there."""
    units = pages.own_units(request.scope, request.today)
    context = pages.book_page(units, request.GET, request.today)
    context |= {"may_record": bool(_kept(request, units)), "may_send": "report" in request.scope.reach}
    return render(request, "directives/list.html", context)


def _kept(request: Request, units: list[NamedUnit]) -> list[NamedUnit]:
    """The units whose books one keeps, the bodies first: it is they that issue papers."""
    kept = [one for one in units if queries.keeps_book(request.scope, one.pk)]
    return sorted(kept, key=lambda one: one.is_place)


@official("read")
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same list as Excel."""
    units = pages.own_units(request.scope, request.today)
    file = HttpResponse(pages.sheet(units, request.GET, request.today), content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="so-van-ban_{request.today:%Y-%m-%d}.xlsx"'
    return file


@official("confirm", "answer")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """A paper enters a book."""
    units = _kept(request, pages.own_units(request.scope, request.today))
    if not units:
        raise Http404
    posted = request.method == "POST"
    form = RecordForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        units=units,
        issuers=queries.likely_issuers([one.pk for one in units], request.today),
        uppers=pages.offered_uppers(request.scope),
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            made, is_new = operations.record_directive(
                scope=request.scope,
                unit=form.book(),
                header=form.header(),
                carries_out=form.carries_out(),
                upload=upload_of(said["file"]),
                is_open=said["is_open"],
                uuid=said["uuid"],
                today=request.today,
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            here = _("This paper was here already; it is in your book.")
            messages.success(request, _("The paper is in the book.") if is_new else here)
            return redirect("directives:paper", made.uuid)
    return render(request, "directives/new.html", {"form": form}, status=422 if form.errors else 200)


def found(request: Request, uuid: UUID) -> Directive:
    """The paper, for those who may open it."""
    one = queries.opened(uuid, request.scope)
    if one is None:
        raise Http404
    return one


@official("read")
@require_safe
def paper(request: Request, uuid: UUID) -> HttpResponse:
    """One paper."""
    return _show(request, found(request, uuid))


def _show(request: Request, one: Directive, **wrong: Form) -> HttpResponse:
    context = pages.paper_page(one, request.scope, request.today)
    if context["may_change"]:
        context |= {
            "head": HeadForm(
                issuers=[],
                initial={
                    "code": one.code,
                    "issuer_name": one.issuer_name,
                    "dated_on": f"{one.dated_on:%d/%m/%Y}",
                    "abstract": one.abstract,
                },
            ),
            "why": WhyForm(auto_id="head_%s"),
            "end": EndForm(papers=queries.in_force_after(one, request.scope), today=request.today),
            "link": LinkForm(papers=_uppers(request, one)),
            "again": WhyForm(auto_id="again_%s"),
            "uppers": queries.uppers_of([one]).get(one.pk, []),
        }
    context |= wrong | {"wrong_forms": list(wrong.values())}
    return render(request, "directives/paper.html", context, status=422 if wrong else 200)


def _uppers(request: Request, one: Directive) -> list[Directive]:
    known = {upper.pk for upper in queries.uppers_of([one]).get(one.pk, [])}
    offered = pages.offered_uppers(request.scope, but=one)
    return [upper for upper in offered if upper.pk not in known and upper.dated_on <= one.dated_on]


def _own(request: Request, uuid: UUID) -> Directive:
    one = found(request, uuid)
    if not queries.may_change(one, request.scope):
        raise Http404
    return one


@official("read")
@require_safe
def file(request: Request, uuid: UUID) -> HttpResponse:
    """The file of a paper, as it was brought."""
    one = found(request, uuid)
    if one.file is None:
        raise Http404
    answer = HttpResponse(files.bytes_of(one.file), content_type=one.file.media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(one.file.name, safe='')}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = NEVER
    return answer


@official("confirm", "answer")
@require_POST
def correct(request: Request, uuid: UUID) -> HttpResponse:
    """The head of a paper is put right."""
    one = _own(request, uuid)
    issuers = queries.likely_issuers([one.recorded_in_id], one.dated_on)
    form = HeadForm(request.POST, request.FILES, issuers=issuers)
    why = WhyForm(request.POST, auto_id="head_%s")
    if all([form.is_valid(), why.is_valid()]):
        try:
            operations.correct(
                scope=request.scope,
                directive=one,
                header=form.header(),
                why=why.cleaned_data["why"],
                upload=upload_of(form.cleaned_data["file"]),
                today=request.today,
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The head was put right. What stood there before is in the history."))
            return redirect("directives:paper", one.uuid)
    return _show(request, one, head=form, why=why)


@official("confirm", "answer")
@require_POST
def end(request: Request, uuid: UUID) -> HttpResponse:
    """A paper is replaced or withdrawn."""
    one = _own(request, uuid)
    form = EndForm(request.POST, papers=queries.in_force_after(one, request.scope), today=request.today)
    if form.is_valid():
        on, by = form.cleaned_data["on"], form.replacement()
        try:
            if by:
                operations.replace(scope=request.scope, directive=one, by=by, on=on)
            else:
                operations.withdraw(scope=request.scope, directive=one, on=on, why=form.cleaned_data["why"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written down. Units that had not answered are not asked any more."))
            return redirect("directives:paper", one.uuid)
    return _show(request, one, end=form)


@official("confirm", "answer")
@require_POST
def restore(request: Request, uuid: UUID) -> HttpResponse:
    """A paper that was ended by mistake is in force again."""
    one = _own(request, uuid)
    form = WhyForm(request.POST, auto_id="again_%s")
    if form.is_valid():
        try:
            operations.restore(scope=request.scope, directive=one, why=form.cleaned_data["why"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The paper is in force again. Ask the units anew that were released."))
            return redirect("directives:paper", one.uuid)
    return _show(request, one, again=form)


@official("confirm", "answer")
@require_POST
def link(request: Request, uuid: UUID) -> HttpResponse:
    """A paper carries out another."""
    one = _own(request, uuid)
    form = LinkForm(request.POST, papers=_uppers(request, one))
    if form.is_valid():
        try:
            operations.link(scope=request.scope, directive=one, upper=form.paper(), today=request.today)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The two papers are linked."))
            return redirect("directives:paper", one.uuid)
    return _show(request, one, link=form)


@official("confirm", "answer")
@require_POST
def unlink(request: Request, uuid: UUID, upper: UUID) -> HttpResponse:
    """A paper does not carry out another after all."""
    one = _own(request, uuid)
    other = queries.directive(upper)
    if other is None:
        raise Http404
    try:
        operations.unlink(scope=request.scope, directive=one, upper=other)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The link was taken back."))
    return redirect("directives:paper", one.uuid)
