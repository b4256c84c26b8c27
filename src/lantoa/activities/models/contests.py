"""Contests: what is judged, by whom, by which criteria, with which scores and prizes."""

import uuid

from django.db import models
from django.db.models import Q

from lantoa.activities.models.activities import Activity
from lantoa.organisations.models import Person, Unit


class Entry(models.Model):
    """What takes part in a contest: of a person, a unit, or a group by its name."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="entries")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300, blank=True)
    by_words = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    prize = models.CharField(max_length=100, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(by_words="") | Q(person__isnull=False) | Q(unit__isnull=False),
                name="an_entry_is_somebodys",
            )
        ]


class Juror(models.Model):
    """Who judges a contest."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="jurors")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "name"], name="a_juror_judges_a_contest_once")]


class Criterion(models.Model):
    """By what entries are judged, and how many tenths of a point it may bring at most."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    most = models.PositiveSmallIntegerField(help_text="In tenths of a point")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "name"], name="a_criterion_stands_once_in_a_contest"),
            models.CheckConstraint(condition=Q(most__gt=0), name="a_criterion_brings_something"),
        ]


class Score(models.Model):
    """What a juror gave an entry by a criterion, in tenths of a point."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="scores")
    juror = models.ForeignKey(Juror, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    tenths = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "juror", "criterion"], name="a_score_is_given_once"),
        ]
