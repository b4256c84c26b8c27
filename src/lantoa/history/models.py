"""Tables of the history. Triggers (migration 0002) refuse every change of an event."""

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One act: who, when, which verb, on which record. Never changed, never deleted."""

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=40, blank=True)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    record = models.UUIDField()
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["kind", "record", "seq"])]


class Payload(models.Model):
    """What the act said. Outside the chain, so that erasing a person's data leaves the chain valid."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=32)
    actor_name = models.CharField(max_length=200)
    data = models.JSONField(default=dict)


class Seal(models.Model):
    """Closes a batch of events; each seal holds the hash of the one before. Never changed, never deleted (triggers).

    ``marks`` finds the first broken event of a batch that no longer fits (rules.marks_of).
    """

    first_seq = models.BigIntegerField(unique=True)
    last_seq = models.BigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    marks = models.BinaryField(default=bytes)


class Acted(models.Model):
    """Who did something, in which role and when: columns of every concept's rows of steps. The name stays as it was
    then, until the person has it forgotten."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True
