"""What every line of a book has."""

import uuid

from django.db import models


class Entry(models.Model):
    """A line of a book: never deleted, withdrawn with a reason."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        abstract = True
