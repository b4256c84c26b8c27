"""What others may ask about accounts."""

from django.db.models import QuerySet

from lantoa.accounts.models import DemoAccount, User


def demo_accounts() -> QuerySet[DemoAccount]:
    """The accounts that anyone may enter, in the order of the sign-in page. Empty outside a demonstration."""
    return DemoAccount.objects.filter(user__is_active=True).select_related("user").order_by("position")


def anybody() -> bool:
    """Whether any account exists."""
    return User.objects.exists()
