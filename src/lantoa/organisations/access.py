"""The audience of a page: every view bears one of these marks, and a test walks every address with every role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.accounts.queries import link_of
from lantoa.common.scopes import Scope
from lantoa.design.returning import way_back
from lantoa.organisations import queries

SESSION_KEY = "acting_grant"


class Request(HttpRequest):
    """What a marked view receives: the request with the scope of the role in use and today's date."""

    scope: Scope
    today: date


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def everyone(view: View) -> View:
    """A page for anybody, signed in or not. ``request.scope`` is the visitor's own, empty for the public."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        return view(_with_scope(request), *args, **named)

    marked.audience = "everyone"  # type: ignore[attr-defined]
    return marked  # type: ignore[return-value]


def official(verb: str = "") -> Callable[[View], View]:
    """A page for people who are signed in and act in a role that has the verb ("" needs no verb at all)."""

    def mark(view: View) -> View:
        @wraps(view)
        def marked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(_page_asked(request))
            acting = _with_scope(request)
            if verb and verb not in acting.scope.reach:
                raise PermissionDenied
            return view(acting, *args, **named)

        marked.audience = f"official:{verb}" if verb else "official"  # type: ignore[attr-defined]
        return marked  # type: ignore[return-value]

    return mark


def _page_asked(request: HttpRequest) -> str:
    """Where signing in leads back to: the page itself, or the one whose form was sent after the session had ended."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    form = urlsplit(request.headers.get("Referer", ""))
    return way_back(request, f"{form.path}?{form.query}".rstrip("?")) or request.get_full_path()


def scope_of(request: HttpRequest) -> Scope:
    """The scope of the role that the visitor acts in; computed once a request."""
    return _with_scope(request).scope


def _own_scope(request: HttpRequest, today: date) -> Scope:
    """The role that was chosen; of a session by personal link, the one role that the link is for."""
    user: Any = request.user
    if link := link_of(request):
        return scope_by_link(user, link.limits, today)
    return queries.scope_for(user, today, grant=request.session.get(SESSION_KEY))


def scope_by_link(user: User, limits: Mapping[str, Any], today: date) -> Scope:
    """What a session by personal link may do: its one grant while that holds, else nothing."""
    grant = limits.get("grant")
    if any(one.pk == grant for one in queries.grants_of(user, today)):
        return queries.scope_for(user, today, grant=grant)
    return Scope(user.pk, user.full_name)


def _with_scope(request: HttpRequest) -> Request:
    acting: Any = request
    if not hasattr(request, "scope"):
        acting.today = timezone.localdate()
        if request.user.is_authenticated:
            acting.scope = _own_scope(request, acting.today)
        else:
            acting.scope = Scope(None, "")
    found: Request = acting
    return found
