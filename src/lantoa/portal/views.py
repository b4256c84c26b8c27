"""The public site: no sign-in, no cookies, nothing but what was published."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from lantoa.activities import queries as held
from lantoa.contributions import pages as contributions
from lantoa.contributions import queries as gifts
from lantoa.contributions.queries import care
from lantoa.design.returning import way_back
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, everyone
from lantoa.portal import activity_pages, pages
from lantoa.portal.choices import COMMUNE, choices
from lantoa.practices import queries
from lantoa.practices.forms import FilterForm

ON_A_PAGE, MOST_PLACES = 24, 400
CLOSED = ("desk:home", "intake:list", "reports:choose", "practices:list", "contributions:list", "exemplars:list")


@everyone
@require_safe
def home(request: Request) -> HttpResponse:
    """What this is, living figures, the newest practices."""
    return render(request, "portal/home.html", pages.home_page(request.today))


@everyone
@require_safe
def gallery(request: Request) -> HttpResponse:
    """Every published practice, narrowed as asked."""
    shown, offered = queries.shown(), choices(request.today)
    form = FilterForm(request.GET, fields=offered.fields, units=offered.places)
    if form.is_narrow:
        # Persons are not shown here, so they are not to be found here either.
        shown = queries.narrowed(shown, form.wanted(), request.today, people=False)
    page = Paginator(shown.values_list("pk", flat=True), ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "filter": form,
        "page": page,
        "cards": pages.cards(queries.public().filter(pk__in=list(page.object_list)), request.today),
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
def activities(request: Request) -> HttpResponse:
    """What is held in the weeks to come, in all places or in one."""
    found, place = held.public(request.today), None
    if asked := request.GET.get("noi", "")[:80].replace("\0", ""):
        try:
            place = organisations.unit(asked, request.today)
        except organisations.UnableToFindUnit as error:
            raise Http404 from error
    page = Paginator(held.under(found, place.pk, request.today) if place else found, ON_A_PAGE).get_page(
        request.GET.get("trang")
    )
    context = activity_pages.coming(list(page.object_list), place, request.today)
    places = list(held.places_of(found, COMMUNE, request.today)[:MOST_PLACES])
    return render(request, "portal/activities.html", context | {"page": page, "place": place, "places": places})


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
