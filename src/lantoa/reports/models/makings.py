"""The files of large reports, made in the background and kept for some days."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.organisations.models import Unit
from lantoa.reports.models.papers import Report, Version
from lantoa.reports.models.templates import PaperTemplate
from lantoa.reports.rules import makings


class Making(models.Model):
    """One file of a report that somebody asked for: of the draft, or of a ``version`` that was sent; or, without a
    ``report``, of the quick one on the practices of a ``unit`` from a day to a day, on the map of ``tree``.

    Of a draft ``turn``, ``upto`` and ``dated_on`` say how it read: the report's own turn, the ledger's sequence, the
    day. ``drafted`` of ``sections`` are there already; ``seen_at`` is the last sign of life of whoever makes it.
    Pages of a long PDF are printed in several goes: ``paper`` is then what they say (JSON, packed), ``printed`` of
    ``to_print`` rows and blocks are on ``pages`` pages, whose pieces are ``Pages``.
    ``content`` is a copy that goes after some days, so it lies here and not among the kept files, which forget nothing.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="makings")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    tree = models.DateField(null=True)
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
    paper = models.BinaryField(null=True)
    printed = models.PositiveIntegerField(default=0)
    to_print = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=600, blank=True)
    size = models.PositiveIntegerField(default=0)
    content = models.BinaryField(null=True)
    why = models.TextField(blank=True, help_text="Why it could not be made")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=False, unit__isnull=True)
                | Q(report__isnull=True, unit__isnull=False, from_on__isnull=False, to_on__isnull=False),
                name="a_making_is_of_a_report_or_a_unit",
            ),
            models.CheckConstraint(condition=Q(stage__in=makings.STAGES), name="a_making_stands_at_a_known_stage"),
            models.CheckConstraint(
                condition=Q(stage="done", content__isnull=False) | (~Q(stage="done") & Q(content__isnull=True)),
                name="a_made_file_is_there",
            ),
            models.CheckConstraint(
                condition=Q(paper__isnull=True) | Q(stage__in=makings.UNDER_WAY), name="what_is_printed_goes_at_the_end"
            ),
            models.CheckConstraint(condition=~Q(stage="failed") | ~Q(why=""), name="a_failed_making_says_why"),
        ]
        indexes = [models.Index(fields=["stage", "seen_at"], name="making_by_stage")]

    @property
    def unit_of(self) -> int:
        """The id of the unit that it is about."""
        unit = self.report.unit_id if self.report else self.unit_id
        assert unit is not None  # by a constraint
        return unit

    @property
    def is_under_way(self) -> bool:
        """Whether it is still to come."""
        return self.stage in makings.UNDER_WAY


class Pages(models.Model):
    """Pages of a long PDF that are printed already, from a row or block on; gone once the file is there."""

    making = models.ForeignKey(Making, models.CASCADE, related_name="pieces")
    printed_from = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["making", "printed_from"], name="pages_are_printed_once"),
        ]
