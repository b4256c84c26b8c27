"""The places in the menu. A place whose pages are not installed is left out."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_noop

STAFF = (
    ("desk:home", gettext_noop("Desk")),
    ("intake:list", gettext_noop("Intake")),
    ("practices:list", gettext_noop("Practices")),
    ("indicators:list", gettext_noop("Figures")),
    ("reports:choose", gettext_noop("Reports")),
    ("organisations:list", gettext_noop("Units")),
)
PUBLIC = (("portal:home", gettext_noop("Home")), ("portal:gallery", gettext_noop("Practices")))


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the menu; `current` is "page" on that very page, "true" elsewhere in its part of the site."""

    label: str
    href: str
    current: str


def places(request: HttpRequest | None, kind: str) -> list[Place]:
    """The menu "public" or "staff". The staff menu is empty for people who are not signed in."""
    user = getattr(request, "user", None)
    if kind == "staff" and not (user and user.is_authenticated):
        kind = "public"
    return [
        place
        for name, label in (STAFF if kind == "staff" else PUBLIC)
        if (place := _place(request, name, label))
    ]


def _place(request: HttpRequest | None, name: str, label: str) -> Place | None:
    try:
        href = reverse(name)
    except NoReverseMatch:
        return None
    return Place(gettext(label), href, _current(request, name, href))


def _current(request: HttpRequest | None, name: str, href: str) -> str:
    if request is None:
        return ""
    if request.path == href:
        return "page"
    match = request.resolver_match
    # The public site has one namespace for two places, so there only the page itself is marked.
    return "true" if match and name.startswith(f"{match.namespace}:") and match.namespace != "portal" else ""
