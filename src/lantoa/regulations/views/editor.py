"""The administrator changes rules."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.common.errors import Unable
from lantoa.design.access import Request, official
from lantoa.regulations import operations, queries
from lantoa.regulations.forms import EndForm, ReasonForm, RuleForm
from lantoa.regulations.models import Regulation
from lantoa.regulations.views import finding


@official("regulate")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """A rule of a new name."""
    form = RuleForm(request.POST or None, is_new=True)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        made = _tried(form, lambda: _added(request, said["code"], form))
        if made:
            messages.success(request, _("The rule is kept."))
            return redirect("regulations:rule", made.code)
    return _shown(request, form, _("Add a rule"), None)


@official("regulate")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, code: str) -> HttpResponse:
    """A new version of a rule from a day on; it begins with the text of the newest one."""
    newest = finding.versions(code, request.today)[0].regulation
    form = RuleForm(request.POST or None, rule=newest, is_new=True, as_json=_as_json(request))
    if form.is_bound and form.is_valid() and _tried(form, lambda: _added(request, code, form)):
        messages.success(request, _("The new version is kept. The former one ends the day before."))
        return redirect("regulations:rule", code)
    return _shown(request, form, _("New version"), newest)


@official("regulate")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, code: str, from_on: str) -> HttpResponse:
    """A mistake in a version is put right; its former text stays in the history."""
    one = finding.version(code, from_on)
    form = RuleForm(request.POST or None, rule=one, is_new=False, as_json=_as_json(request))

    def act() -> Regulation:
        why = form.cleaned_data["why"]
        return operations.correct(scope=request.scope, rule=one, text=form.text(), why=why)

    if form.is_bound and form.is_valid() and _tried(form, act):
        messages.success(request, _("The correction is kept, and the former text stays in the history."))
        return redirect("regulations:rule", code)
    return _shown(request, form, _("Correct a mistake"), one)


@official("regulate")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, code: str, from_on: str) -> HttpResponse:
    """A version ends without another one."""
    one = finding.version(code, from_on)
    form = EndForm(request.POST or None)

    def act() -> Regulation:
        return operations.end(scope=request.scope, rule=one, **form.cleaned_data)

    if form.is_bound and form.is_valid() and _tried(form, act):
        messages.success(request, _("The rule ends on that day."))
        return redirect("regulations:rule", code)
    return render(request, "regulations/end.html", {"form": form, "rule": one})


@official("regulate")
@require_POST
def offer(request: Request, code: str, from_on: str) -> HttpResponse:
    """The text that ships is taken over ("act=take") or declined."""
    found = [one.shipped for one in queries.offers(code) if one.shipped.effective_from.isoformat() == from_on]
    if not found:
        raise Http404(code)
    form = ReasonForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    try:
        if request.POST.get("act") == "take":
            operations.take_offer(scope=request.scope, shipped=found[0], why=why)
            messages.success(request, _("The text of the product is taken over."))
        else:
            operations.decline_offer(scope=request.scope, shipped=found[0], why=why)
            messages.success(request, _("The text that stands here is kept."))
    except Unable as error:
        messages.error(request, str(error))
    return redirect("regulations:rule", code)


def _added(request: Request, code: str, form: RuleForm) -> Regulation:
    said = form.cleaned_data
    return operations.add_version(
        scope=request.scope,
        code=code,
        text=form.text(),
        from_on=said["from_on"],
        to_on=said["to_on"],
        why=said["why"],
        leaves_gap=said["leaves_gap"],
    )


def _tried(form: Any, act: Any) -> Regulation | None:
    """What the act made; where it is refused, None, and the form says why above what was typed."""
    try:
        made: Regulation = act()
    except Unable as error:
        form.add_error(None, str(error))
        return None
    return made


def _as_json(request: Request) -> bool:
    return request.GET.get("dang") == "json"


def _shown(request: Request, form: RuleForm, title: str, rule: Regulation | None) -> HttpResponse:
    shown = {"form": form, "title": title, "rule": rule, "may_type_fields": rule is not None}
    return render(request, "regulations/edit.html", shown)
