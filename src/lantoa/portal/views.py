"""The public site: no sign-in, no cookies, nothing but what was published."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from lantoa.contributions import pages as contributions
from lantoa.contributions import queries as gifts
from lantoa.contributions.queries import care
from lantoa.design.returning import way_back
from lantoa.organisations.access import Request, everyone
from lantoa.portal import pages
from lantoa.practices import queries
from lantoa.practices.forms import FilterForm

ON_A_PAGE = 24
CLOSED = ("desk:home", "intake:list", "reports:choose", "practices:list", "contributions:list")


@everyone
@require_safe
def home(request: Request) -> HttpResponse:
    """What this is, living figures, the newest practices."""
    return render(request, "portal/home.html", pages.home_page(request.today))


@everyone
@require_safe
def gallery(request: Request) -> HttpResponse:
    """Every published practice, narrowed as asked."""
    public = queries.public()
    places = list(queries.places_with(public, (pages.PROVINCE, pages.COMMUNE), request.today))
    form = FilterForm(request.GET, fields=list(queries.fields_with(public)), units=places)
    # Persons are not shown here, so they are not to be found here either.
    found = queries.narrowed(public, form.wanted(), request.today, people=False)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "filter": form,
        "page": page,
        "cards": pages.cards(page.object_list, request.today),
        "is_narrow": form.is_narrow,
    }
    return render(request, "portal/gallery.html", context)


@everyone
@require_safe
def practice(request: Request, uuid: UUID) -> HttpResponse:
    """One published practice."""
    found = queries.public().filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return render(request, "portal/practice.html", pages.practice_page(found, request.today))


@everyone
@require_safe
def drives(request: Request) -> HttpResponse:
    """What people gave for, as units have published it."""
    page = Paginator(gifts.public(), ON_A_PAGE).get_page(request.GET.get("trang"))
    return render(request, "portal/drives.html", {"page": page, "cared": care.public_counts()})


@everyone
@require_safe
def drive(request: Request, uuid: UUID) -> HttpResponse:
    """What was given, spent and built; of the givers only who agreed is named."""
    found = gifts.public().filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return render(request, "portal/drive.html", contributions.book(found))


@everyone
@require_safe
def about(request: Request) -> HttpResponse:
    """What this is, how figures are made, what is never held."""
    return render(request, "portal/about.html")


@everyone
@require_safe
def robots(request: Request) -> HttpResponse:
    """What search engines may read: the public pages."""
    lines = ["User-agent: *", *(f"Disallow: {reverse(name)}" for name in _installed(CLOSED)), "Allow: /", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@everyone
@require_safe
def language(request: Request, code: str) -> HttpResponse:
    """Keeps the language that a visitor asks for; the only cookie of the public pages, and only on asking."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    response = redirect(way_back(request, request.GET.get("next", "")) or "portal:home")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, samesite="Lax", secure=settings.HTTPS)
    return response


def _installed(names: tuple[str, ...]) -> list[str]:
    def known(name: str) -> bool:
        try:
            return bool(reverse(name))
        except NoReverseMatch:
            return False

    return [name for name in names if known(name)]
