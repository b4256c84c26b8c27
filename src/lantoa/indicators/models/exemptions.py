"""What a unit does not report, because it has nothing to do with it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.indicators.models.ledger import Indicator
from lantoa.organisations.models import Unit


class Exemption(models.Model):
    """That an indicator does not apply to a unit, nor to those below it, from a day on: neither missing nor zero.

    One that was taken back stays; then ``ended_at`` is given.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="exemptions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=400)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_why = models.CharField(max_length=400, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "from_on"], condition=Q(ended_at__isnull=True), name="exempt_once"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="exemption_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="exemption_says_why"),
        ]
