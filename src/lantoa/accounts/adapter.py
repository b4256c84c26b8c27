"""What allauth must know of us."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by those who manage them, never by visitors."""

    # allauth has no Vietnamese, so what its forms say is said in our words.
    error_messages: ClassVar[dict[str, str | Promise]] = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The user name or the password is not right. Check Caps Lock and try again."),
        "account_inactive": _("This account has been closed. Ask the person who manages accounts at your unit."),
        "enter_current_password": _("The current password is not right."),
        "too_many_login_attempts": _("Too many wrong tries. Wait a while and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False
