"""The places in the menu. A place whose pages are not installed is left out."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_noop

from lantoa.common.scopes import Scope

# Address, words, and the verbs of which the role in use must have one (none: everybody who is signed in).
STAFF = (
    ("desk:home", gettext_noop("Desk"), ()),
    ("intake:list", gettext_noop("Intake"), ("take_in", "confirm")),
    ("directives:list", gettext_noop("Papers"), ("read",)),
    ("plans:list", gettext_noop("Plans"), ("read",)),
    ("activities:list", gettext_noop("Activities"), ("read",)),
    ("practices:list", gettext_noop("Practices"), ("read",)),
    ("exemplars:list", gettext_noop("Exemplars"), ("read",)),
    ("contributions:list", gettext_noop("Gifts"), ("read",)),
    ("indicators:list", gettext_noop("Figures"), ("read",)),
    ("reports:choose", gettext_noop("Reports"), ("report",)),
    ("organisations:list", gettext_noop("Units"), ("read",)),
    ("regulations:list", gettext_noop("Rules"), ("regulate",)),
    ("organisations:rights", gettext_noop("Rights"), ("manage", "inspect")),
)
PUBLIC = (
    ("portal:home", gettext_noop("Home"), ()),
    ("portal:gallery", gettext_noop("Practices"), ()),
    ("portal:exemplars", gettext_noop("Exemplars"), ()),
    ("portal:drives", gettext_noop("Gifts"), ()),
    ("portal:activities", gettext_noop("Coming up"), ()),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the menu; `current` is "page" on that very page, "true" elsewhere in its part of the site."""

    label: str
    href: str
    current: str


def places(request: HttpRequest | None, kind: str) -> list[Place]:
    """The menu "public" or "staff". People who are not signed in always get the public one."""
    user = getattr(request, "user", None)
    staff = kind == "staff" and user and user.is_authenticated
    menu = [line for line in (STAFF if staff else PUBLIC) if _open_to(request, line[2])]
    found = [place for name, label, _verbs in menu if (place := _place(request, name, label))]
    # Of two places that share a part of the site ("/don-vi/", "/don-vi/quyen/") the nearer one is marked.
    marked = [place.href for place in found if place.current and request and request.path.startswith(place.href)]
    nearest = max(marked, key=len, default="")
    return [place if not nearest or place.href == nearest else replace(place, current="") for place in found]


# Pages below organisations/ have no scope at hand: there the whole menu stands, and each page guards itself.
def _open_to(request: HttpRequest | None, verbs: tuple[str, ...]) -> bool:
    scope: Scope | None = getattr(request, "scope", None)
    return not verbs or scope is None or any(verb in scope.reach for verb in verbs)


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
