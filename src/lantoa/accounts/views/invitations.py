"""Inviting people, and taking an account into use."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as keys
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.accounts import asking, operations, queries, throttle
from lantoa.accounts.forms import FirstPasswordForm, InviteForm
from lantoa.accounts.key_forms import FirstKeyForm
from lantoa.accounts.marks import Request, everyone, official
from lantoa.accounts.models import Invitation, User
from lantoa.accounts.wording import STATES
from lantoa.common.errors import Unable

ON_A_PAGE = 50


@official("accounts")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The invitations that one made, with their state."""
    page = Paginator(queries.invitations_by(request.user), ON_A_PAGE).get_page(request.GET.get("trang"))
    now = timezone.now()
    rows = [(one, state, *STATES[state]) for one in page if (state := queries.invitation_state(one, now))]
    return render(request, "accounts/invitations.html", {"page": page, "rows": rows})


@official("accounts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request) -> HttpResponse:
    """Makes an account and shows its one-time link, once."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = operations.invite(scope=request.scope, at=timezone.now(), **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            return _show(request, made)
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


@official("accounts")
@never_cache
@require_POST
def renew(request: Request, uuid: UUID) -> HttpResponse:
    """A new one-time link for an account: to take it into use, or to set a new password."""
    user = get_object_or_404(User, uuid=uuid)
    if not asking.may_manage(request.scope, user, timezone.localdate()):
        raise Http404
    try:
        made = operations.invite_again(scope=request.scope, user=user, at=timezone.now())
    except Unable as error:
        messages.error(request, str(error))
        return redirect("accounts:invitations")
    return _show(request, made)


@official("accounts")
@require_POST
def revoke(request: Request, uuid: UUID) -> HttpResponse:
    """The link no longer holds."""
    invitation = get_object_or_404(queries.invitations_by(request.user), uuid=uuid)
    try:
        operations.revoke_invitation(scope=request.scope, invitation=invitation, at=timezone.now())
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The invitation was revoked. Its link no longer works."))
    return redirect("accounts:invitations")


@everyone
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Taking an account into use: a password or a passkey. Opening the page changes nothing, for Zalo opens it too."""
    if throttle.is_paused(request):
        return render(request, "accounts/paused.html", status=429)
    invitation = queries.invitation_of(token)
    if invitation is None:
        throttle.count_miss(request)
        return render(request, "accounts/no_invitation.html", status=404)
    state = queries.invitation_state(invitation, timezone.now())
    if state != "open":
        return render(request, "accounts/invitation_over.html", {"invitation": invitation, "state": state}, status=410)
    if request.method != "POST":
        return _offer(request, invitation, FirstPasswordForm())
    if "credential" in request.POST:
        return _by_passkey(request, invitation)
    return _by_password(request, invitation)


def _by_password(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = FirstPasswordForm(request.POST)
    if form.is_valid():
        try:
            user = operations.accept_with_password(
                invitation=invitation, password=form.cleaned_data["password1"], at=timezone.now()
            )
        except Unable as error:
            form.add_error("password1", str(error))
        else:
            logout(request)
            record_authentication(request, user, method="password")
            return _enter(request, user)
    return _offer(request, invitation, form)


def _by_passkey(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = FirstKeyForm(request.POST, user=invitation.user)
    # A new password for an account that was used before is no way around its second step.
    if invitation.kind != "invite" or not form.is_valid():
        return _offer(request, invitation, FirstPasswordForm(), key=form)
    said = form.cleaned_data
    try:
        user = operations.accept_with_passkey(
            invitation=invitation, name=said["name"], credential=said["credential"], at=timezone.now()
        )
    except Unable as error:
        form.add_error(None, str(error))
        return _offer(request, invitation, FirstPasswordForm(), key=form)
    logout(request)
    key = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).latest("pk")
    login = Login(user=user, redirect_url=reverse("mfa_view_recovery_codes"))
    answer: HttpResponse = perform_passwordless_login(request, key, login)
    return answer


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    """Signs in as after the password: an account that has a second step is asked for it."""
    login = Login(user=user, redirect_url=resolve_url(settings.LOGIN_REDIRECT_URL))
    answer: HttpResponse = perform_login(request, login)
    return answer


def _offer(
    request: HttpRequest, invitation: Invitation, form: FirstPasswordForm, *, key: FirstKeyForm | None = None
) -> HttpResponse:
    shown: dict[str, Any] = {"invitation": invitation, "form": form, "key_form": None}
    if invitation.kind == "invite":
        shown["key_form"] = key or FirstKeyForm(user=invitation.user)
        shown["js_data"] = {"creation_options": keys.begin_registration(invitation.user, passwordless=True)}
    wrong = bool(form.errors or (key and key.errors))
    return render(request, "accounts/accept.html", shown, status=422 if wrong else 200)


def _show(request: Request, made: operations.Invited) -> HttpResponse:
    address = settings.PUBLIC_URL + reverse("accounts:accept", args=[made.token])
    return render(request, "accounts/invited.html", {"invitation": made.invitation, "address": address})
