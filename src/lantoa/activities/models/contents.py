"""What belongs to an activity: files, topics that plans put on it, what people raised, pieces of a column."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.activities import rules
from lantoa.activities.models.activities import Activity
from lantoa.files.models import StoredFile


class Attachment(models.Model):
    """A file of an activity: its minutes, a material, a photo. One that was taken back is shown to nobody."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attachments")
    role = models.CharField(max_length=8, choices=list(rules.ROLES_OF_FILES.items()))
    title = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    is_withdrawn = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=rules.ROLES_OF_FILES), name="an_attachment_has_a_known_role")
        ]


class Topic(models.Model):
    """That a topic which a plan put on meetings was treated at this one; as words, with the task behind it."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="topics")
    words = models.CharField(max_length=400)
    task = models.UUIDField()
    plan_name = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "task", "words"], name="a_topic_is_treated_once_at_a_meeting")
        ]


class Raised(models.Model):
    """A matter that people raised at an activity, in a few words: no names, no denunciations, nothing of opinions.

    It is kept for the register of matters, which takes it over by its UUID.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="raised")
    words = models.CharField(max_length=1000)
    where = models.CharField(max_length=200, blank=True)
    is_withdrawn = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="what_was_raised_says_what")]


class Piece(models.Model):
    """A piece of a column that came out: in which outlet, on which day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="pieces")
    title = models.CharField(max_length=300)
    outlet = models.CharField(max_length=200)
    on = models.DateField()
    link = models.CharField(max_length=500, blank=True)
    is_withdrawn = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(title="") & ~Q(outlet=""), name="a_piece_says_what_where")]
