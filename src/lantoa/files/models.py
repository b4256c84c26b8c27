"""What was uploaded, the texts taken out of it, and stretches of those texts."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class StoredFile(models.Model):
    """Bytes kept once under their hash, whoever brings them."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    name = models.CharField(max_length=300)
    media_type = models.CharField(max_length=120)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()


class TextVersion(models.Model):
    """The text that one extractor took out of a file. A better extractor adds a version; old citations stand."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="texts")
    extractor = models.CharField(max_length=40)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True)
    cautions = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "extractor", "sha256"], name="one_text_per_extractor")]


class Citation(models.Model):
    """A stretch of a text version, in code points, end exclusive."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.ForeignKey(TextVersion, models.PROTECT, related_name="citations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "start", "end"], name="one_citation_per_stretch"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_citation_is_not_empty"),
        ]
