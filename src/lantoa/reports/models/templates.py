"""The Word files that units fill with their reports, in place of the layouts that ship."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.files.models import StoredFile
from lantoa.organisations.models import Unit


class PaperTemplate(models.Model):
    """A unit's own Word template, kept once it was found usable. One that was corrected is another; the former is ended
    with a reason and offered no more."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "file"], condition=Q(ended_at__isnull=True), name="a_template_is_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="")
                # Said twice, since an unknown day is neither before nor after another.
                | (Q(ended_at__isnull=False, ended_at__gte=F("made_at")) & ~Q(ended_why="")),
                name="a_template_ends_with_a_reason",
            ),
        ]
