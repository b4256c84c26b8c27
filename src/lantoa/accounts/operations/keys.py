"""Keys with which another program acts for an account: made, used, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.accounts import asking, rules
from lantoa.accounts.models import ApiKey, CalendarFeed, User
from lantoa.accounts.operations.making import last_moment, managed
from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.vietnamese.text import clean


class UnableToMakeKey(Unable):
    """The account may not be used by a program, or the key cannot be made or ended so."""


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key with its secret. The secret is shown once and cannot be had again."""

    key: ApiKey
    token: str


@transaction.atomic
def make_key(
    *,
    scope: Scope,
    user: User,
    name: str,
    limits: dict[str, Any],
    at: datetime,
    days: int = rules.KEY_DAYS,
    uuid: UUID | None = None,
) -> MadeKey:
    """A key for an account, for so many days; ``limits`` names the one role ({"grant": id}) that it acts in.

    The same ``uuid`` again makes no second key: the one that it made gets a new secret, as long as nobody used it.
    UnableToMakeKey for an account whose roles ask for a second step: a key would go around it.
    """
    account = managed(scope, user, at)
    words = clean(name).strip()[:200]
    if not words:
        raise UnableToMakeKey(_("Say which program the key is for."))
    if not limits:
        raise UnableToMakeKey(_("Choose the role in which the program acts."))
    if not 1 <= days <= rules.MOST_KEY_DAYS:
        raise UnableToMakeKey(_("A key holds for 1 to %(most)s days.") % {"most": rules.MOST_KEY_DAYS})
    if not account.is_active:
        raise UnableToMakeKey(_("This account is closed. Open it again first."))
    if asking.needs_second_step(account, timezone.localdate(at)):
        raise UnableToMakeKey(
            _("This account holds a role that asks for two steps at sign-in, so no program may use it.")
        )
    token = rules.new_token()
    uuid = uuid or uuid4()
    if ApiKey.objects.filter(uuid=uuid).exists():
        return _made_again(scope, account, uuid, token, at)
    key = ApiKey.objects.create(
        uuid=uuid,
        user=account,
        name=words,
        digest=rules.digest_of(token),
        limits=limits,
        made_by_id=scope.actor_id,
        made_at=at,
        expires_at=last_moment(at, days),
    )
    data = {"key": str(key.uuid), "name": words, "limits": limits, "expires_at": key.expires_at}
    asking.record(scope=scope, verb="make_key", uuid=account.uuid, data=data)
    return MadeKey(key, token)


def _made_again(scope: Scope, account: User, uuid: UUID, token: str, at: datetime) -> MadeKey:
    """Pressed twice: only the second answer is read, so its secret is the one that holds."""
    own = ApiKey.objects.filter(uuid=uuid, user=account, made_by=scope.actor_id, ended_at=None, last_used_on=None)
    if not own.filter(expires_at__gt=at).update(digest=rules.digest_of(token)):
        raise UnableToMakeKey(_("This key was made before. Look at the list of keys, or make another one."))
    asking.record(scope=scope, verb="make_key", uuid=account.uuid, data={"key": str(uuid), "again": True})
    return MadeKey(own.get(), token)


@transaction.atomic
def end_key(*, scope: Scope, key: ApiKey, at: datetime) -> None:
    """The key no longer holds; the program's next request is refused."""
    managed(scope, key.user, at)
    if not ApiKey.objects.filter(pk=key.pk, ended_at__isnull=True).update(ended_at=at):
        raise UnableToMakeKey(_("This key was ended before."))
    asking.record(scope=scope, verb="end_key", uuid=key.user.uuid, data={"key": str(key.uuid)})


def note_use(*, key: ApiKey | CalendarFeed, on: date) -> None:
    """Notes the day on which a key, or the address of a calendar, was used last: no hour, no address of a machine."""
    if key.last_used_on != on:
        type(key)._default_manager.filter(pk=key.pk).update(last_used_on=on)
