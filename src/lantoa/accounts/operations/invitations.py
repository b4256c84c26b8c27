"""Inviting a person to take an account into use, and giving them a way to a new password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.accounts import asking, rules
from lantoa.accounts.models import Invitation, User
from lantoa.accounts.operations.making import last_moment, make_account, managed
from lantoa.accounts.operations.second_steps import keep_key
from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.vietnamese.text import clean


class UnableToInvite(Unable):
    """Who acts may not make accounts, or the account cannot be invited so."""


class UnableToAccept(Unable):
    """The invitation no longer holds, or what was chosen is too weak."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation with its token. The token is shown once and cannot be had again."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(
    *,
    scope: Scope,
    username: str,
    full_name: str,
    at: datetime,
    email: str = "",
    note: str = "",
    days: int = rules.INVITATION_DAYS,
) -> Invited:
    """Makes an account and the one-time link by which its owner takes it into use within so many days.

    UnableToInvite where the scope may not make accounts; UnableToMakeAccount where the name is taken. Roles are given
    above, in organisations.
    """
    if not asking.may_manage(scope, None, timezone.localdate(at)):
        raise UnableToInvite(_("This account may not invite people. Ask the person who manages accounts."))
    user = make_account(username=username, full_name=clean(full_name), password=None, email=email)
    return _made(scope, user, "invite", note=note, at=at, days=days)


@transaction.atomic
def invite_again(
    *, scope: Scope, user: User, at: datetime, note: str = "", days: int = rules.INVITATION_DAYS
) -> Invited:
    """A new link for an account: to take it into use if it never was, else to set a new password.

    Links that were made for it before no longer hold. The second step stays as it is.
    """
    account = managed(scope, user, at)
    if not account.is_active:
        raise UnableToInvite(_("This account is closed. Open it again first."))
    if account.pk == scope.actor_id:
        raise UnableToInvite(_("Change your own password on the page “Account security”."))
    if hasattr(account, "demo"):
        raise UnableToInvite(_("This is an account of the demonstration: anyone may enter it, so it has no password."))
    account.invitations.filter(used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at)
    was_used = account.has_usable_password() or Authenticator.objects.filter(user=account).exists()
    return _made(scope, account, "reset" if was_used else "invite", note=note, at=at, days=days)


@transaction.atomic
def revoke_invitation(*, scope: Scope, invitation: Invitation, at: datetime) -> None:
    """The link no longer holds. UnableToInvite when it was used already."""
    managed(scope, invitation.user, at)
    changed = Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True, revoked_at__isnull=True)
    if not changed.update(revoked_at=at):
        raise UnableToInvite(_("This invitation was used or revoked before."))
    _write(scope, "revoke_invitation", invitation)


@transaction.atomic
def accept_with_password(*, invitation: Invitation, password: str, at: datetime) -> User:
    """The person chose a password; the link is used up, and sessions that were open end."""
    user = _taken(invitation, at)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise UnableToAccept(" ".join(error.messages)) from error
    user.set_password(password)
    user.sessions_ended += 1
    user.save(update_fields=["password", "sessions_ended"])
    _write(_own(user), "accept", invitation, {"way": "password"})
    return user


@transaction.atomic
def accept_with_passkey(*, invitation: Invitation, name: str, credential: dict[str, Any], at: datetime) -> User:
    """The person made a passkey instead of a password. ``credential`` was checked by the form."""
    user = _taken(invitation, at)
    keep_key(user=user, name=name, credential=credential, is_passkey=True)
    RecoveryCodes.activate(user)
    user.sessions_ended += 1
    user.save(update_fields=["sessions_ended"])
    _write(_own(user), "accept", invitation, {"way": "passkey"})
    return user


def _made(scope: Scope, user: User, kind: str, *, note: str, at: datetime, days: int) -> Invited:
    if not 1 <= days <= rules.MOST_LINK_DAYS:
        raise UnableToInvite(_("An invitation holds for 1 to %(most)s days.") % {"most": rules.MOST_LINK_DAYS})
    token = rules.new_token()
    invitation = Invitation.objects.create(
        user=user,
        kind=kind,
        digest=rules.digest_of(token),
        note=clean(note).strip()[:300],
        made_by_id=scope.actor_id,
        made_at=at,
        expires_at=last_moment(at, days),
    )
    _write(scope, kind, invitation, {"username": user.username, "expires_at": invitation.expires_at})
    return Invited(invitation, token)


def _taken(invitation: Invitation, at: datetime) -> User:
    """Uses the invitation up, if it still holds: of two who send at once, one wins."""
    row = Invitation.objects.select_for_update().select_related("user").get(pk=invitation.pk)
    state = rules.state_of(at, expires_at=row.expires_at, revoked_at=row.revoked_at, used_at=row.used_at)
    if state != "open" or not row.user.is_active:
        raise UnableToAccept(_("This link no longer holds. Ask whoever sent it to you for a new one."))
    Invitation.objects.filter(pk=row.pk).update(used_at=at)
    return row.user


def _own(user: User) -> Scope:
    return Scope(user.pk, user.full_name)


def _write(scope: Scope, verb: str, invitation: Invitation, data: dict[str, Any] | None = None) -> None:
    said = {"invitation": str(invitation.uuid)} | (data or {})
    asking.record(scope=scope, verb=verb, uuid=invitation.user.uuid, data=said)
