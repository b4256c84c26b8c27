"""The page on which one indicator is looked at from all sides."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.indicators import queries
from lantoa.indicators.forms import LOOKS, ExploreForm, UnitSearchForm
from lantoa.indicators.models import Indicator
from lantoa.indicators.pages import explore, rows, tables, trees
from lantoa.indicators.pages import targets as target_pages
from lantoa.indicators.queries import Opened
from lantoa.indicators.sheets import figures as sheets
from lantoa.indicators.views.figures import download, sign_in_first
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, everyone


@everyone
@require_safe
def page(request: Request, code: str) -> HttpResponseBase:
    """An indicator by place, over time, or on both maps."""
    indicator = _indicator(code)
    if first := sign_in_first(request, indicator):
        return first
    form, one = _asked(request, indicator)
    search = UnitSearchForm(request.GET)
    words = search.cleaned_data["q"].strip() if search.is_valid() else ""
    context: dict[str, Any] = {
        "indicator": indicator,
        "form": form,
        "one": one,
        "search": search,
        "words": words,
        "units": tables.found_units(words, request.today) if words else [],
    }
    return render(request, "indicators/explore.html", context | (_shown(request, form, one) if one else {}))


@everyone
@require_safe
def workbook(request: Request, code: str) -> HttpResponseBase:
    """What the page shows as an Excel workbook."""
    indicator = _indicator(code)
    if first := sign_in_first(request, indicator):
        return first
    form, one = _asked(request, indicator)
    if one is None:
        raise Http404
    look = form.cleaned_data["xem"]
    if look == "thoi-gian":
        book = sheets.over_time(one, explore.times(one, request.today))
    elif look == "hai-ban-do":
        book = sheets.both_maps(one, explore.both_maps(one, request.today))
    else:
        book = sheets.by_place(one, explore.by_place(one, request.today, **_order(form)))
    return download(book, f"{indicator.code}-{one.unit.code}-{one.view.period.code}")


def _shown(request: Request, form: ExploreForm, one: Opened) -> dict[str, Any]:
    said = form.cleaned_data
    look, today = said["xem"] or "dia-ban", request.today
    up = organisations.path_up(one.unit.pk, one.view.line, queries.naming_day(one.view))
    more = {"xem": said["xem"], "sap": said["sap"]}

    def path(unit: Any, view: Any, **other: str) -> str:
        return explore.path(one.indicator, unit, view, today, **(more | other))

    shown: dict[str, Any] = {
        "look": look,
        "looks": [(label, path(one.unit, one.view, xem=value), value == look) for value, label in LOOKS],
        "above": [(unit.name, path(unit, one.view)) for unit in up if unit.pk != one.unit.pk],
        "switch": trees.switch(one.view.tree, today, lambda tree: path(one.unit, trees.on_tree(one.view, tree))),
        "elsewhere": trees.elsewhere(one.unit, one.view, lambda unit: path(unit, one.view)),
        "words_kept": urlencode(tables.as_words(one.unit, one.view, today) | more),
        "adds_up": one.indicator.over_places == "sum",
        "targets": target_pages.of_figure(one, request.scope, today),
    }
    if look == "thoi-gian":
        return shown | {"found": rows.row(one), "times": explore.times(one, today)}
    if look == "hai-ban-do":
        compared = explore.both_maps(one, today)
        sides = {None: compared[0].then, today: compared[0].today}
        return shown | {"found": sides.get(one.view.tree) or rows.row(one), "compared": compared}
    by_place = explore.by_place(one, today, **_order(form))
    return shown | {"found": by_place.whole, "by_place": by_place}


def _order(form: ExploreForm) -> dict[str, bool]:
    return {"by_amount": form.cleaned_data["sap"] == "nhieu"}


def _indicator(code: str) -> Indicator:
    try:
        return queries.indicator(code)
    except queries.UnableToFindIndicator as error:
        raise Http404(str(error)) from error


def _asked(request: Request, indicator: Indicator) -> tuple[ExploreForm, Opened | None]:
    """The form, filled with what is shown, and what that is."""
    form = ExploreForm(request.GET)
    if not form.is_valid():
        return form, None
    one = explore.opened(form, indicator, request.scope, request.today)
    if one is None:
        return form, None
    said = {"xem": form.cleaned_data["xem"], "sap": form.cleaned_data["sap"]}
    filled = ExploreForm(tables.as_words(one.unit, one.view, request.today) | said)
    filled.is_valid()
    return filled, one
