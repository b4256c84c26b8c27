"""A contest: its entries, jury, scores, ranking, prizes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.activities import operations, pages, queries
from lantoa.activities.forms import EntryForm, PrizesForm, ScoresForm, SetUpForm
from lantoa.activities.models import Activity
from lantoa.activities.rules.contests import points
from lantoa.activities.views import asking
from lantoa.common.errors import Unable
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official


@official("read")
@require_safe
def contest(request: Request, uuid: UUID) -> HttpResponse:
    """The entries in the order of their places, with jury, scores, prizes."""
    return _show(request, _contest(asking.activity(request, uuid)))


@official("answer")
@require_POST
def set_up(request: Request, uuid: UUID) -> HttpResponse:
    """Who judges, by which criteria."""
    one = _contest(asking.kept(request, uuid))
    form = SetUpForm(request.POST, sheet=queries.sheet(one))
    if form.is_valid():
        said: dict[str, Any] = form.cleaned_data | {"jurors": form.cleaned_data["jurors"].splitlines()}
        try:
            operations.set_up_contest(scope=request.scope, activity=one, **said)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written down."))
            return redirect("activities:contest", one.uuid)
    return _show(request, one, set_up=form)


@official("answer")
@require_POST
def entry(request: Request, uuid: UUID) -> HttpResponse:
    """Something takes part."""
    one = _contest(asking.kept(request, uuid))
    form = EntryForm(request.POST, units=pages.units_below(one.unit_id, one.from_on))
    if form.is_valid():
        try:
            operations.add_entry(scope=request.scope, activity=one, said=form.said(), uuid=form.cleaned_data["uuid"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The entry takes part."))
            return redirect("activities:contest", one.uuid)
    return _show(request, one, entry=form)


@official("answer")
@require_http_methods(["GET", "HEAD", "POST"])
def scores(request: Request, uuid: UUID, juror: UUID) -> HttpResponse:
    """What one juror gives."""
    one = _contest(asking.kept(request, uuid))
    sheet = queries.sheet(one)
    judge = next((each for each in sheet.jurors if each.uuid == juror), None)
    if judge is None:
        raise Http404
    form = ScoresForm(request.POST if request.method == "POST" else None, sheet=sheet, juror=judge)
    if form.is_valid():
        try:
            operations.give_scores(scope=request.scope, activity=one, juror=judge, scores=form.said())
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The scores are written down."))
            return redirect("activities:contest", one.uuid)
    context = {"form": form, "one": one, "juror": judge, "blocks": list(form.blocks()), "names": _names(one, sheet)}
    return render(request, "activities/scores.html", context, status=422 if form.errors else 200)


@official("answer")
@require_POST
def award(request: Request, uuid: UUID) -> HttpResponse:
    """Which entry gets which prize."""
    one = _contest(asking.kept(request, uuid))
    form = PrizesForm(request.POST, sheet=queries.sheet(one))
    if form.is_valid():
        try:
            operations.award(scope=request.scope, activity=one, prizes=form.said())
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The prizes are written down."))
            return redirect("activities:contest", one.uuid)
    return _show(request, one, prizes=form)


def _contest(one: Activity) -> Activity:
    if not queries.kind(one).contest:
        raise Http404
    return one


def _names(one: Activity, sheet: queries.Sheet) -> dict[int, str]:
    """Whose each entry is, in words."""
    units = organisations.names_on({row.unit_id for row in sheet.entries if row.unit_id}, one.from_on)

    def whose(row: Any) -> str:
        parts = (row.by_words or (row.person.full_name if row.person else ""), units.get(row.unit_id, ""))
        return ", ".join(part for part in parts if part)

    return {row.pk: whose(row) for row in sheet.entries}


def _show(request: Request, one: Activity, **bound: Any) -> HttpResponse:
    sheet = queries.sheet(one)
    keeps = queries.may_keep(request.scope, one.unit_id)
    names = _names(one, sheet)
    by_pk = {row.pk: row for row in sheet.entries}
    prizes = bound.get("prizes") or (PrizesForm(sheet=sheet) if keeps and one.stage == "held" else None)
    rows = [
        (row, names[row.pk], ranked, sheet.mean(row.pk), prizes and prizes.of(row))
        for ranked in sheet.ranked
        for row in (by_pk[ranked.entry],)
    ]
    units = pages.units_below(one.unit_id, one.from_on) if keeps else []
    context = {
        "one": one,
        "sheet": sheet,
        "rows": rows,
        "most": points(sum(row.most for row in sheet.criteria)),
        "keeps": keeps,
        "unit_name": organisations.names_on([one.unit_id], one.from_on).get(one.unit_id, ""),
        "set_up_form": bound.get("set_up") or (SetUpForm(sheet=sheet) if keeps else None),
        "entry_form": bound.get("entry") or (EntryForm(units=units) if keeps else None),
        "prizes_form": prizes,
        "form": next(iter(bound.values()), None),
    }
    return render(request, "activities/contest.html", context, status=422 if bound else 200)
