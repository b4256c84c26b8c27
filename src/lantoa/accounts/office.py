"""Sign-in by the authority's own accounts (OpenID Connect), for people who were invited."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantoa.accounts import operations, queries


class InvitedOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Whoever the authority vouches for gets in if an account waits for them; nobody gets a new one."""

    error_messages: ClassVar[dict[str, str | Promise]] = DefaultSocialAccountAdapter.error_messages | {
        "invalid_token": _("The answer of the sign-in service could not be checked."),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up by themselves."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Finds the account: known from before, else the one with the same proven e-mail address, tied from then on.

        Anybody else gets a page that says whom to ask.
        """
        if sociallogin.is_existing:
            return
        user = queries.invited_by_email(proven_email(sociallogin.account.extra_data))
        if user is None or queries.is_demo(user) or sociallogin.state.get("process") == "connect":
            raise ImmediateHttpResponse(render(request, "socialaccount/not_invited.html", status=403))
        operations.tie_office(user=user, login=sociallogin, request=request, at=timezone.now())


class Checked(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """allauth trusts an identity token that it fetched itself; we check its signature as well."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Refuses an answer without an identity token, and a profile that is somebody else's."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no id_token")
        login = super().complete_login(request, app, token, **kwargs)
        said = login.account.extra_data
        if "userinfo" in said and said["userinfo"].get("sub") != said["id_token"].get("sub"):
            raise OAuth2Error("userinfo is of another subject")
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            decoded: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, ValueError) as error:
            raise OAuth2Error("unreadable id_token") from error
        return decoded


def proven_email(said: dict[str, Any]) -> str:
    """The address that the service says belongs to the person, "" unless it says so outright.

    Some services write the word "false", which is no falsehood to Python.
    """
    for part in (said.get("userinfo"), said.get("id_token"), said):
        if isinstance(part, dict) and part.get("email"):
            return str(part["email"]) if part.get("email_verified") is True else ""
    return ""
