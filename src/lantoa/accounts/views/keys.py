"""Keys with which other programs use the API: what `lantoa key` does on the host, for those who manage accounts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.accounts import asking, operations, queries
from lantoa.accounts.forms import KeyForm
from lantoa.accounts.marks import Request, official
from lantoa.accounts.models import User
from lantoa.accounts.wording import KEY_STATES
from lantoa.common.errors import Unable

ON_A_PAGE = 50


@official("accounts")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The keys of the accounts that one manages, with their state; never their secrets."""
    now = timezone.now()
    found = queries.keys_managed(request.scope, timezone.localdate(now))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    rows = [(one, state, *KEY_STATES[state]) for one in page if (state := queries.key_state(one, now))]
    return render(request, "accounts/keys.html", {"page": page, "rows": rows})


@official("accounts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request, uuid: UUID) -> HttpResponse:
    """Makes a key for one account and shows it, once."""
    user = User.objects.filter(uuid=uuid).first()
    today = timezone.localdate()
    if user is None or not asking.may_manage(request.scope, user, today):
        raise Http404
    form = KeyForm(request.POST if request.method == "POST" else None, limits=asking.limits_of(user, today))
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = operations.make_key(
                scope=request.scope,
                user=user,
                name=said["name"],
                limits=form.limits,
                days=said["days"],
                at=timezone.now(),
                uuid=said["uuid"],
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            return render(request, "accounts/key_made.html", {"key": made.key, "secret": made.token})
    shown = {"form": form, "person": user, "blocked": asking.needs_second_step(user, today)}
    return render(request, "accounts/make_key.html", shown, status=422 if form.errors else 200)


@official("accounts")
@require_POST
def end(request: Request, uuid: UUID) -> HttpResponse:
    """The key no longer holds: the program's next request is refused."""
    key = get_object_or_404(queries.keys_managed(request.scope, timezone.localdate()), uuid=uuid)
    try:
        operations.end_key(scope=request.scope, key=key, at=timezone.now())
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The key is ended. The program's next request is refused."))
    return redirect("accounts:keys")
