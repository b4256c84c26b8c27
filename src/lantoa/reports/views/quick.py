"""The pages of reports, and their files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantoa.common.errors import Unable
from lantoa.indicators.pages.trees import as_word, elsewhere, switch
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit
from lantoa.reports import outgoing, practices_summary, queries
from lantoa.reports.forms.quick import ChooseForm
from lantoa.reports.rules import MOST_SHOWN
from lantoa.reports.rules.makings import is_large
from lantoa.reports.views import files


@official("report")
@require_safe
def choose(request: Request) -> HttpResponseBase:
    """Choosing unit and period; the choice leads to the report's own address."""
    asked_already = "unit" in request.GET
    form = ChooseForm(request.GET if asked_already else None, scope=request.scope, today=request.today)
    if asked_already and form.is_valid():
        return redirect(address(form.asked()))
    return render(request, "reports/choose.html", {"form": form})


@official("report")
@require_safe
def practices(request: Request) -> HttpResponseBase:
    """The report on practices as a page. Its address holds the ledger's sequence: it always says the same."""
    try:
        wanted = wanted_of(request)
    except Unable as refusal:
        return choose_again(request, refusal)
    if not (request.GET.get("upto") and request.GET.get("on")):
        return redirect(address(wanted))
    told = queries.gather(wanted, most=MOST_SHOWN)
    report, size = practices_summary.write(told), queries.size(wanted)
    context = {
        "report": report,
        "told": told,
        "switch": switch(wanted.tree, request.today, lambda tree: address(replace(wanted, tree=tree))),
        "elsewhere": elsewhere(
            wanted.unit, wanted.view, lambda unit: address(replace(wanted, unit=unit)) if _may(request, unit) else ""
        ),
        "word_is_large": is_large("docx", size),
        "excel_is_large": is_large("xlsx", size),
        "ask": address(wanted, "reports:ask_practices"),
        "word": address(wanted, "reports:practices_docx"),
        "excel": address(wanted, "reports:practices_xlsx"),
        "message": practices_summary.message(told, settings.PUBLIC_URL + address(wanted)),
    }
    return render(request, "reports/practices.html", context)


@official("report")
@require_safe
def practices_file(request: Request, *, form: str) -> HttpResponseBase:
    """The report on practices as a file: docx or xlsx."""
    try:
        wanted = wanted_of(request)
        if is_large(form, queries.size(wanted)):
            messages.info(request, _("This report is large: press the button, and its file is made in the background."))
            return redirect(address(wanted))
        data = outgoing.practices(wanted, form)
    except Unable as refusal:
        return choose_again(request, refusal)
    return files.of_practices(wanted, data, form)


def _may(request: Request, unit: NamedUnit) -> bool:
    return request.scope.may("report", unit.pk)


def address(wanted: queries.Asked, name: str = "reports:practices") -> str:
    """Where this very report, or a file of it, is found again."""
    words = {
        "unit": wanted.unit.code,
        "period": wanted.period.code,
        "tree": as_word(wanted.tree),
        "upto": wanted.upto,
        "on": wanted.on.isoformat(),
    }
    return f"{reverse(name)}?{urlencode(words)}"


def wanted_of(request: Request) -> queries.Asked:
    """Which report the address asks for; 404 out of reach."""
    said = {name: request.GET.get(name, "") for name in ("unit", "period", "upto", "on", "tree")}
    try:
        return queries.asked(scope=request.scope, today=request.today, **said)
    except queries.UnableToOpenUnit as refusal:
        raise Http404 from refusal


def choose_again(request: Request, refusal: Unable) -> HttpResponse:
    """The form once more, with what could be kept of the address and the reason."""
    kept: dict[str, Any] = {name: request.GET[name] for name in ("unit", "period", "tree") if request.GET.get(name)}
    form = ChooseForm(scope=request.scope, today=request.today, initial=kept)
    return render(request, "reports/choose.html", {"form": form, "refusal": refusal}, status=400)
