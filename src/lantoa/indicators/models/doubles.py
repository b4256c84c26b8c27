"""What was decided of amounts that may tell the same thing twice."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.indicators.models.ledger import Fact
from lantoa.organisations.models import Unit


class Double(models.Model):
    """That one line of the ledger tells what another one tells too, or that it does not: a person's decision.

    Where it does, ``elimination`` leaves the other out from ``at`` upwards, the lowest unit under which both count.
    A decision that was taken back stays; then ``ended_at`` is given.

    ``act`` joins what was decided at one go: a total with each amount that it includes. Where a total was left out in
    favour of several amounts, one of them bears the elimination, and another takes over when that one is taken back.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    act = models.UUIDField(default=uuid4, editable=False, db_index=True)
    kept = models.ForeignKey(Fact, models.PROTECT, related_name="+")
    other = models.ForeignKey(Fact, models.PROTECT, related_name="+")
    is_same = models.BooleanField()
    at = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    elimination = models.OneToOneField(Fact, models.PROTECT, null=True, blank=True, related_name="decision")
    why = models.CharField(max_length=400, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    ended_why = models.CharField(max_length=400, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_heeded = models.BooleanField(default=False, help_text="Derived: LikelyDouble knows of it as it stands")

    class Meta:
        indexes = [models.Index(fields=["id"], name="double_unheeded", condition=Q(is_heeded=False))]
        constraints = [
            models.UniqueConstraint(
                fields=["kept", "other"], condition=Q(ended_at__isnull=True), name="one_decision_of_two_amounts"
            ),
            models.UniqueConstraint(
                fields=["other"],
                condition=Q(ended_at__isnull=True, elimination__isnull=False),
                name="an_amount_is_left_out_once",
            ),
            models.CheckConstraint(condition=~Q(kept=F("other")), name="no_amount_is_its_own_double"),
            models.CheckConstraint(
                condition=Q(is_same=True, elimination__isnull=False)
                | Q(is_same=False, elimination__isnull=True)
                | Q(is_same=True, elimination__isnull=True) & ~Q(act=F("uuid")),
                name="what_is_the_same_is_left_out",
            ),
        ]


class DoubleSearch(models.Model):
    """How far the table of likely doubles reaches: one row, none where nothing is kept (decisions/0022).

    ``upto`` is the last line of the ledger and ``restructured`` the last restructuring of the tree that were taken into
    account. ``seen`` is the line up to which all were there when the first were looked at. ``stamp`` changes with every
    step.
    """

    upto = models.BigIntegerField(default=0)
    seen = models.BigIntegerField(default=0)
    restructured = models.BigIntegerField(default=0)
    stamp = models.UUIDField(default=uuid4)


class LikelyDouble(models.Model):
    """Derived: that one amount may be told in another one, the head, and nothing is decided of the two.

    ``depth`` is how far below the head's unit the other's stands; null where neither stands above the other.
    """

    head = models.ForeignKey(Fact, models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Fact, models.CASCADE, related_name="+")
    depth = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["head", "other"], name="a_likely_double_is_kept_once")]


class LikelyHead(models.Model):
    """Derived: the heads of LikelyDouble once each, for these are few where the others are many."""

    head = models.OneToOneField(Fact, models.CASCADE, primary_key=True, related_name="+")
