"""What allauth must know of us."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantoa.accounts import operations, rules
from lantoa.accounts.models import User
from lantoa.accounts.queries import BY_LINK


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by those who manage them, never by visitors."""

    # allauth has no Vietnamese, so what its forms say is said in our words.
    error_messages: ClassVar[dict[str, str | Promise]] = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The user name or the password is not right. Check Caps Lock and try again."),
        "account_inactive": _("This account has been closed. Ask the person who manages accounts at your unit."),
        "enter_current_password": _("The current password is not right."),
        "incorrect_password": _("The password is not right."),
        "too_many_login_attempts": _("Too many wrong tries. Wait a while and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted by axes, with the address; allauth's own count stays for codes."""

    def login(self, request: HttpRequest, user: User) -> None:
        """Opens the session, with nothing left of one by link, and writes down the day and the way."""
        super().login(request, user)
        request.session.pop(BY_LINK, None)
        records = get_authentication_records(request, user)
        operations.note_sign_in(user=user, on=timezone.localdate(), method=rules.method_of(records))
        if own := [one for one in records if one.get("method") in ("password", "mfa")]:
            # Who has just shown who they are is not asked again to set up the second step.
            record_authentication(request, user, own[-1]["method"], reauthenticated=True)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """allauth's ways to confirm who one is, in our words."""
        words = {
            "reauthenticate": _("Use the password"),
            "mfa_reauthenticate": _("Use a code of the application, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey or a security key"),
        }
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [way | {"description": words.get(way["id"], way["description"])} for way in ways]
