"""Correcting and blanking what an account says of a person, at their own wish."""

from __future__ import annotations

from django.apps import apps
from django.db import transaction

from lantoa.accounts.models import DemoAccount, User

ERASED_NAME = "Tài khoản đã xóa"
# Of the parts that we borrow: whatever belongs to one account.
_BORROWED = {"account", "socialaccount", "mfa"}


@transaction.atomic
def rename_account(*, user: User, full_name: str) -> None:
    """The corrected name of whom an account belongs to. Whoever calls has checked the scope and tells the history."""
    User.objects.filter(pk=user.pk).update(full_name=" ".join(full_name.split())[:200])


@transaction.atomic
def erase_account(*, user: User) -> None:
    """Closes an account for good and blanks what it says of a person; the row stays, since acts point to it.

    Ways to sign in (passwords, keys, links, addresses), open sessions and what is remembered of signing in go with it.
    Whoever calls has checked the scope and tells the history.
    """
    for model in apps.get_models():
        columns = {field.name for field in model._meta.get_fields()}
        if model._meta.app_label in _BORROWED and "user" in columns:
            model._default_manager.filter(user=user).delete()
        elif model._meta.app_label == "axes" and "username" in columns:
            model._default_manager.filter(username=user.username).delete()
    for own in (user.links, user.api_keys, user.feeds, user.invitations, user.sign_ins):
        own.all().delete()
    DemoAccount.objects.filter(user=user).delete()
    closed = User.objects.select_for_update().get(pk=user.pk)
    closed.username = f"da-xoa-{user.pk}"
    closed.full_name = ERASED_NAME
    closed.email = ""
    closed.is_active = False
    closed.last_login = None
    closed.sessions_ended += 1
    closed.set_unusable_password()
    closed.save()
