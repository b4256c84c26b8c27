"""Report types: who asks which units for a report, about when, due when. Dated data, never changed in place."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.organisations.models import Unit
from lantoa.organisations.rules import LINES
from lantoa.reports.models.outlines import Outline
from lantoa.reports.rules import due

# Who owes it: the units directly below the one that asks, or that unit itself.
REPORTERS = {"below": "Các đơn vị trực thuộc", "own": "Chính đơn vị này"}
LAYOUTS = {"issuer": "Theo đơn vị lập báo cáo", "party": "Văn bản của Đảng", "state": "Văn bản hành chính nhà nước"}


class ReportType(models.Model):
    """A report that a unit asks for, from a day on.

    ``cadences`` are those of ``due.CADENCES``; a report asked for once has ``named_from`` and ``named_to`` instead
    (an interim or a final review). ``due_days`` are counted from the last day of the figures, as ``counting`` says.
    ``addressees`` are the lines of "Nơi nhận" before the last, which says where a copy is kept; empty for those that
    follow from who issues it. ``stands_in`` is the paper that asks for it. One that is asked for otherwise is ended,
    and another begins.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asker = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    line = models.CharField(max_length=12, choices=list(LINES.items()), default="place")
    reporters = models.CharField(max_length=6, choices=list(REPORTERS.items()), default="below")
    name = models.CharField(max_length=400)
    about = models.CharField(max_length=400)
    cadences = models.JSONField(default=list)
    named_from = models.DateField(null=True, blank=True)
    named_to = models.DateField(null=True, blank=True)
    closing = models.CharField(max_length=10, choices=list(due.CLOSINGS.items()), default="calendar")
    due_days = models.PositiveSmallIntegerField()
    counting = models.CharField(max_length=10, default="calendar")
    layout = models.CharField(max_length=8, choices=list(LAYOUTS.items()), default="issuer")
    outline = models.ForeignKey(Outline, models.PROTECT, null=True, blank=True, related_name="+")
    addressees = models.TextField(blank=True)
    stands_in = models.CharField(max_length=400, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="a_report_type_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(named_from__isnull=True, named_to__isnull=True)
                | Q(named_from__isnull=False, named_to__gte=F("named_from")),
                name="a_report_asked_for_once_has_its_days",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_report_type_has_a_name"),
        ]
