"""The pages of whoever asks for reports: what is asked for, who has sent it, who is late."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit
from lantoa.reports import operations, queries
from lantoa.reports.forms.papers import WhyForm
from lantoa.reports.forms.types import AskForm
from lantoa.reports.models import ReportType
from lantoa.reports.pages import boards
from lantoa.reports.rules.due import Stretch


@official("report")
@require_safe
def listing(request: Request) -> HttpResponse:
    """What the unit in whose name one acts asks others (or itself) for, with how many have sent the last one."""
    home = _home(request)
    context = {"unit": home, "rows": boards.asked_by(home, request.today) if home else []}
    return render(request, "reports/types.html", context)


def _home(request: Request) -> NamedUnit | None:
    return organisations.named(request.today).filter(pk=request.scope.home_unit_id or 0).first()


@official("report")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Asking for a report."""
    home = _home(request)
    if home is None or not request.scope.may("report", home.pk):
        raise Http404
    data = request.POST if request.method == "POST" else None
    former = _former(request)
    form = AskForm(data, asker=home, outlines=boards.outlines_for(home), today=request.today, former=former)
    if form.is_valid():
        try:
            made = operations.ask_for(scope=request.scope, asking=form.asking(), uuid=form.cleaned_data["uuid"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The report is asked for. The units see it among those they owe."))
            return redirect("reports:type", made.uuid)
    status = 422 if form.errors else 200
    return render(request, "reports/ask.html", {"form": form, "unit": home, "former": former}, status=status)


def _former(request: Request) -> ReportType | None:
    """The type that is asked for again; None where none such may be seen."""
    try:
        found = queries.type_(UUID(request.GET.get("tu", "")))
    except ValueError:
        return None
    return found if found and request.scope.may("report", found.asker_id) else None


@official("report")
@require_safe
def type_(request: Request, uuid: UUID) -> HttpResponse:
    """One report type with its periods."""
    return _show(request, _type(request, uuid))


def _show(request: Request, one: ReportType, form: WhyForm | None = None) -> HttpResponse:
    context = {
        "one": one,
        "rows": boards.periods_of(one, request.today),
        "form": form or WhyForm(),
        "words": boards.words_of(one),
    }
    return render(request, "reports/type.html", context, status=422 if form else 200)


def _type(request: Request, uuid: UUID) -> ReportType:
    one = queries.type_(uuid)
    if one is None or not request.scope.may("report", one.asker_id):
        raise Http404
    return one


@official("report")
@require_POST
def end(request: Request, uuid: UUID) -> HttpResponse:
    """The report is no longer asked for."""
    one = _type(request, uuid)
    form = WhyForm(request.POST)
    if form.is_valid():
        try:
            operations.end_type(scope=request.scope, one=one, on=request.today, why=form.cleaned_data["why"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The report is no longer asked for."))
            return redirect("reports:types")
    return _show(request, one, form)


@official("report")
@require_safe
def board(request: Request, uuid: UUID, period: str) -> HttpResponse:
    """Who has sent the report of a period, who is late."""
    one, stretch = _of_period(request, uuid, period)
    return render(request, "reports/board.html", boards.board_page(one, stretch, request.today))


def _of_period(request: Request, uuid: UUID, period: str) -> tuple[ReportType, Stretch]:
    one = _type(request, uuid)
    stretch = queries.stretch_of(one, period)
    if stretch is None:
        raise Http404
    return one, stretch


@official("report")
@require_POST
def remind(request: Request, uuid: UUID, period: str) -> HttpResponse:
    """Every unit that is late is reminded, once a day."""
    one, stretch = _of_period(request, uuid, period)
    try:
        done = operations.remind_late(scope=request.scope, of=one, stretch=stretch, at=timezone.now())
    except Unable as error:
        messages.error(request, str(error))
    else:
        words = ngettext("%(number)s unit was reminded.", "%(number)s units were reminded.", done.units)
        messages.success(request, words % {"number": done.units})
        if done.unreached:
            messages.warning(request, _("Nobody can be told in: %s.") % "; ".join(done.unreached[:20]))
    return redirect("reports:board", one.uuid, stretch.named.code)


@official("report")
@require_safe
def workbook(request: Request, uuid: UUID, period: str) -> HttpResponse:
    """The same board as Excel."""
    one, stretch = _of_period(request, uuid, period)
    name = f"bao-cao-da-gui_{stretch.named.code.replace('..', '_')}.xlsx"
    file = HttpResponse(boards.sheet(one, stretch, request.today), content_type=boards.MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="{name}"'
    return file
