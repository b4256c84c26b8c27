"""Lists of people on their way in."""

import uuid

from django.conf import settings
from django.db import models

from lantoa.organisations.models.units import Unit


class RosterDraft(models.Model):
    """A list that was uploaded and waits for a person's choices. Once written, only who became whom is kept.

    ``lines`` holds the rows as text with their number in the file, ``columns`` the field of each column, ``choices``
    what was chosen by row: "new", "skip" or a person's UUID; ``made`` the person of each row written.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    headings = models.JSONField(default=list)
    lines = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    kind = models.CharField(max_length=12, default="member")
    from_on = models.DateField(help_text="Where the list says no day, people belong from this one on")
    made = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True)


class RosterColumns(models.Model):
    """How a unit's lists name their columns: folded heading → field, as a person last corrected it."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    fields = models.JSONField(default=dict)
