"""The files of large reports, made in the background and kept for some days."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.reports.models.papers import Report, Version
from lantoa.reports.models.templates import PaperTemplate
from lantoa.reports.rules import makings


class Making(models.Model):
    """One file of a report that somebody asked for: of the draft, or of a ``version`` that was sent.

    Of a draft ``turn``, ``upto`` and ``dated_on`` say how it read: the report's own turn, the ledger's sequence, the
    day. ``drafted`` of ``sections`` are there already; ``seen_at`` is the last sign of life of whoever makes it.
    ``content`` is a copy that goes after some days, so it lies here and not among the kept files, which forget nothing.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="makings")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    form = models.CharField(max_length=4)
    template = models.ForeignKey(PaperTemplate, models.PROTECT, null=True, related_name="+")
    turn = models.PositiveIntegerField()
    upto = models.BigIntegerField()
    dated_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    stage = models.CharField(max_length=8, choices=list(makings.STAGES.items()), default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    drafted = models.PositiveSmallIntegerField(default=0)
    sections = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=600, blank=True)
    size = models.PositiveIntegerField(default=0)
    content = models.BinaryField(null=True)
    why = models.TextField(blank=True, help_text="Why it could not be made")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=makings.STAGES), name="a_making_stands_at_a_known_stage"),
            models.CheckConstraint(
                condition=Q(stage="done", content__isnull=False) | (~Q(stage="done") & Q(content__isnull=True)),
                name="a_made_file_is_there",
            ),
            models.CheckConstraint(condition=~Q(stage="failed") | ~Q(why=""), name="a_failed_making_says_why"),
        ]
        indexes = [models.Index(fields=["stage", "seen_at"], name="making_by_stage")]

    @property
    def is_under_way(self) -> bool:
        """Whether it is still to come."""
        return self.stage in makings.UNDER_WAY
