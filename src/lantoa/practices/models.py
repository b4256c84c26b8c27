"""Practices, their dated stages, the years they were registered for, and their outcomes."""

import uuid

from django.db import models
from django.db.models import F, Q

from lantoa.directives.models import Directive
from lantoa.files.models import Citation
from lantoa.history.models import Acted
from lantoa.indicators.models import Measured
from lantoa.organisations.models import Person, Unit
from lantoa.plans.models import Theme
from lantoa.practices import rules, spreading
from lantoa.practices.dossier_models import Examination, Goal, PilotTerm, PracticeDetail, Proof

__all__ = [
    "Examination",
    "Field",
    "Goal",
    "Lesson",
    "Outcome",
    "PilotTerm",
    "Practice",
    "PracticeDetail",
    "PracticeStage",
    "PracticeYear",
    "Proof",
    "Replication",
    "ReplicationCheck",
    "ReplicationStep",
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


class Replication(models.Model):
    """That a unit takes up a practice from elsewhere: from whom, how it came, what became of it.

    The source is a practice of the register or, from outside it, words. ``practice`` is the taking-up one once it has
    begun; whether it lives is its own life. ``begun_by`` is the unit that gave the order, offered or asked.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.ForeignKey(Practice, models.PROTECT, null=True, blank=True, related_name="spread")
    source_words = models.CharField(max_length=400, blank=True)
    taker_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, models.PROTECT, null=True, blank=True, related_name="origins")
    way = models.CharField(max_length=8, choices=list(spreading.WAYS.items()))
    stage = models.CharField(max_length=10, choices=list(spreading.STAGES.items()))
    begun_by = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    directed_by = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    directed_words = models.CharField(max_length=300, blank=True)
    directive = models.ForeignKey(Directive, models.PROTECT, null=True, blank=True, related_name="+")
    paper_words = models.CharField(max_length=300, blank=True)
    adapted = models.TextField(blank=True)
    begun_on = models.DateField()
    started_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["taker_unit", "stage"], name="replications_of_a_taker"),
            models.Index(fields=["stage", "started_on"], name="replications_by_start"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__isnull=True, source_words__gt="") | Q(source__isnull=False, source_words=""),
                name="a_replication_has_one_source",
            ),
            models.CheckConstraint(
                condition=~Q(stage="started") | Q(practice__isnull=False, started_on__isnull=False),
                name="a_started_replication_has_its_practice",
            ),
            models.CheckConstraint(
                condition=~Q(way="ordered") | Q(directed_by__isnull=False) | Q(directed_words__gt=""),
                name="an_ordered_replication_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=spreading.STAGES) & Q(way__in=spreading.WAYS),
                name="a_replication_is_of_a_known_way",
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=True) | Q(practice__isnull=True) | ~Q(source=F("practice")),
                name="no_practice_is_its_own_source",
            ),
            models.UniqueConstraint(
                fields=["source", "taker_unit"],
                condition=Q(stage__in=spreading.OPEN),
                name="one_open_replication_per_taker",
            ),
            models.UniqueConstraint(
                fields=["source", "practice"], condition=Q(stage="started"), name="one_replication_per_practice"
            ),
        ]


class ReplicationStep(Acted):
    """That a verb was used on a replication: on which day, why."""

    replication = models.ForeignKey(Replication, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=8, choices=list(spreading.VERBS.items()))
    stage = models.CharField(max_length=10, choices=list(spreading.STAGES.items()))
    on = models.DateField()
    note = models.CharField(max_length=600, blank=True)


class ReplicationCheck(Acted):
    """How a replication was found so many months after it began: whether it runs, with what effect, what was learnt."""

    replication = models.ForeignKey(Replication, models.PROTECT, related_name="checks")
    months = models.PositiveSmallIntegerField()
    on = models.DateField()
    state = models.CharField(max_length=8, choices=list(spreading.CHECKED.items()))
    effect = models.TextField(blank=True)
    learnt = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["replication", "months"], name="one_check_a_mark"),
            models.CheckConstraint(condition=Q(state__in=spreading.CHECKED), name="a_check_finds_a_known_state"),
        ]


class Lesson(Acted):
    """What was learnt from a practice, for those who take it up later. Withdrawn with the reason, never deleted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="lessons")
    kind = models.CharField(max_length=8, choices=list(spreading.LESSONS.items()))
    text = models.TextField()
    folded = models.TextField()
    on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_lesson_says_something"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(why=""), name="a_lesson_is_withdrawn_with_the_reason"
            ),
        ]


class Outcome(Measured):
    """What came of one practice, or of several together: a joint amount is never split."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practices = models.ManyToManyField(Practice, related_name="outcomes")
    about = models.CharField(max_length=400, blank=True)
