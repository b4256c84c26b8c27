"""Exemplars as the public reads them: only on a basis, and gone at once when it is withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.exemplars import pages, queries
from lantoa.exemplars.forms import FilterForm
from lantoa.exemplars.views import picture
from lantoa.organisations.access import Request, everyone

ON_A_PAGE = 24


def kept_nowhere(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No browser, proxy or search engine keeps a copy: what is withdrawn must not live on in one."""

    @wraps(view)
    def told(*args: Any, **named: Any) -> HttpResponse:
        answer = view(*args, **named)
        answer["Cache-Control"] = "private, no-store"
        answer["X-Robots-Tag"] = "noarchive, noimageindex"
        return answer

    return told


@everyone
@require_safe
@kept_nowhere
def exemplars(request: Request) -> HttpResponse:
    """Every published exemplar, narrowed as asked."""
    public = queries.public()
    places = list(queries.places_with(public, request.today))
    form = FilterForm(request.GET, fields=list(queries.fields_with(public)), units=places)
    del form.fields["stage"]
    page = Paginator(queries.narrowed(public, form.wanted(), request.today), ON_A_PAGE).get_page(
        request.GET.get("trang")
    )
    is_narrow = any(request.GET.get(name) for name in form.fields)
    cards = pages.cards(page.object_list, request.today)
    context = {"filter": form, "page": page, "cards": cards, "is_narrow": is_narrow}
    return render(request, "portal/exemplars.html", context)


@everyone
@require_safe
@kept_nowhere
def exemplar(request: Request, uuid: UUID) -> HttpResponse:
    """One published exemplar; 410 for one that was public and is no more, without a word of whom."""
    found = queries.public().filter(uuid=uuid).first()
    if found is None:
        return _gone(request, uuid)
    return render(request, "portal/exemplar.html", pages.public_page(found, request.today))


@everyone
@require_safe
@kept_nowhere
def photo(request: Request, uuid: UUID) -> HttpResponse:
    """The picture of one, while a standing basis covers it."""
    found = queries.public().filter(uuid=uuid).first()
    if found is None or not found.shows_photo or found.photo is None:
        return _gone(request, uuid)
    return picture(found.photo)


def _gone(request: Request, uuid: UUID) -> HttpResponse:
    if not queries.was_public(uuid):
        raise Http404
    return render(request, "portal/exemplar_gone.html", status=410)
