"""One account, as whoever manages it sees it: closing and opening it again, and a second step that was lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lantoa.accounts import asking, operations, queries
from lantoa.accounts.forms import WhyForm
from lantoa.accounts.marks import Request, official
from lantoa.accounts.models import User
from lantoa.common.errors import Unable


@dataclass(frozen=True, slots=True)
class Act:
    """What may be done with an account: the operation, the words of the button, what follows, what is said after."""

    do: Callable[..., Any]
    button: str | Promise
    means: str | Promise
    said: str | Promise


ACTS = {
    "close": Act(
        operations.close_account,
        _("Close the account"),
        _("Nobody signs in with it any more; its links and invitations end at once. What it did stays."),
        _("The account is closed."),
    ),
    "reopen": Act(
        operations.reopen_account,
        _("Open the account again"),
        _("It is used again with its password and its second step."),
        _("The account is open again."),
    ),
    "reset": Act(
        operations.reset_second_step,
        _("Take away the second step"),
        _("For someone who lost the telephone and the recovery codes. Make sure that it is really they who ask."),
        _("The second step is gone. The person sets up a new one at the next sign-in."),
    ),
}


@official("accounts")
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request, uuid: UUID) -> HttpResponse:
    """What the account has to sign in with, and the acts that fit it."""
    user = User.objects.filter(uuid=uuid).first()
    if user is None or not asking.may_manage(request.scope, user, timezone.localdate()):
        raise Http404
    security = queries.security_of(user)
    own = user.pk == request.user.pk
    fitting = [] if own else ["close" if user.is_active else "reopen"] + ["reset"] * security.has_second_step
    form = WhyForm(request.POST if request.method == "POST" else None, acts=fitting)
    if form.is_valid():
        act = ACTS[form.cleaned_data["act"]]
        try:
            act.do(scope=request.scope, user=user, why=form.cleaned_data["why"], at=timezone.now())
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, str(act.said))
            return redirect("accounts:account", user.uuid)
    shown = {
        "person": user,
        "security": security,
        "acts": [(name, ACTS[name]) for name in fitting],
        "form": form,
        "is_own": own,
    }
    return render(request, "accounts/account.html", shown, status=422 if form.errors else 200)
