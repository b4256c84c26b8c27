"""The forms of the second step, around allauth's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ConfirmByCode
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
    SignupWebAuthnForm,
)
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

# A code may be a step early or late (MFA_TOTP_TOLERANCE), so it is remembered for longer than it can be right.
CODE_REMEMBERED = 180
LONGEST_NAME = 60


@contextmanager
def _key_refused() -> Iterator[None]:
    """What a browser sends for a key may be anything; what cannot be read is a wrong key, never a broken page."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError, AssertionError, IndexError) as error:
        raise get_adapter().validation_error("incorrect_key") from error
    except forms.ValidationError as error:
        if error.code in ("incorrect_code", None):
            raise get_adapter().validation_error("incorrect_key") from error
        raise


class _Code:
    """A code of the application or a recovery code, good for one time."""

    fields: dict[str, forms.Field]
    user: Any

    def _say(self, label: Any, help_text: Any) -> None:
        field = self.fields["code"]
        field.label, field.help_text = label, help_text
        field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}

    def _once(self, code: str) -> str:
        digits = "".join(code.split())
        if not cache.add(f"accounts.code:{self.user.pk}:{digits}", "used", CODE_REMEMBERED):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(_Code, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code that follows the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Says allauth's labels in our words."""
        super().__init__(*args, **kwargs)
        self._say(_("Code"), _("6 digits shown by the application now, or one of your recovery codes of 8 digits."))

    def clean_code(self) -> str:
        """A code is right once."""
        return self._once(super().clean_code())


class ConfirmCodeForm(_Code, ConfirmByCode):  # type: ignore[misc]  # allauth ships no types
    """A code, to confirm who one is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Says allauth's labels in our words."""
        super().__init__(*args, **kwargs)
        self._say(_("Code"), _("6 digits shown by the application now, or one of your recovery codes of 8 digits."))

    def clean_code(self) -> str:
        """A code is right once."""
        return self._once(super().clean_code())


class FirstCodeForm(_Code, ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of an application that was just set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Says allauth's labels in our words."""
        super().__init__(*args, **kwargs)
        self._say(_("Code of 6 digits"), _("The application shows a new one every 30 seconds."))


class ConfirmPasswordForm(ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The password, to confirm who one is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Says allauth's labels in our words."""
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs.pop("placeholder", None)


class _NamedKey:
    fields: dict[str, forms.Field]

    def _name(self) -> None:
        field = self.fields["name"]
        field.label = _("Name of the key")
        field.help_text = _("So that you can tell it apart later, for example: My telephone; Office computer.")
        field.max_length = LONGEST_NAME  # type: ignore[attr-defined]
        field.widget.attrs |= {"maxlength": LONGEST_NAME}

    def clean_name(self) -> str:
        """Cut rather than refused: the key has been made by then."""
        name: str = super().clean_name()  # type: ignore[misc]
        return name.replace("\0", "")[:LONGEST_NAME]


class AddKeyForm(_NamedKey, AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A key, its name, and whether it shall do without the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Says allauth's labels in our words."""
        super().__init__(*args, **kwargs)
        self._name()
        self.fields["passwordless"].label = _("Sign in by this key alone, without the password")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _(
            "A passkey: the machine asks for your finger, your face or its PIN. Leave empty for a key that only "
            "follows the password."
        )

    def clean(self) -> dict[str, Any]:
        """What cannot be read is a wrong key."""
        with _key_refused():
            said: dict[str, Any] = super().clean()
        return said


class FirstKeyForm(_NamedKey, SignupWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey instead of a password, at an invitation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Says allauth's labels in our words."""
        super().__init__(*args, **kwargs)
        self._name()

    def clean(self) -> dict[str, Any]:
        """What cannot be read is a wrong key."""
        with _key_refused():
            said: dict[str, Any] = super().clean()
        return said


class EditKeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Says allauth's labels in our words."""
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=_("Name of the key"), max_length=LONGEST_NAME)


class _Key:
    def clean_credential(self) -> Authenticator:
        """What cannot be read is a wrong key."""
        with _key_refused():
            key: Authenticator = super().clean_credential()  # type: ignore[misc]
        return key


class SecondStepKeyForm(_Key, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """The key that follows the password."""


class ConfirmKeyForm(_Key, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A key, to confirm who one is."""


class PasskeyForm(_Key, LoginWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey, alone."""

    def clean_credential(self) -> Authenticator:
        """Only a key whose owner wanted it so: allauth itself takes every key of the account."""
        key = super().clean_credential()
        if key.data.get("passkey") is not True:
            raise get_adapter().validation_error("not_a_passkey")
        return key
