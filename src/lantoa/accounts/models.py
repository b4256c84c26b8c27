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
from django.utils.crypto import salted_hmac


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
    # How often all sessions were ended at once; part of what a session must match to stand.
    sessions_ended = models.PositiveIntegerField(default=0)

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

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must match: the password's hash, as Django has it, and how often sessions were ended."""
        said = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("lantoa.accounts.session", said, secret=secret, algorithm="sha256").hexdigest()

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


class Invitation(models.Model):
    """A one-time link by which a person takes an account into use, or sets a new password. Only its digest is kept."""

    KINDS = [("invite", "first use"), ("reset", "new password")]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    kind = models.CharField(max_length=10, choices=KINDS)
    digest = models.CharField(max_length=64, unique=True)
    note = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="accounts_invitation_kind", condition=models.Q(kind__in=["invite", "reset"])),
            models.CheckConstraint(
                name="accounts_invitation_used_or_revoked",
                condition=models.Q(used_at__isnull=True) | models.Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="accounts_invitation_expires", condition=models.Q(expires_at__gt=models.F("made_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"


class PersonalLink(models.Model):
    """A short-lived link that lets one person in without a password. Only its digest is kept.

    ``limits`` says what such a session may reach: ``{"grant": id, "paths": ["/…"]}``. Accounts knows paths; what a
    grant is, organisations knows.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=300)
    limits = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="accounts_link_for_something", condition=~models.Q(purpose="")),
            models.CheckConstraint(
                name="accounts_link_expires", condition=models.Q(expires_at__gt=models.F("made_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.uuid}"


class ApiKey(models.Model):
    """With which another program acts for an account, in one role. Only its digest is kept.

    ``limits`` names the role ({"grant": id}); what a grant is, organisations knows.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="api_keys")
    name = models.CharField(max_length=200, help_text="Which program it is for")
    digest = models.CharField(max_length=64, unique=True)
    limits = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="accounts_key_for_some_program", condition=~models.Q(name="")),
            models.CheckConstraint(name="accounts_key_expires", condition=models.Q(expires_at__gt=models.F("made_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.uuid}"


class CalendarFeed(models.Model):
    """The address at which calendar programs read what an account has to do. Only the digest of its secret is kept.

    ``about`` says which of its things ("own", or what the desk makes of the rest); one address of each holds at a time.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="feeds")
    about = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="accounts_feed_about_something", condition=~models.Q(about="")),
            models.UniqueConstraint(
                name="accounts_feed_one_address_each",
                fields=["user", "about"],
                condition=models.Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.uuid}"


class SignIn(models.Model):
    """That an account was entered on a day and how: no hour, no address, no machine."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    on = models.DateField()
    method = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(name="accounts_sign_in_once", fields=["user", "on", "method"])]

    def __str__(self) -> str:
        return f"{self.on} {self.method}"
