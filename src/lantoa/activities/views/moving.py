"""One activity, and the verbs that move it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.activities import operations, pages, queries, wording
from lantoa.activities.forms import WhyForm
from lantoa.activities.forms.counting import topic_key
from lantoa.activities.models import Activity
from lantoa.activities.views import asking
from lantoa.common.errors import Unable
from lantoa.organisations.access import Request, official


@official("read")
@require_safe
def activity(request: Request, uuid: UUID) -> HttpResponse:
    """One activity: when, by whom, who came, what belongs to it, what may be done now."""
    return show(request, asking.activity(request, uuid))


@official("answer")
@require_POST
def hold(request: Request, uuid: UUID) -> HttpResponse:
    """It was held; which topics of plans came up is ticked."""
    one = asking.kept(request, uuid)
    ticked = set(request.POST.getlist("treated"))
    agenda = queries.agenda_of(one, queries.kind(one))
    treated = [(item.task_uuid, item.words) for item in agenda if topic_key(item) in ticked]
    said: dict[str, Any] = {"verb": "hold", "today": request.today, "treated": treated if agenda else None}
    try:
        operations.advance(scope=request.scope, activity=one, **said)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is noted that this was held."))
    return redirect("activities:activity", one.uuid)


@official("answer")
@require_POST
def reasoned(request: Request, uuid: UUID, verb: str) -> HttpResponse:
    """It is moved, put off, called off, taken up again: with the reason."""
    if verb not in wording.SLUGS:
        raise Http404
    one, used = asking.kept(request, uuid), wording.SLUGS[verb]
    form = WhyForm(request.POST, verb=used)
    if form.is_valid():
        try:
            operations.advance(scope=request.scope, activity=one, verb=used, today=request.today, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written down."))
            return redirect("activities:activity", one.uuid)
    return show(request, one, why=(used, form))


def show(request: Request, one: Activity, **bound: Any) -> HttpResponse:
    """The page of an activity, with forms that came back."""
    context = pages.activity_page(one, request.scope, request.today, **bound)
    return render(request, "activities/activity.html", context, status=422 if bound else 200)
