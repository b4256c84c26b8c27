"""One thing that is held, the series it may belong to, its steps; and speakers."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.activities import rules
from lantoa.history.models import Acted
from lantoa.organisations.models import Person, Unit
from lantoa.plans.models import Theme
from lantoa.practices.models import Practice


class Speaker(models.Model):
    """That a person speaks for a unit as báo cáo viên or tuyên truyền viên, at a level, between two days."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=list(rules.SPEAKERS.items()), default="reporter")
    level = models.CharField(max_length=10, choices=list(rules.LEVELS.items()), default="commune")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=rules.SPEAKERS), name="a_speaker_is_of_a_known_role"),
            models.CheckConstraint(condition=Q(level__in=rules.LEVELS), name="a_speaker_is_of_a_known_level"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="a_speaker_ends_after_beginning"
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                condition=Q(to_on__isnull=True),
                name="a_person_speaks_once_in_a_unit",
            ),
        ]


class Series(models.Model):
    """An activity that comes round again by a rule of RFC 5545, from a day to a day.

    Its days are rows of ``Activity``, made ahead up to ``made_until_on``. ``continues`` is the series that another rule
    took over from.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=200)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    made_until_on = models.DateField()
    continues = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="continued_by")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(rule=""), name="a_series_has_a_rule"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="a_series_ends_after_it_begins"
            ),
        ]


class Activity(models.Model):
    """One thing that a unit holds or is to hold, on a day or several.

    ``kind`` is a code of the dated rule "activity-kinds". ``slot_on`` is the day on which its series has it: it stays
    when that one is moved. ``speaker`` is one of the register; ``speaker_name`` somebody else. ``turn`` grows with
    every change of what a calendar shows: programs take the higher one for the newer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    about = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    to_on = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    led_by = models.CharField(max_length=200, blank=True)
    speaker = models.ForeignKey(Speaker, models.PROTECT, null=True, blank=True, related_name="talks")
    speaker_name = models.CharField(max_length=200, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="activities")
    practices = models.ManyToManyField(Practice, blank=True, related_name="activities")
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="activities")
    slot_on = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=10, choices=list(rules.STAGES.items()), default="planned")
    minutes = models.TextField(blank=True)
    turn = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kind="") & ~Q(title=""), name="an_activity_says_what_it_is"),
            models.CheckConstraint(condition=Q(stage__in=rules.STAGES), name="an_activity_stands_at_a_known_stage"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="an_activity_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(begins__isnull=False),
                name="an_end_needs_a_beginning",
            ),
            models.CheckConstraint(
                condition=Q(series__isnull=True, slot_on__isnull=True) | Q(series__isnull=False, slot_on__isnull=False),
                name="a_slot_belongs_to_a_series",
            ),
            models.UniqueConstraint(
                fields=["series", "slot_on"], condition=Q(series__isnull=False), name="one_activity_a_slot"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "from_on"], name="activity_of_a_unit"),
            models.Index(fields=["from_on", "stage"], name="activity_by_day"),
        ]


class ActivityStep(Acted):
    """That an activity was planned, held, moved, postponed, cancelled: from which day to which, who said so, why."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10, choices=list(rules.VERBS.items()))
    stage = models.CharField(max_length=10, choices=list(rules.STAGES.items()))
    on = models.DateField(help_text="The day of the activity as it stood with this step")
    note = models.CharField(max_length=500, blank=True)
