"""Making accounts, closing them, and offering them in a demonstration."""

from datetime import datetime, time, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.accounts import asking
from lantoa.accounts.models import DemoAccount, User
from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.vietnamese.text import clean


class UnableToMakeAccount(Unable):
    """The user name is taken or empty, the name is missing, or the password is too weak."""


class UnableToManageAccount(Unable):
    """The account is out of reach, or no reason was given."""


@transaction.atomic
def make_account(*, username: str, full_name: str, password: str | None, email: str = "") -> User:
    """Makes an account. Without a password nobody can sign in by password (a link or a demo button still works).

    Raises UnableToMakeAccount.
    """
    name = User.normalize_username(username)
    if not name or not full_name.strip():
        raise UnableToMakeAccount(_("An account needs a user name and a full name."))
    if User.objects.filter(username=name).exists():
        raise UnableToMakeAccount(_("The user name “%(name)s” is already taken.") % {"name": name})
    user = User(
        username=name,
        full_name=" ".join(full_name.split()),
        email=User.objects.normalize_email(email),
    )
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise UnableToMakeAccount(" ".join(error.messages)) from error
    user.set_password(password)
    user.save()
    return user


@transaction.atomic
def close_account(*, scope: Scope, user: User, why: str, at: datetime) -> None:
    """Nobody signs in to the account any more; open sessions, links, keys, calendars and invitations end at
    once."""
    account = managed(scope, user, at)
    reason = _reason(why)
    if account.pk == scope.actor_id:
        raise UnableToManageAccount(_("You cannot close your own account. Ask another person who manages accounts."))
    account.is_active = False
    account.sessions_ended += 1
    account.save(update_fields=["is_active", "sessions_ended"])
    account.links.filter(revoked_at__isnull=True).update(revoked_at=at)
    account.api_keys.filter(ended_at__isnull=True).update(ended_at=at)
    account.feeds.filter(ended_at__isnull=True).update(ended_at=at)
    account.invitations.filter(used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at)
    asking.record(scope=scope, verb="close", uuid=account.uuid, data={"why": reason})


@transaction.atomic
def reopen_account(*, scope: Scope, user: User, why: str, at: datetime) -> None:
    """The account may be used again with what it had: its password and its second step."""
    account = managed(scope, user, at)
    reason = _reason(why)
    account.is_active = True
    account.save(update_fields=["is_active"])
    asking.record(scope=scope, verb="reopen", uuid=account.uuid, data={"why": reason})


@transaction.atomic
def reset_second_step(*, scope: Scope, user: User, why: str, at: datetime) -> int:
    """Takes away every second step of an account whose owner has lost it, and ends its sessions; gives their number.

    The reason stays in the history. The owner sets up a new one at the next sign-in, if the role asks for it.
    """
    account = managed(scope, user, at)
    reason = _reason(why)
    if account.pk == scope.actor_id:
        raise UnableToManageAccount(_("Change your own second step on the page “Account security”."))
    number: int = Authenticator.objects.filter(user=account).delete()[0]
    account.sessions_ended += 1
    account.save(update_fields=["sessions_ended"])
    asking.record(scope=scope, verb="reset_second_step", uuid=account.uuid, data={"why": reason, "number": number})
    return number


def managed(scope: Scope, user: User, at: datetime) -> User:
    """The account, locked, if the scope may manage it; UnableToManageAccount otherwise."""
    account = User.objects.select_for_update().get(pk=user.pk)
    if not asking.may_manage(scope, account, timezone.localdate(at)):
        raise UnableToManageAccount(_("This account is not yours to manage. Ask the person who manages it."))
    return account


def last_moment(at: datetime, days: int) -> datetime:
    """The end of the day so many days on: what is sent says "until the end of the day", so it must be true."""
    day = timezone.localdate(at) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def _reason(why: str) -> str:
    text = clean(why).strip()[:400]
    if not text:
        raise UnableToManageAccount(_("Say why: the reason stays in the history."))
    return text


@transaction.atomic
def offer_in_demo(*, user: User, caption_vi: str, caption_en: str, position: int) -> DemoAccount:
    """Lets anyone enter this account by one click on the sign-in page. For demonstration databases only."""
    account, _made = DemoAccount.objects.update_or_create(
        user=user,
        defaults={
            "caption_vi": caption_vi,
            "caption_en": caption_en,
            "position": position,
        },
    )
    return account
