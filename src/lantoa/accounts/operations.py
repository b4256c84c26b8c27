"""Making accounts, and offering them in a demonstration."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.accounts.models import DemoAccount, User
from lantoa.common.errors import Unable


class UnableToMakeAccount(Unable):
    """The user name is taken or empty, the name is missing, or the password is too weak."""


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
