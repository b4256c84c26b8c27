"""The audience of a page: every view bears one of these marks, and a test walks every address with every role.

The marks lie here, low in the house, so that the concepts below organisations/ bear them too. The scope is made
above, by the function that settings.SCOPE_OF names (decision 0008).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.module_loading import import_string

from lantoa.common.scopes import Scope
from lantoa.design.returning import way_back


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


def official(*verbs: str) -> Callable[[View], View]:
    """A page for people who are signed in and act in a role that has one of the verbs (none: any role, or no role)."""

    def mark(view: View) -> View:
        @wraps(view)
        def marked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(_page_asked(request))
            acting = _with_scope(request)
            if verbs and not any(verb in acting.scope.reach for verb in verbs):
                raise PermissionDenied
            return view(acting, *args, **named)

        marked.audience = ":".join(filter(None, ["official", "|".join(verbs)]))  # type: ignore[attr-defined]
        return marked  # type: ignore[return-value]

    return mark


def scope_of(request: HttpRequest) -> Scope:
    """The scope of the role that the visitor acts in; computed once a request."""
    return _with_scope(request).scope


def _page_asked(request: HttpRequest) -> str:
    """Where signing in leads back to: the page itself, or the one whose form was sent after the session had ended."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    form = urlsplit(request.headers.get("Referer", ""))
    return way_back(request, f"{form.path}?{form.query}".rstrip("?")) or request.get_full_path()


def _with_scope(request: HttpRequest) -> Request:
    acting: Any = request
    if not hasattr(request, "scope"):
        acting.today = timezone.localdate()
        made: Callable[[HttpRequest, date], Scope] = import_string(settings.SCOPE_OF)
        acting.scope = made(request, acting.today) if request.user.is_authenticated else Scope(None, "")
    found: Request = acting
    return found
