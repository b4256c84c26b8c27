"""The audience of a page, as organisations/access.py marks it above us: a test walks every address with every role."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from lantoa.accounts import asking
from lantoa.accounts.models import User
from lantoa.common.scopes import Scope


class Request(HttpRequest):
    """What a marked view receives: a signed-in account and the scope it acts in."""

    user: User
    scope: Scope


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def everyone(view: View) -> View:
    """A page for anybody."""
    view.audience = "everyone"  # type: ignore[attr-defined]
    return view


def official(verb: str = "") -> Callable[[View], View]:
    """A page for people who are signed in and act in a role that has the verb ("" needs none)."""

    def mark(view: View) -> View:
        @wraps(view)
        def marked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            acting: Any = request
            acting.scope = asking.scope_of(request)
            if verb and verb not in acting.scope.reach:
                raise PermissionDenied
            return view(acting, *args, **named)

        marked.audience = f"official:{verb}" if verb else "official"  # type: ignore[attr-defined]
        return marked  # type: ignore[return-value]

    return mark
