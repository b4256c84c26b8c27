"""The pages of notices: mine, and what I sent."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.design.returning import way_back
from lantoa.notices import operations, pages, queries, rules
from lantoa.notices.addressees import Addressees, addressees
from lantoa.notices.forms import ComposeForm
from lantoa.organisations.access import Request, official

ON_A_PAGE = 20
RECIPIENTS_ON_A_PAGE = 50
# More check marks than this in one form, and Django refuses the whole form.
MOST_TICKED = 800
ACTS = {
    "arrive": operations.mark_arrived,
    "send_again": operations.send_again,
    "pass_on": operations.mark_passed_on,
}


@official()
@require_safe
def listing(request: Request) -> HttpResponse:
    """What was sent to me, unread first."""
    now = timezone.now()
    unread_only = request.GET.get("loc") == "chua-doc"
    found = queries.for_user(_me(request), now, unread_only=unread_only)
    shown = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang")),
        "unread_only": unread_only,
        "not_unread_only": not unread_only,
    }
    return render(request, "notices/list.html", shown)


@official()
@require_safe
def open_notice(request: Request, uuid: UUID) -> HttpResponse:
    """Marks a notice of mine read and goes to the place that it speaks of; without one, shows its text."""
    delivery = queries.delivery(uuid)
    if delivery is None or delivery.user_id != _me(request) or delivery.due_at > timezone.now():
        raise Http404
    # A browser that only looks ahead (HEAD) has not shown it to anybody.
    if request.method == "GET":
        operations.mark_read(scope=request.scope, at=timezone.now(), delivery=delivery)
    if delivery.notice.link:
        return redirect(delivery.notice.link)
    return render(request, "notices/one.html", {"delivery": delivery, "notice": delivery.notice})


@official()
@require_POST
def read_all(request: Request) -> HttpResponse:
    """Marks all of mine read."""
    number = operations.mark_all_read(scope=request.scope, at=timezone.now())
    words = ngettext("%(number)s notice marked as read.", "%(number)s notices marked as read.", number)
    messages.success(request, words % {"number": number})
    return redirect("notices:list")


@official()
@require_safe
def sent(request: Request) -> HttpResponse:
    """What I sent, and what became of it."""
    troubled = request.GET.get("loc") == "can-xem"
    found = queries.sent(request.scope)
    page = Paginator(queries.with_trouble(found) if troubled else found, ON_A_PAGE).get_page(request.GET.get("trang"))
    shown = {
        "page": page,
        "rows": pages.sent_rows(page.object_list, timezone.now()),
        "troubled": troubled,
        "not_troubled": not troubled,
        "may_send": rules.sending_reach(request.scope) != frozenset(),
        "mail_is_on": settings.EMAIL_IS_SET_UP,
    }
    return render(request, "notices/sent.html", shown)


@official()
@require_safe
def sent_one(request: Request, uuid: UUID) -> HttpResponse:
    """One notice that I sent: each delivery, and the text for Zalo."""
    notice = get_object_or_404(queries.sent(request.scope), uuid=uuid)
    page = Paginator(queries.deliveries_of(notice), RECIPIENTS_ON_A_PAGE).get_page(request.GET.get("trang"))
    shown: dict[str, Any] = {
        "notice": notice,
        "page": page,
        "rows": pages.delivery_rows(page.object_list),
        "zalo_text": pages.zalo_text(notice),
        "is_planned": notice.due_at > timezone.now(),
        "may_withdraw": notice.deliveries.filter(settled_at__isnull=True, read_at__isnull=True).exists(),
        "mail_is_on": settings.EMAIL_IS_SET_UP,
    }
    return render(request, "notices/sent_one.html", shown)


@official(*rules.WRITING)
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: Request) -> HttpResponse:
    """A message: written, read once more with everybody who gets it, then sent as it was read or not at all."""
    data = request.POST if request.method == "POST" else None
    form = ComposeForm(
        data,
        scope=request.scope,
        today=request.today,
        at=timezone.now(),
        unit=request.GET.get("unit", ""),
        link=_came_from(request),
    )
    step = request.POST.get("step", "")
    if step in ("preview", "send") and form.is_valid():
        said = form.cleaned_data
        everybody = addressees(scope=request.scope, unit=said["unit"], whom=said["whom"], today=request.today)
        number = len(everybody.every())
        if not number:
            form.add_error("whom", _("Nobody has a role or heads a unit there. Choose another unit or other people."))
        elif number > MOST_TICKED:
            form.add_error("whom", _("That is more people than one message may have. Choose a smaller unit."))
        else:
            return _read_once_more(request, form, everybody, is_sent=step == "send")
    return render(request, "notices/compose.html", {"form": form}, status=422 if form.errors else 200)


def _read_once_more(request: Request, form: ComposeForm, everybody: Addressees, *, is_sent: bool) -> HttpResponse:
    said, refusal = form.cleaned_data, ""
    ticked = request.POST.getlist("keys") if is_sent else None
    if ticked is not None:
        try:
            notice = operations.send_message(
                scope=request.scope,
                at=timezone.now(),
                form=said["form"],
                unit=said["unit"],
                whom=said["whom"],
                keys=ticked,
                subject=said["subject"],
                text=said["text"],
                link=said["link"],
                due_at=said["due_at"],
                by_mail=said.get("by_mail", False),
            )
        except operations.UnableToNotify as error:
            refusal = str(error)
        else:
            messages.success(request, _("It will be sent then.") if said["due_at"] else _("The message has been sent."))
            return redirect("notices:sent_one", notice.uuid)
    shown = {
        "form": form,
        "accounts": pages.tick_rows(everybody.accounts, ticked),
        "without_account": pages.tick_rows(everybody.without_account, ticked),
        "nobody_in": everybody.nobody_in,
        "refusal": refusal,
    }
    return render(request, "notices/compose_preview.html", shown, status=422 if refusal else 200)


def _came_from(request: Request) -> str:
    """The page that led here, unless it was one of notices: it is likely what the message is about."""
    before = urlsplit(request.headers.get("Referer", ""))
    is_ours = before.netloc in ("", request.get_host())
    wanted = request.GET.get("tu") or (before.path if is_ours else "")
    found = way_back(request, wanted)
    return "" if found.startswith(reverse("notices:list")) or not rules.is_own_path(found) else found


@official()
@require_POST
def withdraw(request: Request, uuid: UUID) -> HttpResponse:
    """Takes back what has not gone out."""
    notice = get_object_or_404(queries.sent(request.scope), uuid=uuid)
    try:
        operations.withdraw(scope=request.scope, at=timezone.now(), notice=notice)
    except operations.UnableToWithdraw as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Withdrawn. What had already gone out cannot be taken back."))
    return redirect("notices:sent_one", uuid)


@official()
@require_POST
def settle(request: Request, uuid: UUID) -> HttpResponse:
    """What I say of one delivery: it arrived, send it again, I sent it by Zalo."""
    delivery = queries.delivery(uuid)
    if delivery is None or not queries.sent(request.scope).filter(pk=delivery.notice_id).exists():
        raise Http404
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        messages.error(request, _("Choose one of the buttons beside the recipient."))
        return redirect("notices:sent_one", delivery.notice.uuid)
    try:
        act(scope=request.scope, at=timezone.now(), delivery=delivery)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted."))
    return redirect("notices:sent_one", delivery.notice.uuid)


def _me(request: Request) -> int:
    # @official let only people in who are signed in.
    assert request.user.pk is not None
    return request.user.pk
