"""Calendars in the telephone: one's addresses, and what programs fetch at them."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lantoa.accounts import operations, throttle
from lantoa.accounts import queries as accounts
from lantoa.accounts.models import User
from lantoa.common.errors import Unable
from lantoa.desk.due import feeds
from lantoa.organisations.access import Request, everyone, official

PLAIN, CALENDAR = "text/plain; charset=utf-8", "text/calendar; charset=utf-8"
# So long a program need not ask again.
KEPT_FOR = 15 * 60


@official()
@never_cache
@require_safe
def listing(request: Request) -> HttpResponse:
    """The calendars that one may subscribe to, how that is done, and which have an address."""
    offered = feeds.offered(_user(request), request.today)
    return render(request, "desk/calendars.html", {"offered": offered, "is_by_link": _is_by_link(request)})


@official()
@never_cache
@require_POST
def make(request: Request) -> HttpResponse:
    """A new address, shown once; the one before stops."""
    one = _chosen(request)
    if one is None:
        return redirect("desk:calendars")
    try:
        made = operations.make_feed(
            scope=request.scope,
            user=_user(request),
            about=one.about,
            instead_of=_uuid(request.POST.get("instead_of", "")),
            at=timezone.now(),
        )
    except Unable as error:
        messages.error(request, str(error))
        return redirect("desk:calendars")
    address = settings.PUBLIC_URL + reverse("desk:calendar", args=[made.token])
    return render(request, "desk/calendar_made.html", {"name": one.name, "address": address})


@official()
@never_cache
@require_POST
def end(request: Request) -> HttpResponse:
    """An address stops."""
    one = _chosen(request)
    if one is None or one.feed is None:
        return redirect("desk:calendars")
    try:
        operations.end_feed(scope=request.scope, feed=one.feed, at=timezone.now())
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The address was stopped. Nobody gets anything there any more."))
    return redirect("desk:calendars")


@everyone
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar of a secret address: no session, no cookie. One that has stopped says so (410), which programs
    take for an end; one that never was counts as a guess (404)."""
    if throttle.is_paused(request):
        return HttpResponse(_("Too many wrong addresses. Try later."), PLAIN, 429, headers={"Retry-After": KEPT_FOR})
    today = timezone.localdate()
    found = accounts.feed_of_token(token, today)
    if found is None and accounts.is_former_feed(token):
        # Programs ask on for years: a whole office behind one address would soon be taken for somebody who guesses.
        return HttpResponse(_("There is no calendar at this address any more."), PLAIN, 410)
    if found is None:
        throttle.count_miss(request)
        return HttpResponse(_("There is no calendar at this address."), PLAIN, 404)
    body = feeds.written(found, today)
    operations.note_use(key=found, on=today)
    answer = HttpResponse(body, CALENDAR, headers={"ETag": f'"{sha256(body).hexdigest()[:32]}"'})
    answer.headers["Cache-Control"] = f"private, max-age={KEPT_FOR}"
    answer.headers["Content-Disposition"] = 'inline; filename="lan-toa.ics"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=answer.headers["ETag"], response=answer) or answer


def _chosen(request: Request) -> feeds.Offered | None:
    """The calendar that the form names, of those that the person may have; none in a session by personal link, which
    a calendar would outlive."""
    if _is_by_link(request):
        return None
    offered = feeds.offered(_user(request), request.today)
    return next((one for one in offered if one.about == request.POST.get("about")), None)


def _user(request: Request) -> User:
    assert isinstance(request.user, User)
    return request.user


def _is_by_link(request: Request) -> bool:
    return accounts.link_of(request) is not None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
