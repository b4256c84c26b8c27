"""Keys, and what is remembered of signing in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from lantoa.accounts import asking, rules
from lantoa.accounts.models import SignIn, User
from lantoa.common.scopes import Scope

SIGN_INS_KEPT = 20


@transaction.atomic
def keep_key(*, user: User, name: str, credential: dict[str, Any], is_passkey: bool) -> Authenticator:
    """Keeps a key that was checked, and what its owner wants it for."""
    key: Authenticator = WebAuthn.add(user, name, credential).instance
    mark_key(key=key, is_passkey=is_passkey)
    return key


def mark_key(*, key: Authenticator, is_passkey: bool) -> None:
    """Writes down whether its owner wants to sign in by this key alone.

    Whether the key can ("credProps") is no wish: telephones make every key so.
    """
    key.data["passkey"] = is_passkey
    key.save(update_fields=["data"])


@transaction.atomic
def end_sessions(*, user: User) -> None:
    """Signs the account out everywhere, at once."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)


@transaction.atomic
def note_sign_in(*, user: User, on: date, method: str) -> None:
    """Remembers the day and the way, once; only the last ones are kept."""
    if method not in rules.METHODS:
        raise ValueError(f"no way to sign in is called {method}")
    SignIn.objects.get_or_create(user=user, on=on, method=method)
    kept = SignIn.objects.filter(user=user).order_by("-on", "-pk").values_list("pk", flat=True)[:SIGN_INS_KEPT]
    SignIn.objects.filter(user=user).exclude(pk__in=list(kept)).delete()


@transaction.atomic
def tie_office(*, user: User, login: Any, request: HttpRequest, at: datetime) -> None:
    """Ties an account to who the authority's sign-in service says it is. ``login`` is allauth's SocialLogin."""
    login.connect(request, user)
    data = {"provider": login.account.provider, "on": timezone.localdate(at)}
    asking.record(scope=Scope(user.pk, user.full_name), verb="tie_office", uuid=user.uuid, data=data)
