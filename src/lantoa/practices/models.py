"""Practices, their dated stages, the years they were registered for, and their outcomes."""

import uuid

from django.db import models
from django.db.models import F, Q

from lantoa.files.models import Citation
from lantoa.indicators.models import Measured
from lantoa.organisations.models import Person, Unit
from lantoa.plans.models import Theme
from lantoa.practices import rules
from lantoa.practices.dossier_models import Examination, Goal, PilotTerm, PracticeDetail, Proof

__all__ = [
    "Examination",
    "Field",
    "Goal",
    "Outcome",
    "PilotTerm",
    "Practice",
    "PracticeDetail",
    "PracticeStage",
    "PracticeYear",
    "Proof",
]


class Field(models.Model):
    """A field of work (lĩnh vực). Data: provinces name theirs differently."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    heard_as = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=100)


class Practice(models.Model):
    """A named way of working, owned by a unit, by a person in it, or by an informal group under it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=400)
    folded = models.CharField(max_length=400, db_index=True)
    sort_key = models.BinaryField(db_index=True)
    kind = models.CharField(max_length=12, choices=list(rules.KINDS.items()))
    owner_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    owner_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    owner_group = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    fields = models.ManyToManyField(Field, blank=True, related_name="practices")
    themes = models.ManyToManyField(Theme, blank=True, related_name="practices")
    started_on = models.DateField()
    citation = models.ForeignKey(Citation, models.PROTECT, null=True, blank=True, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="a_practice_is_of_a_known_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="a_practice_has_a_name"),
        ]


class PracticeStage(models.Model):
    """That a practice stood at a stage of a track from a day on: who decided, on which paper, why."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="stages")
    track = models.CharField(max_length=8, choices=list(rules.TRACKS.items()))
    stage = models.CharField(max_length=12, choices=list(rules.STAGES.items()))
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    paper = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "track"], condition=Q(to_on__isnull=True), name="one_open_stage_per_track"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="a_stage_ends_after_it_begins"
            ),
        ]


class PracticeYear(models.Model):
    """That a practice was registered for a year: anew, or kept on from earlier years."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=4, choices=list(rules.YEARS.items()))
    registered_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "year"], name="a_practice_is_registered_once_a_year"),
            models.UniqueConstraint(
                fields=["practice"], condition=Q(kind="new"), name="a_practice_is_registered_anew_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=rules.YEARS), name="a_year_is_new_or_kept"),
        ]


class Outcome(Measured):
    """What came of one practice, or of several together: a joint amount is never split."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practices = models.ManyToManyField(Practice, related_name="outcomes")
    about = models.CharField(max_length=400, blank=True)
