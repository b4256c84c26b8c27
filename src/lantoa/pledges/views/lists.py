"""Pledges come in from a list in Excel: the template, what is wrong cell by cell, what would become of it, the list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.files.operations import keep_photo
from lantoa.organisations import drafts
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit
from lantoa.pledges import list_sheets, operations, pages
from lantoa.pledges.list_forms import ConfirmListForm, ListForm, PeriodOfListForm
from lantoa.pledges.operations import Examined
from lantoa.pledges.queries import lists as queries
from lantoa.pledges.views import asking
from lantoa.pledges.views.writing import list_of, told
from lantoa.reading.inputs.lists import media_type_of

KEY = "pledge_lists"
# Of very many the first are shown; the marked file holds all of them.
MOST_SHOWN = 500


@official("answer")
@require_safe
def template(request: Request) -> HttpResponse:
    """The template with everybody who has no pledge of the period yet."""
    unit = asking.kept_unit(request)
    span, days = _period(request)
    near = queries.near(request.scope, unit, request.today, days)
    has = queries.have_one([one.pk for one in near.units.values()], span, days)
    data = list_sheets.template(near, list_sheets.empty_rows(near, has))
    return _file(data, f"dang-ky_{unit.code}_{days.code}.xlsx")


@official("answer")
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: Request) -> HttpResponse:
    """Where a list comes in; every wrong cell is said at once, a right one is shown before it counts."""
    unit = asking.kept_unit(request)
    form = ListForm(*((request.POST, request.FILES) if request.method == "POST" else ()), today=request.today)
    context: dict[str, Any] = {"form": form, "unit": unit}
    if form.is_valid():
        file = form.cleaned_data["file"]
        span, days = form.chosen()
        # A byte more than is taken tells that there is more.
        data = file.read(list_sheets.FILE_BYTES + 1)
        try:
            found = _examined(request, unit, (file.name, data), span, days)
        except Unable as error:
            form.add_error("file", str(error))
        else:
            kept = drafts.keep(request, file.name, data, str(unit.uuid), KEY, media_type=media_type_of(data))
            asked = _asked(unit, span, days)
            if not found.wrong:
                return redirect(reverse("pledges:list_read", args=[kept]) + f"?{asked}")
            context |= {"wrong": found.wrong[:MOST_SHOWN], "many": len(found.wrong), "draft": kept, "asked": asked}
    is_wrong = bool(form.errors or "wrong" in context)
    return render(request, "pledges/load.html", context, status=422 if is_wrong else 200)


@official("answer")
@require_safe
def marked(request: Request, draft: UUID) -> HttpResponse:
    """The same rows with every wrong cell marked and what is wrong as its comment."""
    unit, found = _draft(request, draft)
    span, days = _period(request)
    try:
        read = _examined(request, unit, (found.name, found.data), span, days)
    except Unable as error:
        raise Http404(str(error)) from error
    near = queries.near(request.scope, unit, request.today, days)
    return _file(list_sheets.marked(read.sheet, read.layout, read.wrong, near), "dang-ky_o-sai.xlsx")


@official("answer")
@require_http_methods(["GET", "HEAD", "POST"])
def list_read(request: Request, draft: UUID) -> HttpResponse:
    """What a list was understood to say; one press and it counts."""
    unit, kept = _draft(request, draft)
    span, days = _period(request)
    form = ConfirmListForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    try:
        found = _examined(request, unit, (kept.name, kept.data), span, days)
    except Unable as error:
        raise Http404(str(error)) from error
    try:
        if form.is_valid() and not found.wrong:
            photo = form.cleaned_data["photo"]
            done = operations.load_list(
                scope=request.scope,
                unit=unit,
                data=kept.data,
                name=kept.name,
                days=days,
                span=span,
                today=request.today,
                sending=draft,
                is_confirmed=form.cleaned_data["is_confirmed"],
                paper=keep_photo(scope=request.scope, name=photo.name, data=photo.read()) if photo else None,
            )
            told(request, done)
            return redirect(list_of(unit, days))
    except Unable as error:
        form.add_error(None, str(error))
    if found.wrong:
        messages.error(request, _("The register has changed since. Send the list again."))
        return redirect(reverse("pledges:load") + f"?unit={unit.uuid}")
    context = pages.list_page(found, unit) | {"form": form, "days": days, "draft": draft, "name": kept.name}
    return render(request, "pledges/list_read.html", context, status=422 if form.errors else 200)


def _examined(request: Request, unit: NamedUnit, file: tuple[str, bytes], span: str, days: Period) -> Examined:
    said: dict[str, Any] = {"name": file[0], "data": file[1], "days": days, "span": span, "today": request.today}
    return operations.examine_list(scope=request.scope, unit=unit, **said)


def _draft(request: Request, draft: UUID) -> tuple[NamedUnit, drafts.Draft]:
    unit = asking.kept_unit(request)
    found = drafts.get(request, draft, KEY)
    if found.paper != str(unit.uuid):
        raise Http404
    return unit, found


def _period(request: Request) -> tuple[str, Period]:
    """The year or term that the address names, else this year."""
    form = PeriodOfListForm(request.GET, today=request.today)
    return form.chosen() if form.is_valid() else ("year", Period.year(request.today.year))


def _asked(unit: NamedUnit, span: str, days: Period) -> str:
    said = QueryDict(mutable=True)
    said["unit"] = str(unit.uuid)
    said["year" if span == "year" else "term"] = (
        str(days.from_on.year) if span == "year" else f"{days.from_on:%d/%m/%Y} - {days.to_on:%d/%m/%Y}"
    )
    return said.urlencode()


def _file(data: bytes, name: str) -> HttpResponse:
    file = HttpResponse(data, content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="{name}"'
    return file
