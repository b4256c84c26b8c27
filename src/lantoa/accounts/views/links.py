"""Personal links: making and revoking them, and coming in by one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.accounts import asking, operations, queries, rules, throttle
from lantoa.accounts.forms import LinkForm
from lantoa.accounts.marks import Request, everyone, official
from lantoa.accounts.models import PersonalLink, User
from lantoa.accounts.wording import LINK_STATES
from lantoa.common.errors import Unable

ON_A_PAGE = 50


@official("accounts")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The links that one made, with their state."""
    page = Paginator(queries.links_by(request.user), ON_A_PAGE).get_page(request.GET.get("trang"))
    now = timezone.now()
    rows = [(one, state, *LINK_STATES[state]) for one in page if (state := queries.link_state(one, now))]
    return render(request, "accounts/links.html", {"page": page, "rows": rows})


@official("accounts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request, uuid: UUID) -> HttpResponse:
    """Makes a link for one account and shows it, once."""
    user = User.objects.filter(uuid=uuid).first()
    today = timezone.localdate()
    if user is None or not asking.may_manage(request.scope, user, today):
        raise Http404
    form = LinkForm(request.POST if request.method == "POST" else None, limits=asking.limits_of(user, today))
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = operations.make_link(
                scope=request.scope,
                user=user,
                purpose=said["purpose"],
                limits=form.limits,
                days=said["days"],
                at=timezone.now(),
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            address = settings.PUBLIC_URL + reverse("accounts:use_link", args=[made.token])
            return render(request, "accounts/link_made.html", {"link": made.link, "address": address})
    shown = {"form": form, "person": user, "blocked": asking.needs_second_step(user, today)}
    return render(request, "accounts/make_link.html", shown, status=422 if form.errors else 200)


@official("accounts")
@require_POST
def revoke(request: Request, uuid: UUID) -> HttpResponse:
    """The link no longer holds; who is in by it is out."""
    link = get_object_or_404(queries.links_by(request.user), uuid=uuid)
    try:
        operations.revoke_link(scope=request.scope, link=link, at=timezone.now())
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The link was revoked. Who was in by it is out."))
    return redirect("accounts:links")


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use(request: HttpRequest, token: str) -> HttpResponse:
    """Greets the person; one button lets them in. Opening the page changes nothing, for Zalo opens it too."""
    if throttle.is_paused(request):
        return render(request, "accounts/paused.html", status=429)
    link = queries.link_of_token(token)
    if link is None:
        throttle.count_miss(request)
        return render(request, "accounts/link_ended.html", status=404)
    if queries.link_state(link, timezone.now()) != "open":
        return render(request, "accounts/link_ended.html", {"link": link}, status=410)
    if request.method != "POST":
        return render(request, "accounts/use_link.html", {"link": link})
    return _enter(request, link)


def _enter(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    now = timezone.now()
    try:
        used = operations.use_link(link=link, at=now)
    except Unable:
        return render(request, "accounts/link_ended.html", {"link": link}, status=410)
    # Nothing of another session lives on in this one, not even of the same person.
    logout(request)
    login(request, used.user, backend="django.contrib.auth.backends.ModelBackend")
    request.session[queries.BY_LINK] = used.pk
    request.session.set_expiry(rules.session_ends_in(now, used.expires_at))
    operations.note_sign_in(user=used.user, on=timezone.localdate(now), method="link")
    return redirect(_first_page(used.limits))


def _first_page(limits: dict[str, Any]) -> str:
    paths = limits.get("paths") or [resolve_url(settings.LOGIN_REDIRECT_URL)]
    return str(paths[0])
