"""Personal links: in without a password, for a while, for one purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.accounts import asking, rules
from lantoa.accounts.models import PersonalLink, User
from lantoa.accounts.operations.making import last_moment, managed
from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.vietnamese.text import clean


class UnableToMakeLink(Unable):
    """The account may not be entered by a link, or the link cannot be made or revoked so."""


class UnableToUseLink(Unable):
    """The link no longer holds."""


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link with its token. The token is shown once and cannot be had again."""

    link: PersonalLink
    token: str


@transaction.atomic
def make_link(
    *,
    scope: Scope,
    user: User,
    purpose: str,
    limits: dict[str, Any],
    at: datetime,
    days: int = rules.LINK_DAYS,
) -> MadeLink:
    """A personal link for an account, for so many days.

    ``limits`` says what it may reach and must not be empty. UnableToMakeLink for an account whose roles ask for a
    second step: a link would go around it.
    """
    account = managed(scope, user, at)
    words = clean(purpose).strip()[:300]
    if not words:
        raise UnableToMakeLink(_("Say what the link is for; the person reads it."))
    if not limits:
        raise UnableToMakeLink(_("Choose what the link may be used for."))
    if not 1 <= days <= rules.MOST_LINK_DAYS:
        raise UnableToMakeLink(_("A personal link holds for 1 to %(most)s days.") % {"most": rules.MOST_LINK_DAYS})
    if not account.is_active:
        raise UnableToMakeLink(_("This account is closed. Open it again first."))
    if asking.needs_second_step(account, timezone.localdate(at)):
        raise UnableToMakeLink(
            _("This account holds a role that asks for two steps at sign-in, so it cannot be entered by a link.")
        )
    token = rules.new_token()
    link = PersonalLink.objects.create(
        user=account,
        digest=rules.digest_of(token),
        purpose=words,
        limits=limits,
        made_by_id=scope.actor_id,
        made_at=at,
        expires_at=last_moment(at, days),
    )
    data = {"link": str(link.uuid), "purpose": words, "limits": limits, "expires_at": link.expires_at}
    asking.record(scope=scope, verb="make_link", uuid=account.uuid, data=data)
    return MadeLink(link, token)


@transaction.atomic
def revoke_link(*, scope: Scope, link: PersonalLink, at: datetime) -> None:
    """The link no longer holds, and sessions by it end with their next page."""
    managed(scope, link.user, at)
    if not PersonalLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=at):
        raise UnableToMakeLink(_("This link was revoked before."))
    asking.record(scope=scope, verb="revoke_link", uuid=link.user.uuid, data={"link": str(link.uuid)})


@transaction.atomic
def use_link(*, link: PersonalLink, at: datetime) -> PersonalLink:
    """Marks the link as used now; UnableToUseLink where it no longer holds."""
    row = PersonalLink.objects.select_for_update().select_related("user").get(pk=link.pk)
    stands = rules.state_of(at, expires_at=row.expires_at, revoked_at=row.revoked_at) == "open"
    if not stands or not row.user.is_active or asking.needs_second_step(row.user, timezone.localdate(at)):
        raise UnableToUseLink(_("This link no longer holds. Ask whoever sent it to you for a new one."))
    PersonalLink.objects.filter(pk=row.pk).update(last_used_at=at)
    asking.record(
        scope=Scope(row.user.pk, row.user.full_name), verb="use_link", uuid=row.user.uuid, data={"link": str(row.uuid)}
    )
    return row
