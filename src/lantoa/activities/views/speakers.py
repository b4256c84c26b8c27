"""The register of speakers, with the talks they gave and who listened."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.activities import operations, queries, wording
from lantoa.activities.forms import EndSpeakerForm, SpeakerForm
from lantoa.activities.views import asking
from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official

ON_A_PAGE = 50


@official("read")
@require_safe
def speakers(request: Request) -> HttpResponse:
    """The speakers whom one may read, with their talks of a year."""
    return _show(request)


@official("answer")
@require_POST
def name(request: Request) -> HttpResponse:
    """A person speaks for a unit."""
    unit = asking.kept_unit(request)
    form = SpeakerForm(request.POST, people=queries.belongs(unit.pk, request.today), today=request.today)
    if form.is_valid():
        try:
            operations.name_speaker(scope=request.scope, said=form.said(unit), uuid=form.cleaned_data["uuid"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The speaker stands in the list."))
            return redirect(reverse("activities:speakers") + f"?unit={unit.uuid}")
    return _show(request, form)


@official("answer")
@require_POST
def end(request: Request, uuid: UUID) -> HttpResponse:
    """A person speaks for a unit no more."""
    found = queries.speaker(uuid)
    if found is None or not request.scope.may("read", found.unit_id):
        raise Http404
    if not queries.may_keep(request.scope, found.unit_id):
        raise PermissionDenied
    form = EndSpeakerForm(request.POST)
    try:
        last_on = form.cleaned_data["last_on"] if form.is_valid() else request.today
        operations.end_speaker(scope=request.scope, speaker=found, last_on=last_on)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Written down."))
    return redirect(reverse("activities:speakers") + f"?unit={found.unit.uuid}")


def _show(request: Request, form: SpeakerForm | None = None) -> HttpResponse:
    unit = asking.unit(request)
    typed = request.GET.get("year", "")
    is_year = len(typed) == 4 and typed.isascii() and typed.isdigit() and 1945 <= int(typed) <= 2200
    year = int(typed) if is_year else request.today.year
    rows = queries.counted_speakers(request.scope, None, Period.year(year))
    names = organisations.names_on({row.one.unit_id for row in rows}, request.today)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("trang"))
    keeps = queries.may_keep(request.scope, unit.pk)
    if keeps and form is None:
        form = SpeakerForm(people=queries.belongs(unit.pk, request.today), today=request.today)
    reach = request.scope.units(queries.people.KEEPING)
    shown = [
        (
            row,
            names.get(row.one.unit_id, ""),
            wording.SPEAKERS[row.one.role],
            wording.LEVELS[row.one.level],
            reach is None or row.one.unit_id in reach,
        )
        for row in page.object_list
    ]
    heard = [row.audience for row in rows if row.audience is not None]
    context = {
        "unit": unit,
        "year": year,
        "years": range(request.today.year, request.today.year - 5, -1),
        "page": page,
        "rows": shown,
        "talks": sum(row.talks for row in rows),
        "audience": sum(heard) if heard else None,
        "form": form,
        "has_errors": bool(form and form.errors),
        "keeps": keeps,
    }
    return render(request, "activities/speakers.html", context, status=422 if context["has_errors"] else 200)
