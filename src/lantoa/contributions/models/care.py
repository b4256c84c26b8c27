"""Households and pupils whom a unit looks after, and what was done for them. Read by name only by who needs to."""

import uuid

from django.db import models
from django.db.models import F, Q

from lantoa.contributions.models.entries import Entry
from lantoa.contributions.rules import care as rules
from lantoa.history.models import Acted
from lantoa.organisations.models import Person, Unit


class Cared(models.Model):
    """A household or a pupil looked after. Never religion, illness or what anybody thinks of them.

    ``reason`` is a code of the dated rule; an empty ``name`` was taken out; while ``hidden_on`` is set it is not shown.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=list(rules.KINDS.items()))
    name = models.CharField(max_length=120, blank=True)
    hamlet = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=40)
    carer_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    carer_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    review_on = models.DateField()
    stage = models.CharField(max_length=8, choices=list(rules.STAGES.items()), default="open")
    hidden_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="who_is_looked_after_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(stage__in=rules.STAGES), name="care_is_at_a_known_stage"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="care_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(stage="open", to_on__isnull=True) | (~Q(stage="open") & Q(to_on__isnull=False)),
                name="care_has_a_last_day_once_it_is_over",
            ),
        ]


class CareStep(Acted):
    """What a review found: it goes on, out of difficulty, ended because of one of the dated reasons."""

    cared = models.ForeignKey(Cared, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12)
    stage = models.CharField(max_length=8, choices=list(rules.STAGES.items()))
    on = models.DateField()
    because = models.CharField(max_length=40, blank=True)


class Help(Entry):
    """What was given or done on a day: money in whole đồng, goods, workdays, a visit."""

    cared = models.ForeignKey(Cared, models.PROTECT, related_name="helps")
    kind = models.CharField(max_length=10, choices=list(rules.GIVEN.items()))
    on = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    counted_in = models.CharField(max_length=60, blank=True)
    what = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.GIVEN), name="help_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(kind="visit", amount__isnull=True) | (~Q(kind="visit") & Q(amount__gt=0)),
                name="help_is_of_something",
            ),
        ]


class CareYear(models.Model):
    """That a unit's totals of a year were put into the figures."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    posted_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_count_of_care_a_unit_and_year")]
