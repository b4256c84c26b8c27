"""Drives, what was given to them, what was spent, and what it built."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from lantoa.common.quantities import Exactness, Quantity
from lantoa.contributions import rules
from lantoa.contributions.models.entries import Entry
from lantoa.files.models import StoredFile
from lantoa.history.models import Acted
from lantoa.organisations.models import Unit
from lantoa.plans.models import Theme
from lantoa.practices.models import Practice

EXACTNESSES = [Exactness.EXACT, Exactness.AT_LEAST, Exactness.JUST_UNDER, Exactness.ABOUT]


class Drive(models.Model):
    """A unit asks people to give for a purpose (cuộc vận động đóng góp)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    sort_key = models.BinaryField(db_index=True)
    purpose = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=8, choices=list(rules.STAGES.items()), default="open")
    is_public = models.BooleanField(default=False)
    practices = models.ManyToManyField(Practice, blank=True, related_name="+")
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_drive_has_a_name"),
            models.CheckConstraint(condition=Q(stage__in=rules.STAGES), name="a_drive_is_at_a_known_stage"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="a_drive_ends_after_it_begins"
            ),
        ]


class DriveStep(Acted):
    """That a verb moved a drive on a day."""

    drive = models.ForeignKey(Drive, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=20)
    stage = models.CharField(max_length=8, choices=list(rules.STAGES.items()))
    on = models.DateField()
    note = models.CharField(max_length=400, blank=True)


class Gift(Entry):
    """Somebody gave or promised something. ``also_for`` are other drives of a joint gift: it is never split."""

    drive = models.ForeignKey(Drive, models.PROTECT, related_name="gifts")
    also_for = models.ManyToManyField(Drive, blank=True, related_name="joint_gifts")
    kind = models.CharField(max_length=10, choices=list(rules.KINDS.items()))
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    exactness = models.CharField(max_length=12)
    said = models.CharField(max_length=20, blank=True)
    counted_in = models.CharField(max_length=60)
    # What the giver says materials are worth, in đồng: an estimate, shown apart.
    worth = models.BigIntegerField(null=True, blank=True)
    giver = models.CharField(max_length=200, blank=True)
    givers = models.PositiveIntegerField(default=1)
    promised_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    named_on = models.DateField(null=True, blank=True)
    unnamed_on = models.DateField(null=True, blank=True)
    voucher = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="a_gift_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_gift_is_of_something"),
            models.CheckConstraint(condition=Q(exactness__in=EXACTNESSES), name="a_gift_is_of_a_known_exactness"),
            models.CheckConstraint(condition=Q(givers__gte=1), name="a_gift_has_a_giver"),
            models.CheckConstraint(
                condition=Q(promised_on__isnull=False) | Q(received_on__isnull=False), name="a_gift_has_a_day"
            ),
            models.CheckConstraint(condition=Q(worth__isnull=True) | Q(worth__gt=0), name="a_gift_is_worth_something"),
        ]

    @property
    def quantity(self) -> Quantity:
        """The amount as it was said."""
        return Quantity.of(self.amount, Exactness(self.exactness), self.said)

    @property
    def is_named(self) -> bool:
        """Whether the giver agreed to be named in public, and still does."""
        return bool(self.giver and self.named_on and not self.unnamed_on)

    def line(self, **more: Any) -> rules.Line:
        """As it is added up."""
        return rules.Line(self.kind, self.quantity, self.counted_in, self.received_on is not None, **more)


class Spending(Entry):
    """Money that went out, in whole đồng."""

    drive = models.ForeignKey(Drive, models.PROTECT, related_name="spendings")
    what = models.CharField(max_length=300)
    amount = models.BigIntegerField()
    on = models.DateField()
    paper = models.CharField(max_length=200, blank=True)
    voucher = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="a_spending_is_of_something")]


class Work(Entry):
    """What the gifts built."""

    drive = models.ForeignKey(Drive, models.PROTECT, related_name="works")
    kind = models.CharField(max_length=10, choices=list(rules.WORKS.items()))
    name = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    begun_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    cost = models.BigIntegerField(null=True, blank=True)
    before = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    after = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.WORKS), name="a_work_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(begun_on__isnull=True) | Q(finished_on__isnull=True) | Q(finished_on__gte=F("begun_on")),
                name="a_work_is_finished_after_it_was_begun",
            ),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gt=0), name="a_work_costs_something"),
        ]
