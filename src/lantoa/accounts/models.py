"""The account a person signs in with."""

import uuid

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Finds accounts; `accounts.operations.make_account` is how they come into being."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of that user name, however it was capitalised."""
        return self.get(username=self.model.normalize_username(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """An account. `full_name` is one field: Vietnamese names are never cut into first and last."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    # Django's own parts ask for it; content is never guarded by it.
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_user_username_lower",
                condition=models.Q(username=Lower("username")),
            ),
            models.CheckConstraint(name="accounts_user_named", condition=~models.Q(full_name="")),
        ]

    def __str__(self) -> str:
        return self.full_name

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """NFKC, without spaces around, in small letters: how a user name is stored and looked up."""
        return super().normalize_username(username).strip().lower()

    def get_full_name(self) -> str:
        """The full name; Django's parts ask by this name."""
        return self.full_name

    def get_short_name(self) -> str:
        """The given name, which comes last in Vietnamese; Django's parts ask by this name."""
        return self.full_name.split()[-1]


class DemoAccount(models.Model):
    """An account that anyone may enter by one click. Rows exist in a demonstration database and nowhere else."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="demo")
    caption_vi = models.CharField(max_length=200)
    caption_en = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="accounts_demo_position", fields=["position"])]

    def __str__(self) -> str:
        return self.caption_vi
