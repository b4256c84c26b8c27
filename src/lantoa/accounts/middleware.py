"""What every request of a signed-in person is checked for: the link it came by, and the second step it owes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.accounts import asking, queries, rules

# Pages of signing in that stand open to whoever must first set up a second step.
SETTING_UP = {
    "accounts:begin",
    "accounts:language",
    "portal:language",
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    # A link or an invitation that the same browser opens for someone else.
    "accounts:accept",
    "accounts:use_link",
}
# The only pages of accounts that a session by personal link may open.
BY_LINK = {"accounts:use_link", "accounts:accept", "accounts:language", "account_logout"}
OURS = ("account_", "accounts:", "mfa_", "socialaccount_", "openid_connect_")
# What nobody may change of an account that anyone may enter.
NOT_IN_DEMO = {
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
    "account_change_password",
    "accounts:sign_out_everywhere",
}

Answer = Callable[[HttpRequest], HttpResponse]


class Watch:
    """Ends sessions whose link no longer holds, keeps the others to their limits, and asks for the second step."""

    def __init__(self, get_response: Answer) -> None:
        """As Django wants it."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The checks need the name of the page, so they wait for ``process_view``."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The answer that comes instead of the page, or None."""
        if not request.user.is_authenticated or request.resolver_match is None:
            return None
        name = request.resolver_match.view_name
        if queries.BY_LINK in request.session:
            return _by_link(request, name)
        if name in NOT_IN_DEMO and queries.is_demo(request.user):
            messages.info(request, _("Anyone may enter this account of the demonstration, so nothing is changed here."))
            return redirect("mfa_index")
        if name not in SETTING_UP and queries.must_set_up(request.user, timezone.localdate()):
            return redirect("accounts:begin")
        return None


def _by_link(request: HttpRequest, name: str) -> HttpResponse | None:
    link = queries.link_of(request)
    now = timezone.now()
    stands = (
        link is not None
        and link.user_id == request.user.pk
        and queries.link_state(link, now) == "open"
        and not asking.needs_second_step(link.user, timezone.localdate(now))
    )
    if link is None or not stands:
        logout(request)
        request._personal_link = None  # type: ignore[attr-defined]  # the page that follows is a stranger's
        return render(request, "accounts/link_ended.html", {"link": link}, status=403)
    if name in BY_LINK:
        return None
    if name.startswith(OURS) or not rules.may_open(request.path, link.limits):
        return render(request, "accounts/link_closed.html", {"link": link}, status=403)
    return None
