"""Outlines: what a report is built after."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from lantoa.files.models import StoredFile
from lantoa.organisations.models import Unit


class Outline(models.Model):
    """placeholder until the outlines branch lands."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=400)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    source = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sections = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
