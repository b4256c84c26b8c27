"""The pages of the book of outgoing numbers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.directives import operations, queries
from lantoa.directives.forms.numbers import CongressForm, NoteForm, UnitForm, WithdrawForm
from lantoa.directives.operations import Paper
from lantoa.directives.pages import numbers as pages
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit


@official("report")
@require_safe
def books(request: Request) -> HttpResponse:
    """Whose book one may open; the one that was chosen opens."""
    units = [(str(one.uuid), one.name) for one in pages.books(request.scope, request.today)]
    form = UnitForm(request.GET if "unit" in request.GET else None, units=units)
    if form.is_valid():
        return redirect("directives:book", form.cleaned_data["unit"])
    return render(request, "directives/books.html", {"form": form}, status=422 if form.errors else 200)


@official("report")
@require_safe
def book(request: Request, unit: UUID) -> HttpResponse:
    """The book of a unit."""
    return _show(request, _unit(request, unit))


def _unit(request: Request, uuid: UUID) -> NamedUnit:
    try:
        found = organisations.unit(str(uuid), request.today)
    except organisations.UnableToFindUnit:
        raise Http404 from None
    if not request.scope.may("report", found.pk):
        raise Http404
    return found


def _show(request: Request, unit: NamedUnit, one: UUID | None = None, **forms: Any) -> HttpResponse:
    """The page, with the form that was not right as it was typed: ``wrong``, of the record ``one`` where it is that of
    a taking back."""
    asked = {name: str(value) for name, value in request.GET.items()}
    found = pages.book_page(unit, asked, request.today, {one: forms["wrong"]} if one else {})
    context = found | {
        "note": NoteForm(kinds=found["kinds"]),
        "congress": CongressForm(),
        **forms,
    }
    return render(request, "directives/book.html", context, status=422 if forms else 200)


@official("report")
@require_POST
def note(request: Request, unit: UUID) -> HttpResponse:
    """A number that was given elsewhere is noted."""
    found = _unit(request, unit)
    is_party = queries.is_party_body(found.pk, request.today)
    form = NoteForm(request.POST, kinds=queries.kinds(is_party, request.today))
    if form.is_valid():
        said = form.cleaned_data
        paper = Paper(said["kind"], is_party, said["dated_on"], said["about"])
        try:
            operations.note_given_elsewhere(
                scope=request.scope, unit=found.pk, paper=paper, number=said["number"], today=request.today
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The number is noted. It is not given again."))
            return redirect("directives:book", unit)
    return _show(request, found, note=form, wrong=form)


@official("report")
@require_POST
def record_congress(request: Request, unit: UUID) -> HttpResponse:
    """A congress is recorded."""
    found = _unit(request, unit)
    form = CongressForm(request.POST)
    if form.is_valid():
        try:
            operations.record_congress(scope=request.scope, unit=found.pk, today=request.today, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The congress is recorded. Papers dated after it are numbered from 01."))
            return redirect("directives:book", unit)
    return _show(request, found, congress=form, wrong=form)


@official("report")
@require_POST
def withdraw_congress(request: Request, uuid: UUID) -> HttpResponse:
    """A congress that was recorded wrongly is taken back."""
    one = queries.congress(uuid)
    if one is None or not request.scope.may("report", one.unit_id):
        raise Http404
    unit = organisations.named(request.today).get(pk=one.unit_id)
    form = WithdrawForm(request.POST, auto_id=f"{uuid}_%s")
    if form.is_valid():
        try:
            operations.withdraw_congress(scope=request.scope, congress=one, why=form.cleaned_data["why"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The congress was taken back."))
            return redirect("directives:book", unit.uuid)
    return _show(request, unit, uuid, wrong=form)


@official("report")
@require_POST
def withdraw_note(request: Request, uuid: UUID) -> HttpResponse:
    """A number given elsewhere that was noted wrongly is taken back."""
    one = queries.number(uuid)
    if one is None or not request.scope.may("report", one.unit_id):
        raise Http404
    unit = organisations.named(request.today).get(pk=one.unit_id)
    form = WithdrawForm(request.POST, auto_id=f"{uuid}_%s")
    if form.is_valid():
        try:
            operations.withdraw_note(scope=request.scope, number=one, why=form.cleaned_data["why"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The number was taken back."))
            return redirect("directives:book", unit.uuid)
    return _show(request, unit, uuid, wrong=form)
