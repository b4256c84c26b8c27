"""The pages of who is looked after: counts for who may read the units, names for who needs them."""

from __future__ import annotations

from datetime import date
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
from lantoa.contributions import care_pages, care_sheets, wording
from lantoa.contributions.care_forms import CaredForm, HelpForm, ReviewForm
from lantoa.contributions.models import Cared
from lantoa.contributions.operations import care as operations
from lantoa.contributions.queries import care as queries
from lantoa.contributions.rules import care as rules
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official

ON_A_PAGE = 50
MOST_ROWS = 2_000


@official("read")
@require_safe
def counts(request: Request) -> HttpResponse:
    """How many each unit within reach looks after: numbers, never names."""
    year = _year(request.GET.get("nam", ""), request.today.year)
    page = Paginator(queries.counted_units(request.scope.units("read")), ON_A_PAGE).get_page(request.GET.get("trang"))
    home = request.scope.home_unit_id
    context = {
        "page": page,
        "rows": queries.counts(list(page.object_list), year, request.today),
        "year": year,
        "years": range(request.today.year, request.today.year - 5, -1),
        "keeps": home is not None and queries.may_keep(request.scope, home),
        "needs": "take_in" in request.scope.reach,
        "may_count": home is not None and request.scope.may("confirm", home),
        "counted": queries.years_of(home) if home is not None else [],
    }
    return render(request, "contributions/care_counts.html", context)


@official("take_in")
@require_safe
def names(request: Request) -> HttpResponse:
    """Those whom the visitor needs to know by name; every opening is written down."""
    found = queries.within_need(request.scope, request.today)
    if day := _day(request.GET.get(queries.REVIEWED, "")):
        found = found.filter(stage="open", review_on=day)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    shown = list(page.object_list)
    _tell(request, shown, "list")
    home = request.scope.home_unit_id
    context = {
        "page": page,
        "day": day,
        "lines": care_pages.lines(shown, request.today),
        "keeps": home is not None and queries.may_keep(request.scope, home),
    }
    return _private(render(request, "contributions/care_names.html", context))


@official("take_in")
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same list as an Excel workbook; its making is written down."""
    shown = list(queries.within_need(request.scope, request.today)[:MOST_ROWS])
    _tell(request, shown, "workbook")
    file = HttpResponse(
        care_sheets.names(care_pages.lines(shown, request.today), request.today), content_type=MEDIA_TYPE
    )
    file["Content-Disposition"] = f'attachment; filename="ho-hoc-sinh-duoc-giup-do-{request.today:%Y-%m-%d}.xlsx"'
    return _private(file)


@official("answer")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Enters a household or pupil of the visitor's own unit."""
    unit = _home(request)
    if unit is None or not queries.may_keep(request.scope, unit.pk):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = CaredForm(data, scope=request.scope, unit=unit, today=request.today)
    if form.is_valid():
        known = form.cleaned_data["uuid"]
        try:
            made = operations.look_after(scope=request.scope, said=form.said(), today=request.today, uuid=known)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Entered. Write what was given or done when it happens."))
            return redirect("contributions:cared", made.uuid)
    context = {"form": form, "unit": unit}
    return render(request, "contributions/care_new.html", context, status=422 if form.errors else 200)


@official("take_in")
@require_safe
def cared(request: Request, uuid: UUID) -> HttpResponse:
    """One household or pupil."""
    found = _found(request, uuid)
    _tell(request, [found], "page")
    return _show(request, found)


@official("take_in")
@require_POST
def give_help(request: Request, uuid: UUID) -> HttpResponse:
    """Writes what was given or done."""
    found = _found(request, uuid)
    form = HelpForm(request.POST, today=request.today)
    if form.is_valid():
        said, known = form.said(), form.cleaned_data["uuid"]
        try:
            operations.give_help(scope=request.scope, cared=found, said=said, today=request.today, uuid=known)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("What was given or done is written."))
            return redirect("contributions:cared", uuid)
    return _show(request, found, help_form=form)


@official("take_in")
@require_POST
def withdraw_help(request: Request, uuid: UUID, entry: UUID) -> HttpResponse:
    """Takes a line out of the totals, with the reason."""
    found = _found(request, uuid)
    given = queries.help_of(found, entry)
    if given is None:
        raise Http404
    why = request.POST.get("why", "")[:400]
    try:
        operations.withdraw_help(scope=request.scope, given=given, why=why, today=request.today)
    except Unable as error:
        return _show(request, found, refusal=str(error), line=given.uuid, why_typed=why)
    messages.success(request, _("The line was changed."))
    return redirect("contributions:cared", uuid)


@official("answer")
@require_POST
def review(request: Request, uuid: UUID) -> HttpResponse:
    """Looks at it again: it goes on, is over, begins anew."""
    found = _own(request, uuid)
    form = ReviewForm(request.POST, today=request.today, verb=request.POST.get("verb", ""))
    if form.is_valid():
        try:
            operations.review(scope=request.scope, cared=found, today=request.today, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The review is written."))
            return redirect("contributions:cared", uuid)
    return _show(request, found, review=form)


@official("answer")
@require_POST
def change_name(request: Request, uuid: UUID) -> HttpResponse:
    """Keeps the name out of sight, shows it again, or takes it out for good."""
    found = _own(request, uuid)
    verb, why = request.POST.get("verb", ""), request.POST.get("why", "")[:400]
    if verb in ("hide", "show"):
        operations.hide_name(scope=request.scope, cared=found, is_hidden=verb == "hide", today=request.today)
    elif verb == "forget" and why.strip():
        operations.forget_name(scope=request.scope, cared=found, why=why)
    else:
        return _show(request, found, refusal=_("Choose what to do with the name; taking it out needs a reason."))
    messages.success(request, _("The name was changed as asked."))
    return redirect("contributions:cared", uuid)


@official("confirm")
@require_POST
def count_year(request: Request) -> HttpResponse:
    """Puts the totals of the own unit's year into the figures."""
    unit = _home(request)
    if unit is None:
        raise PermissionDenied
    year = _year(request.POST.get("nam", ""), request.today.year)
    try:
        made = operations.count_year(scope=request.scope, unit=unit, year=year, today=request.today)
    except Unable as error:
        messages.error(request, str(error))
        return redirect("contributions:care")
    messages.success(request, _("The totals of the year are in the figures."))
    return redirect("contributions:care_year", made.uuid)


@official("read")
@require_safe
def care_year(request: Request, uuid: UUID) -> HttpResponse:
    """What of a year went into the figures: totals, never names."""
    found = queries.year(uuid)
    if found is None or not request.scope.may("read", found.unit_id):
        raise Http404
    names = organisations.names_on([found.unit_id], request.today)
    context = {"found": found, "unit_name": names.get(found.unit_id, "—"), "facts": list(queries.posted(found))}
    return render(request, "contributions/care_year.html", context)


def _show(request: Request, found: Cared, **bound: Any) -> HttpResponse:
    context = care_pages.page(found, request.scope, request.today)
    given: ReviewForm | None = bound.get("review")
    verbs = []
    for verb in rules.open_verbs(found.stage) if context["keeps"] else ():
        form = given if given and given.data.get("verb") == verb else ReviewForm(today=request.today, verb=verb)
        verbs.append((verb, wording.CARE_VERBS[verb], form))
    may_help = found.stage == "open"
    context |= {
        "verbs": verbs,
        "help_form": bound.get("help_form") or (HelpForm(today=request.today) if may_help else None),
        "form": given or bound.get("help_form"),
        "refusal": bound.get("refusal", ""),
        "line": bound.get("line"),
        "why_typed": bound.get("why_typed", ""),
    }
    return _private(render(request, "contributions/cared.html", context, status=422 if bound else 200))


def _tell(request: Request, shown: list[Cared], how: str) -> None:
    unit = _home(request)
    if unit is not None:
        operations.tell_opened(scope=request.scope, cared=shown, unit=unit.uuid, how=how)


def _home(request: Request) -> organisations.NamedUnit | None:
    home = request.scope.home_unit_id
    return None if home is None else organisations.named(request.today).filter(pk=home).first()


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    return answer


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _year(typed: str, this: int) -> int:
    return int(typed) if typed.isdecimal() and len(typed) == 4 and 2000 <= int(typed) <= this else this


def _found(request: Request, uuid: UUID) -> Cared:
    found = queries.one(request.scope, uuid, request.today)
    if found is None:
        raise Http404
    return found


def _own(request: Request, uuid: UUID) -> Cared:
    found = _found(request, uuid)
    if not queries.may_keep(request.scope, found.owner_unit_id):
        raise PermissionDenied
    return found
