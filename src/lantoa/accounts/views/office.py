"""Sign-in by the authority's own accounts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from lantoa.accounts.marks import everyone
from lantoa.accounts.office import Checked


@everyone
@never_cache
@require_POST
def sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leads to the authority's sign-in service.

    By a page, not by a redirect: our content policy forbids forms to end on other sites, and so does the browser.
    """
    try:
        answer: HttpResponse = OAuth2LoginView.adapter_view(_checked(request, provider_id))(request)
    except RequestException:
        return _failed(request)
    address = answer.headers.get("Location", "")
    if urlsplit(address).netloc in ("", request.get_host()):
        return answer
    return render(request, "socialaccount/leaving.html", {"address": address, "office": _name(provider_id)})


@everyone
@never_cache
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the service sends people back to."""
    view = OAuth2CallbackView.adapter_view(_checked(request, provider_id))
    try:
        answer: HttpResponse = view(request)
    except (RequestException, KeyError, ValueError):
        return _failed(request)
    return answer


@everyone
@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    """The person changed their mind over there."""
    return redirect("account_login")


def _checked(request: HttpRequest, provider_id: str) -> Checked:
    adapter = Checked(request, provider_id)
    try:
        adapter.get_provider()
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    return adapter


def _failed(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/authentication_error.html", status=502)


def _name(provider_id: str) -> Any:
    return next((one["name"] for one in settings.OFFICE_SIGN_IN if one["provider_id"] == provider_id), "")
