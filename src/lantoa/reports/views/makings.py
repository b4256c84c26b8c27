"""The pages of files that are made in the background: asking for one, how far it is, taking it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.organisations.access import Request, official
from lantoa.reports import operations, queries
from lantoa.reports.models import Making, PaperTemplate
from lantoa.reports.rules.makings import KEPT_FOR
from lantoa.reports.views import files, quick
from lantoa.reports.views.papers import chosen_version, readable


@official("report")
@require_POST
def ask(request: Request, uuid: UUID) -> HttpResponse:
    """Has a file of a report made, or leads to the one that is there."""
    one = readable(request, uuid)
    version = chosen_version(one, request.POST.get("ban", ""))
    if not queries.may_open(one, version, request.scope):
        raise Http404
    try:
        made, is_new = operations.ask_for_file(
            scope=request.scope,
            report=one,
            form=request.POST.get("form", ""),
            at=timezone.now(),
            version=version,
            template=_template(request),
            anew="anew" in request.POST,
        )
    except Unable as error:
        messages.error(request, str(error))
        return redirect("reports:paper", one.uuid)
    if not is_new and not made.is_under_way:
        messages.info(request, _("This file was made before, and the report has not changed since."))
    return redirect("reports:making", made.uuid)


@official("report")
@require_POST
def ask_practices(request: Request) -> HttpResponseBase:
    """The same of the quick report on practices that the address names."""
    try:
        made, _is_new = operations.ask_for_practices(
            scope=request.scope,
            wanted=quick.wanted_of(request),
            form=request.POST.get("form", ""),
            at=timezone.now(),
            anew="anew" in request.POST,
        )
    except Unable as refusal:
        return quick.choose_again(request, refusal)
    return redirect("reports:making", made.uuid)


def _template(request: Request) -> PaperTemplate | None:
    """The unit's own Word file that was chosen; 404 for one that may not be used."""
    wish = request.POST.get("mau", "")
    if not wish:
        return None
    try:
        found = queries.template(request.scope, UUID(wish))
    except ValueError:
        raise Http404 from None
    if found is None:
        raise Http404
    return found


@official("report")
@require_safe
def making(request: Request, uuid: UUID) -> HttpResponse:
    """How far a file is; once it is there, where it is taken."""
    made = _making(request, uuid)
    context = {
        "made": made,
        "one": made.report,
        **_about(made),
        "named": queries.named_period(made),
        "until": made.ended_at + KEPT_FOR if made.ended_at else None,
        "form_name": operations.FORMS[made.form],
    }
    fragment = request.htmx and request.GET.get("doc")  # type: ignore[attr-defined]  # the htmx middleware puts it there
    return render(request, "reports/_making.html" if fragment else "reports/making.html", context)


def _about(made: Making) -> dict[str, str]:
    """What a file is of, where that opens, and where it is asked for again."""
    if wanted := queries.asked_of(made):
        again = quick.address(wanted, "reports:ask_practices")
        return {"what": str(_("Report on practices")), "home": quick.address(wanted), "again": again}
    assert made.report is not None  # by a constraint
    home, again = (reverse(name, args=[made.report.uuid]) for name in ("reports:paper", "reports:ask_file"))
    return {"what": made.report.type.name, "home": home, "again": again}


@official("report")
@require_safe
def file(request: Request, uuid: UUID) -> HttpResponse:
    """The file that was made; the page of its making where it is not there."""
    made = _making(request, uuid)
    if made.stage != "done":
        return redirect("reports:making", made.uuid)
    data = bytes(made.content or b"")
    if wanted := queries.asked_of(made):
        return files.of_practices(wanted, data, made.form)
    assert made.report is not None  # by a constraint
    return files.of_report(made.report, data, made.form, title=made.title)


def _making(request: Request, uuid: UUID) -> Making:
    found = queries.making(uuid)
    if found is None or not queries.may_open_making(found, request.scope):
        raise Http404
    return found
