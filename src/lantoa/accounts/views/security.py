"""What an account signs in with: one page that shows it, and allauth's pages that change it."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account_views
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lantoa.accounts import operations, queries
from lantoa.accounts.marks import Request, everyone, official
from lantoa.accounts.wording import METHODS

SIGN_INS_SHOWN = 8


@official()
@never_cache
@require_safe
def index(request: Request) -> HttpResponse:
    """All that the account signs in with, and what to do next."""
    has = queries.security_of(request.user)
    shown = {
        "has": has,
        "is_demo": queries.is_demo(request.user),
        "must": queries.must_set_up(request.user, timezone.localdate()),
        "office_on": bool(settings.OFFICE_SIGN_IN),
        "sign_ins": [(one.on, METHODS[one.method]) for one in queries.sign_ins_of(request.user)[:SIGN_INS_SHOWN]],
    }
    return render(request, "accounts/security.html", shown)


@official()
@never_cache
@require_safe
def begin(request: Request) -> HttpResponse:
    """Where a person is led whose role asks for a second step: the two ways to set one up."""
    if not queries.must_set_up(request.user, timezone.localdate()):
        return redirect("mfa_index")
    return render(request, "accounts/begin.html")


@official()
@require_POST
def sign_out_everywhere(request: Request) -> HttpResponse:
    """Ends every session of the account, this one too."""
    operations.end_sessions(user=request.user)
    logout(request)
    messages.success(request, _("You have been signed out on every machine."))
    return redirect("account_login")


@official()
@require_safe
def keys(request: Request) -> HttpResponse:
    """The keys stand on the page of all security."""
    return redirect("mfa_index")


class AddKey(webauthn.AddWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """A new key; whether it may do without the password is written down."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Adds the key as allauth does, then marks what its owner wants it for."""
        answer: HttpResponse = super().form_valid(form)
        key = queries.security_of(self.request.user).keys[-1]
        operations.mark_key(key=key, is_passkey=bool(form.cleaned_data.get("passwordless")))
        return answer


def _signed_in(view: Any) -> Any:
    """allauth's own page, for people who are signed in."""

    def page(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        answer: HttpResponseBase = view(request, *args, **named)
        return answer

    return official()(never_cache(page))


confirm_password = _signed_in(account_views.reauthenticate)
confirm_code = _signed_in(base.reauthenticate)
confirm_key = _signed_in(webauthn.reauthenticate_webauthn)
app_on = _signed_in(totp.activate_totp)
app_off = _signed_in(totp.deactivate_totp)
codes = _signed_in(recovery_codes.view_recovery_codes)
new_codes = _signed_in(recovery_codes.generate_recovery_codes)
codes_file = _signed_in(recovery_codes.download_recovery_codes)
add_key = _signed_in(AddKey.as_view())
rename_key = _signed_in(webauthn.edit_webauthn)
remove_key = _signed_in(webauthn.remove_webauthn)


class SecondStep(base.AuthenticateView):  # type: ignore[misc]  # allauth ships no types
    """The code or the key that follows the password, whichever the account has."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what the account has, so that nobody is asked for what they have not got."""
        has = queries.security_of(self.stage.login.user)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"has_keys": bool(has.keys), "has_codes": has.app is not None or has.codes_left > 0}


second_step = everyone(SecondStep.as_view())


@everyone
def passkey(request: HttpRequest) -> HttpResponseBase:
    """Sign-in by a passkey alone: what the page's script asks for, and what it sends."""
    answer: HttpResponseBase = webauthn.login_webauthn(request)
    return answer
