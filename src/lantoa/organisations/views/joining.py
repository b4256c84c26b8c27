"""People who may be the same: the list of pairs, joining with a preview, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.organisations import operations, people_lists, queries
from lantoa.organisations import people_wording as wording
from lantoa.organisations.access import Request, official
from lantoa.organisations.models import Person
from lantoa.organisations.views.people import found_person

ON_A_PAGE = 20


@official("manage")
@require_safe
def likely(request: Request) -> HttpResponse:
    """Pairs of people who may be one, over everything that the role manages."""
    page = Paginator(queries.likely_people(request.scope), ON_A_PAGE).get_page(request.GET.get("trang"))
    pairs = [
        (pair, [wording.REASONS[reason] for reason in pair.why])
        for pair in queries.as_shown(list(page.object_list), request.today)
    ]
    return render(request, "organisations/people_likely.html", {"page": page, "pairs": pairs})


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: Request, kept: UUID, joined: UUID) -> HttpResponse:
    """What joining two people would do; then doing it."""
    one, other = _two(request, kept, joined)
    refusal, preview = "", None
    try:
        if request.method == "POST":
            operations.join_people(scope=request.scope, kept=one, joined=other)
            messages.success(request, _("Joined. It can be undone until something else changes."))
            return redirect("organisations:person", one.uuid)
        preview = operations.preview_join(scope=request.scope, kept=one, joined=other)
    except Unable as error:
        refusal = str(error)
    courses = people_lists.courses([one.pk, other.pk], request.scope, request.today)
    context = {
        "kept": one,
        "joined": other,
        "preview": preview,
        "refusal": refusal,
        "kept_course": courses[one.pk],
        "joined_course": courses[other.pk],
    }
    return render(request, "organisations/people_join.html", context, status=422 if refusal else 200)


@official("manage")
@require_POST
def tell_apart(request: Request, kept: UUID, joined: UUID) -> HttpResponse:
    """Remembers that two people are two."""
    one, other = _two(request, kept, joined)
    try:
        operations.tell_apart(scope=request.scope, one=one, other=other)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Remembered: these are two people."))
    return redirect("organisations:likely_people")


@official("manage")
@require_POST
def undo(request: Request, uuid: UUID) -> HttpResponse:
    """Takes the last joining into a person back."""
    one = found_person(request, uuid)
    last = queries.last_join(one)
    if last is None:
        raise Http404
    try:
        operations.undo_join(scope=request.scope, join=last)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The joining is undone; both people are as they were."))
    return redirect("organisations:person", one.uuid)


def _two(request: Request, kept: UUID, joined: UUID) -> tuple[Person, Person]:
    one, other = found_person(request, kept), found_person(request, joined)
    if one.pk == other.pk:
        raise Http404
    return one, other
