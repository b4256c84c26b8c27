"""All reports within reach, at any stage."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.organisations.access import Request, official
from lantoa.reports import queries
from lantoa.reports.forms.everything import EverythingForm
from lantoa.reports.pages import everything as pages
from lantoa.reports.queries import Wanted

ON_A_PAGE = 50
MOST_TYPES = 300


@official("report")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The reports, narrowed as was asked."""
    form = _form(request)
    wanted = form.wanted()
    every = queries.everything(request.scope, wanted, request.today)
    page = Paginator(every, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "form": form,
        "page": page,
        "lines": pages.lines(queries.found_of(page.object_list), request.today),
        "theme": wanted.theme,
        "is_narrowed": wanted != Wanted(),
        "asked": request.GET.urlencode(),
    }
    return render(request, "reports/everything.html", context)


@official("report")
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same, whole, as Excel."""
    file = HttpResponse(pages.sheet(request.scope, _form(request).wanted(), request.today), content_type=MEDIA_TYPE)
    file["Content-Disposition"] = 'attachment; filename="bao-cao.xlsx"'
    return file


def _form(request: Request) -> EverythingForm:
    return EverythingForm(request.GET, queries.types_within(request.scope)[:MOST_TYPES])
