"""A report that is owed: its parts while it is written, what was sent, what happened to it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.files.models import StoredFile
from lantoa.history.models import Acted
from lantoa.organisations.models import Unit
from lantoa.reports.models.types import ReportType
from lantoa.reports.rules import papers


class Report(models.Model):
    """One unit's report of one type about one period.

    ``named_from``/``named_to`` are the period as everyone calls it, ``from_on``/``to_on`` the days of its figures.
    ``tree`` null counts units as they were. ``stage`` repeats the last of its steps, so that lists can ask for it.
    ``turn`` grows with every change; a part keeps that of its last one, so that who writes over newer words is told.
    ``number`` and ``dated_on`` are those of the paper, once it has them; a paper that was sent before keeps its own
    (Version).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    type = models.ForeignKey(ReportType, models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    named_from = models.DateField()
    named_to = models.DateField()
    from_on = models.DateField()
    to_on = models.DateField()
    tree = models.DateField(null=True)
    due_on = models.DateField()
    stage = models.CharField(max_length=12, choices=list(papers.STAGES.items()), default="drafting")
    turn = models.PositiveIntegerField(default=0)
    number = models.CharField(max_length=40, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["type", "unit", "named_from", "named_to"], name="one_report_of_a_period"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="a_report_has_days"),
            models.CheckConstraint(condition=Q(stage__in=papers.STAGES), name="a_report_stands_at_a_known_stage"),
        ]
        indexes = [models.Index(fields=["unit", "stage", "due_on"], name="report_by_unit_and_stage")]


class Part(models.Model):
    """One section of a report while it is written.

    ``section`` is that of the outline (rules.outlines). ``prose`` is what somebody wrote (rules.prose), null while the
    section writes itself. ``dropped`` are the kinds of fills that were left out.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    section = models.JSONField()
    prose = models.JSONField(null=True, blank=True)
    dropped = models.JSONField(default=list)
    turn = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "position"], name="one_part_at_a_position")]


class Version(models.Model):
    """What was sent, whole and for ever: the report as a plain value (rules.frozen), its hash, and what differs from
    the one before.

    ``number`` (empty for none) and ``dated_on`` are those of this very paper: a correction has others.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    revision = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    upto = models.BigIntegerField()
    number = models.CharField(max_length=40, blank=True)
    dated_on = models.DateField()
    changes = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "revision"], name="one_version_of_a_revision")]


class Step(Acted):
    """That somebody did something with a report: who, in which role, when, why."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10, choices=list(papers.VERBS.items()))
    stage = models.CharField(max_length=12, choices=list(papers.STAGES.items()))
    note = models.TextField(blank=True)
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")


class Received(models.Model):
    """That a unit sent its report as a file: on paper, in Word or Excel, from outside the product.

    ``reviewed_at`` is when all that was read from it had been decided on; its figures count from then on.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    type = models.ForeignKey(ReportType, models.PROTECT, related_name="received")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    named_from = models.DateField()
    named_to = models.DateField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    received_on = models.DateField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["type", "unit", "named_from", "named_to", "file"],
                condition=Q(ended_at__isnull=True),
                name="a_file_is_received_once",
            )
        ]
        indexes = [models.Index(fields=["type", "named_from", "named_to"], name="received_by_type_and_period")]
