"""Pledges, their deeds, what was done of them, what they said before; and that a private commitment was filed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.files.models import StoredFile
from lantoa.history.models import Acted
from lantoa.organisations.models import Person, Unit
from lantoa.plans.models import Theme
from lantoa.pledges import rules


class Pledge(models.Model):
    """What a person, or without one the unit itself, undertakes from a day to a day.

    ``unit`` is where it counts. ``is_head``: whether the person headed that unit on the day of registering.
    ``carried_from`` is the pledge of the former period that it goes on with. ``paper`` is the photo of the list from
    which it was entered.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    span = models.CharField(max_length=4, choices=list(rules.SPANS.items()), default="year")
    from_on = models.DateField()
    to_on = models.DateField()
    is_head = models.BooleanField(default=False)
    stage = models.CharField(max_length=12, choices=list(rules.STAGES.items()), default="draft")
    result = models.CharField(max_length=9, blank=True, choices=list(rules.RESULTS.items()))
    version = models.PositiveSmallIntegerField(default=1)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_into", default=None
    )
    origin = models.CharField(max_length=5, choices=list(rules.ORIGINS.items()), default="own")
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(span__in=rules.SPANS), name="a_pledge_has_a_known_span"),
            models.CheckConstraint(condition=Q(stage__in=rules.STAGES), name="a_pledge_has_a_known_stage"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="a_pledge_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(stage="closed") ^ Q(result=""), name="a_closed_pledge_has_a_result"),
            models.CheckConstraint(condition=~Q(origin="paper", paper=None), name="a_pledge_from_paper_shows_it"),
            models.UniqueConstraint(
                fields=["unit", "person", "span", "from_on"],
                condition=Q(person__isnull=False) & ~Q(stage="dropped"),
                name="a_person_pledges_once_a_period",
            ),
            models.UniqueConstraint(
                fields=["unit", "span", "from_on"],
                condition=Q(person__isnull=True) & ~Q(stage="dropped"),
                name="a_unit_pledges_once_a_period",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "from_on", "stage"], name="pledge_of_a_unit"),
            models.Index(fields=["person", "from_on"], name="pledge_of_a_person"),
        ]


class PledgeStep(Acted):
    """That a pledge stood at a stage from a day on, and who brought it there, why.

    ``until_on`` is the first day on which it stood there no more, so a stage that was left on its first day holds none.
    """

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12)
    stage = models.CharField(max_length=12, choices=list(rules.STAGES.items()))
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pledge"], condition=Q(until_on__isnull=True), name="a_pledge_stands_at_one_stage"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="a_step_of_a_pledge_ends_after_it_begins",
            ),
        ]


class Deed(models.Model):
    """One thing that will be seen done: what, how much of what, by which day, for which theme.

    ``is_struck``: an amendment took it out; what was done of it stays. ``outcome`` and ``told`` say how it went in the
    words of whoever did it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="deeds")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.CharField(max_length=400)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    counted_in = models.CharField(max_length=60, blank=True)
    due_on = models.DateField()
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    is_struck = models.BooleanField(default=False)
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=6, blank=True, choices=list(rules.DONE.items()))
    told = models.CharField(max_length=600, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="a_deed_says_what"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, counted_in="") | Q(amount__gt=0) & ~Q(counted_in=""),
                name="an_amount_of_a_deed_is_of_something",
            ),
        ]
        indexes = [models.Index(fields=["due_on", "done_on"], name="deed_by_due_day")]


class Progress(models.Model):
    """What was done of a deed on a day, perhaps with a photo that shows it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    deed = models.ForeignKey(Deed, models.PROTECT, related_name="progress")
    on = models.DateField()
    words = models.CharField(max_length=600)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()


class PledgeVersion(models.Model):
    """What a pledge said until an amendment: its deeds as plain values, and why it was amended."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    deeds = models.JSONField()
    until_on = models.DateField()
    why = models.CharField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pledge", "number"], name="a_version_of_a_pledge_stands_once")]


class CommitmentFiled(models.Model):
    """That a person filed the private yearly commitment (bản cam kết tu dưỡng). Only that: never what it says."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    filed_on = models.DateField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="a_commitment_is_filed_once_a_year"),
            models.CheckConstraint(condition=Q(year__gte=1900, year__lte=2200), name="a_commitment_is_of_a_year"),
        ]
