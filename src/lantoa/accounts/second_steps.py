"""What allauth must know of our second steps: their words, where keys are bound, how secrets are kept."""

from __future__ import annotations

import base64
import hashlib
from typing import ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.models import User


class SecondSteps(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Codes, recovery codes and keys."""

    error_messages: ClassVar[dict[str, str | Promise]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is not right. Wait for the next one and type it at once."),
        "incorrect_key": _("The key was not recognised. Try again, or use another way."),
        "not_a_passkey": _("This key was added as a second step only. Sign in with your password, then use the key."),
        "cannot_generate_recovery_codes": _("Recovery codes belong to a second step. Set one up first."),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Keys are bound to the address of the site, whatever name the request came by."""
        return {"id": settings.PASSKEY_HOST, "name": "Lan Tỏa"}

    def get_totp_label(self, user: User) -> str:
        """What the application on the telephone shows: the user name, never the e-mail."""
        return user.username

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """What a key is called until its owner names it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Key %(number)s") % {"number": number}

    def encrypt(self, text: str) -> str:
        """Secrets lie in the database under the installation's own key."""
        return _boxes().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; of one that another installation made, a new one that nobody knows, so that no code fits."""
        try:
            return _boxes().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            secret: str = generate_totp_secret()
            return secret


def _boxes() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(key))) for key in keys])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"lantoa.accounts.second_steps:" + secret.encode()).digest())
