"""Addresses at which calendar programs read what an account has to do: made, made anew, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.accounts import asking, queries, rules
from lantoa.accounts.models import CalendarFeed, User
from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope


class UnableToMakeFeed(Unable):
    """It is another account's, or its address changed meanwhile."""


@dataclass(frozen=True, slots=True)
class MadeFeed:
    """A calendar with the secret of its address. The secret is shown once and cannot be had again."""

    feed: CalendarFeed
    token: str


@transaction.atomic
def make_feed(*, scope: Scope, user: User, about: str, instead_of: UUID | None, at: datetime) -> MadeFeed:
    """A new address for one of an account's calendars; the one before stops at once.

    ``instead_of`` is the calendar that the person saw standing, None for none: a form that is sent twice makes no
    second address, by which the first, copied already, would stop.
    """
    account = _own(scope, user)
    before = queries.feeds_of(account, timezone.localdate(at)).get(about)
    if (before.uuid if before else None) != instead_of:
        raise UnableToMakeFeed(
            _("The address of this calendar has changed meanwhile. See what stands in the list now.")
        )
    CalendarFeed.objects.filter(user=account, about=about, ended_at__isnull=True).update(ended_at=at)
    token = rules.new_token()
    feed = CalendarFeed.objects.create(user=account, about=about, digest=rules.digest_of(token), made_at=at)
    data = {"feed": str(feed.uuid), "about": about, "instead_of": str(before.uuid) if before else ""}
    asking.record(scope=scope, verb="make_feed", uuid=account.uuid, data=data)
    return MadeFeed(feed, token)


@transaction.atomic
def end_feed(*, scope: Scope, feed: CalendarFeed, at: datetime) -> None:
    """The address no longer holds; what calendar programs fetched before stays with them until they drop it."""
    account = _own(scope, feed.user)
    if not CalendarFeed.objects.filter(pk=feed.pk, ended_at__isnull=True).update(ended_at=at):
        raise UnableToMakeFeed(_("This address was stopped before."))
    asking.record(scope=scope, verb="end_feed", uuid=account.uuid, data={"feed": str(feed.uuid)})


def _own(scope: Scope, user: User) -> User:
    """The account, locked, if it is of whoever acts: nobody subscribes to what others have to do."""
    account = User.objects.select_for_update().get(pk=user.pk)
    if account.pk != scope.actor_id or not account.is_active:
        raise UnableToMakeFeed(_("Only whoever the account belongs to makes and stops its calendars."))
    return account
