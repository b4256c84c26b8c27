"""The pages of figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.indicators import operations, queries, rules
from lantoa.indicators.forms import UnitSearchForm, ViewForm, WithdrawForm
from lantoa.indicators.models import Indicator, Statement
from lantoa.indicators.pages import acts, explore, openings, rows, tables, trees
from lantoa.indicators.pages import doubles as double_pages
from lantoa.indicators.pages import targets as target_pages
from lantoa.indicators.sheets import figures as sheets
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, everyone, official

FACTS_ON_A_PAGE = 50


@everyone
@require_safe
def figure(
    request: Request, *, indicator: str, unit: UUID, period: str, line: str, tree: str, upto: int
) -> HttpResponseBase:
    """A figure with everything that it is made of."""
    one = _opened(request, indicator_=indicator, unit=unit, period=period, line=line, tree=tree, upto=upto)
    if isinstance(one, HttpResponseBase):
        return one
    below = rows.below(one)
    found = below.whole.figure
    exemptions = queries.exemptions_of(one.indicator, one.unit.pk, one.view)
    # The texts are long; the excerpts are read by themselves, each text once.
    behind = queries.facts(one.indicator, one.unit.pk, one.view).defer("citation__text__text")
    page = Paginator(behind, FACTS_ON_A_PAGE).get_page(request.GET.get("trang"))
    seq, written_on = openings.as_of(one.view.upto)
    current = rows.now(one, found)
    context: dict[str, Any] = {
        "one": one,
        "line": tables.LINE_NAMES[one.view.line],
        "found": rows.row(one, found, is_exempt=bool(exemptions)),
        "seq": seq,
        "written_on": written_on,
        "fixed": tables.fixed_url(one, seq),
        "current": current,
        "doubles": double_pages.behind(one, request.scope),
        "message": tables.message(one, found, seq),
        "page": page,
        "facts": openings.lines(page.object_list, request.scope, of=one),
        "taken_back": openings.taken_back(one, request.scope),
        "above": openings.above(one),
        "covered": below.covered,
        "exemptions": exemptions if request.scope.may("read", one.unit.pk) else [],
        "may_exempt": not (found.any or exemptions) and request.scope.may("confirm", one.unit.pk),
        "places": [place for place in below.places if place.figure.any],
        "silent_places": [place for place in below.places if not place.figure.any],
        "own": rows.own(one) if below.places else [],
        "switch": trees.switch(
            one.view.tree,
            request.today,
            lambda tree: queries.figure_path(one.indicator, one.unit, trees.on_tree(one.view, tree)),
        ),
        "elsewhere": trees.elsewhere(
            one.unit, one.view, lambda unit: queries.figure_path(one.indicator, unit, one.view)
        ),
        "adds_up": one.indicator.over_places == "sum",
        "explore": explore.path(one.indicator, one.unit, replace(one.view, upto=None), request.today),
        "parts": rows.parts(one),
        # What a printed figure was compared with may have changed since, as it has.
        "targets": [] if current else target_pages.of_figure(one, request.scope, request.today),
    }
    return render(request, "indicators/figure.html", context)


@everyone
@require_safe
def facts(
    request: Request, *, indicator: str, unit: UUID, period: str, line: str, tree: str, upto: int
) -> HttpResponseBase:
    """The facts of a figure as an Excel workbook, with what the visitor may see of them."""
    one = _opened(request, indicator_=indicator, unit=unit, period=period, line=line, tree=tree, upto=upto)
    if isinstance(one, HttpResponseBase):
        return one
    name = f"{one.indicator.code}-{one.unit.code}-{one.view.period.code}"
    return download(sheets.of_facts(one, request.scope), name)


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """Every indicator with its figures for one unit and period."""
    form, table = _table(request)
    search = UnitSearchForm(request.GET)
    words = search.cleaned_data["q"].strip() if search.is_valid() else ""
    context = {
        "form": form,
        "search": search,
        "words": words,
        "units": tables.found_units(words, request.today) if words else [],
        "table": table,
        "around": tables.around(table) if table else None,
        "switch": _switch(request, table) if table else None,
        "elsewhere": trees.elsewhere(
            table.unit, table.view, lambda unit: _with(request, unit=unit.uuid, tree=trees.as_word(table.view.tree))
        )
        if table
        else None,
    }
    return render(request, "indicators/list.html", context)


@official("read")
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same table as an Excel workbook."""
    _form, table = _table(request)
    if table is None:
        raise Http404
    return download(sheets.of_table(table), f"so-lieu-{table.unit.code}-{table.view.period.code}")


@everyone
@require_safe
def definition(request: Request, code: str) -> HttpResponseBase:
    """What an indicator means, how it adds, and what it may be mistaken for."""
    try:
        one = queries.indicator(code)
    except queries.UnableToFindIndicator as error:
        raise Http404(str(error)) from error
    if first := sign_in_first(request, one):
        return first
    context = {
        "one": one,
        "parts": one.parts.order_by("position", "part", "code"),
        "figure": tables.usual_figure(one, request.scope, request.today),
    }
    return render(request, "indicators/definition.html", context)


@everyone
@require_safe
def calculation(request: Request) -> HttpResponse:
    """How figures are calculated, in plain words; the same table as docs/how-figures-are-calculated.md."""
    return render(request, "indicators/calculation.html", {"sums": rules.wording_table()})


@everyone
@require_safe
def statement(request: Request, uuid: UUID) -> HttpResponseBase:
    """A reported figure with its paper and its history."""
    found = _statement(uuid)
    if first := sign_in_first(request, found.indicator):
        return first
    if not (found.indicator.is_public or request.scope.may("read", found.unit_id)):
        raise Http404
    return _show_statement(request, found, WithdrawForm())


@official("confirm")
@require_POST
def withdraw(request: Request, uuid: UUID) -> HttpResponse:
    """Takes a reported figure back."""
    found = _statement(uuid)
    if not request.scope.may("read", found.unit_id):
        raise Http404
    if not request.scope.may("confirm", found.unit_id):
        raise PermissionDenied
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            operations.withdraw(scope=request.scope, statement=found, why=form.cleaned_data["why"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The figure was taken back. It stays here with the reason."))
            return redirect("indicators:statement", uuid)
    return _show_statement(request, found, form)


def _opened(request: Request, **address: Any) -> queries.Opened | HttpResponseBase:
    """What an address names, or the page that is shown in its place."""
    try:
        one = queries.opened(**address)
    except queries.UnableToOpenFigure as error:
        return render(request, "indicators/no_figure.html", {"why": error}, status=404)
    return sign_in_first(request, one.indicator) or one


def download(book: bytes, name: str) -> HttpResponse:
    """A workbook as a file."""
    file = HttpResponse(book, content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return file


def _show_statement(request: Request, found: Statement, form: WithdrawForm) -> HttpResponse:
    is_open = request.scope.may("read", found.unit_id)
    facts = list(queries.facts_of_source("statement", [found.uuid]))
    view = queries.View(found.period)
    context = {
        "statement": found,
        "form": form,
        "is_open": is_open,
        "facts": openings.lines(facts, request.scope),
        "unit": organisations.unit(str(found.unit.uuid), found.to_on),
        "figure": queries.figure_path(found.indicator, found.unit, view),
        "history": acts.told("statement", found.uuid) if is_open else [],
        "may_withdraw": bool(facts) and request.scope.may("confirm", found.unit_id),
    }
    return render(request, "indicators/statement.html", context)


def _table(request: Request) -> tuple[ViewForm, tables.Table | None]:
    form = ViewForm(request.GET)
    if not form.is_valid():
        return form, None
    table = tables.table(form, request.scope, request.today)
    return ViewForm(tables.as_fields(table, request.today)) if table else form, table


def _switch(request: Request, table: tables.Table) -> trees.Switch:
    return trees.switch(
        table.view.tree,
        request.today,
        lambda tree: _with(request, tree=trees.as_word(tree), tree_on=""),
    )


def _with(request: Request, **words: Any) -> str:
    """This address with other words, which replace its own; empty ones are left out."""
    said = {name: value for name, value in request.GET.items() if name not in ("q", "tree_on")}
    return "?" + urlencode({name: value for name, value in (said | words).items() if value})


def _statement(uuid: UUID) -> Statement:
    found = queries.statement(uuid)
    if found is None:
        raise Http404
    return found


def sign_in_first(request: Request, indicator: Indicator) -> HttpResponseBase | None:
    """Where a visitor is sent who must sign in to see an indicator; 403 for an account whose role reads nothing."""
    if indicator.is_public or "read" in request.scope.reach:
        return None
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.get_full_path())
