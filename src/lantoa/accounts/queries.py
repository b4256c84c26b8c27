"""What others may ask about accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import Exists, Q, QuerySet
from django.http import HttpRequest

from lantoa.accounts import asking, rules
from lantoa.accounts.models import ApiKey, CalendarFeed, DemoAccount, Invitation, PersonalLink, SignIn, User
from lantoa.common.scopes import Scope

BY_LINK = "by_link"
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class Security:
    """What an account has to sign in with."""

    has_password: bool
    app: Authenticator | None
    keys: list[Authenticator]
    codes: Authenticator | None
    codes_left: int
    offices: list[SocialAccount]

    @property
    def has_second_step(self) -> bool:
        """Whether signing in asks for more than a password."""
        return self.app is not None or bool(self.keys)


def demo_accounts() -> QuerySet[DemoAccount]:
    """The accounts that anyone may enter, in the order of the sign-in page. Empty outside a demonstration."""
    return DemoAccount.objects.filter(user__is_active=True).select_related("user").order_by("position")


def is_demo(user: User) -> bool:
    """Whether anyone may enter the account by one click."""
    return DemoAccount.objects.filter(user=user).exists()


def account(username: str) -> User | None:
    """The account of that name that may sign in."""
    return User.objects.filter(username=username, is_active=True).first()


def anybody() -> bool:
    """Whether any account exists."""
    return User.objects.exists()


def security_of(user: User) -> Security:
    """What the account has to sign in with, the oldest key first. Two queries."""
    has = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    app = next((one for one in has if one.type == Authenticator.Type.TOTP), None)
    codes = next((one for one in has if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return Security(
        has_password=user.has_usable_password(),
        app=app,
        keys=[one for one in has if one.type == Authenticator.Type.WEBAUTHN],
        codes=codes,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
        offices=list(SocialAccount.objects.filter(user=user).order_by("date_joined"))
        if settings.OFFICE_SIGN_IN
        else [],
    )


def must_set_up(user: User, today: date) -> bool:
    """Whether the account's roles ask for a second step that it has not got. Demonstration accounts are free."""
    # Asked at every request: whoever has one, as most of them do, is not asked for roles.
    has = Authenticator.objects.filter(user=user, type__in=SECOND_STEPS)
    if User.objects.filter(Exists(has) | Exists(DemoAccount.objects.filter(user=user)), pk=user.pk).exists():
        return False
    return asking.needs_second_step(user, today)


def sign_ins_of(user: User) -> QuerySet[SignIn]:
    """On which days the account was entered and how, the last first."""
    return SignIn.objects.filter(user=user).order_by("-on", "-pk")


def invitation_of(token: str) -> Invitation | None:
    """The invitation of a token, whether or not it still holds."""
    found = Invitation.objects.select_related("user", "made_by")
    return found.filter(digest=rules.digest_of(token)).first()


def invitation_state(invitation: Invitation, at: datetime) -> str:
    """ "open", "used", "revoked" or "expired"; an invitation to a closed account is revoked."""
    if not invitation.user.is_active:
        return "revoked"
    return rules.state_of(
        at, expires_at=invitation.expires_at, revoked_at=invitation.revoked_at, used_at=invitation.used_at
    )


def invitations_by(maker: User) -> QuerySet[Invitation]:
    """The invitations that one person made, the newest first."""
    return Invitation.objects.filter(made_by=maker).select_related("user").order_by("-made_at", "-pk")


def link_of_token(token: str) -> PersonalLink | None:
    """The personal link of a token, whether or not it still holds."""
    found = PersonalLink.objects.select_related("user", "made_by")
    return found.filter(digest=rules.digest_of(token)).first()


def link_state(link: PersonalLink, at: datetime) -> str:
    """ "open", "revoked" or "expired"; a link of a closed account is revoked."""
    if not link.user.is_active:
        return "revoked"
    return rules.state_of(at, expires_at=link.expires_at, revoked_at=link.revoked_at)


def links_by(maker: User) -> QuerySet[PersonalLink]:
    """The personal links that one person made, the newest first."""
    return PersonalLink.objects.filter(made_by=maker).select_related("user").order_by("-made_at", "-pk")


def link_of(request: HttpRequest) -> PersonalLink | None:
    """The personal link by which this session was opened, or None for every other session. One query a request.

    Whoever makes the scope of a request narrows it to ``limits`` of this link.
    """
    if not hasattr(request, "_personal_link"):
        pk = request.session.get(BY_LINK) if hasattr(request, "session") else None
        found = PersonalLink.objects.select_related("user").filter(pk=pk).first() if pk else None
        request._personal_link = found  # type: ignore[attr-defined]  # kept for the rest of the request
    link: PersonalLink | None = request._personal_link  # type: ignore[attr-defined]
    return link


def key_of_token(token: str, at: datetime) -> ApiKey | None:
    """The key of a secret that holds at the moment, of an open account."""
    found = ApiKey.objects.select_related("user").filter(digest=rules.digest_of(token), user__is_active=True)
    return found.filter(ended_at__isnull=True, expires_at__gt=at).first()


def keys_managed(scope: Scope, today: date) -> QuerySet[ApiKey]:
    """The keys of every account that the scope manages, the newest first."""
    return keys_of().filter(user__in=asking.managed(scope, today))


def key_state(key: ApiKey, at: datetime) -> str:
    """ "open", "revoked" or "expired"; a key of a closed account has ended."""
    if not key.user.is_active:
        return "revoked"
    return rules.state_of(at, expires_at=key.expires_at, revoked_at=key.ended_at)


def keys_of(user: User | None = None) -> QuerySet[ApiKey]:
    """The keys of an account, or all of them, the newest first."""
    keys = ApiKey.objects.select_related("user").order_by("-made_at", "-pk")
    return keys if user is None else keys.filter(user=user)


def feed_of_token(token: str, today: date) -> CalendarFeed | None:
    """The calendar of a secret address that holds on the day, of an open account."""
    found = CalendarFeed.objects.select_related("user").filter(digest=rules.digest_of(token), user__is_active=True)
    return next((one for one in found.filter(ended_at__isnull=True) if not _is_forgotten(one, today)), None)


def is_former_feed(token: str) -> bool:
    """Whether a secret address held once: it was made, then stopped, forgotten, or its account closed."""
    return CalendarFeed.objects.filter(digest=rules.digest_of(token)).exists()


def feeds_of(user: User, today: date) -> dict[str, CalendarFeed]:
    """The calendars of an account that hold on the day, by what they are about; one query."""
    found = CalendarFeed.objects.filter(user=user, ended_at__isnull=True)
    return {one.about: one for one in found if not _is_forgotten(one, today)}


def _is_forgotten(one: CalendarFeed, today: date) -> bool:
    return rules.is_forgotten(one.made_at.date(), one.last_used_on, today)


def invited_by_email(email: str) -> User | None:
    """The one open account with that address; None when there is none, or more than one."""
    found = list(User.objects.filter(Q(email__iexact=email.strip()), is_active=True)[:2]) if email.strip() else []
    return found[0] if len(found) == 1 else None
