"""The tasks of a plan, what they put on meetings and inspections, and the targets that it gives."""

import uuid

from django.db import models
from django.db.models import F, Q

from lantoa.history.models import Acted
from lantoa.indicators.models import Measured
from lantoa.indicators.rules import achievement
from lantoa.organisations.models import Person, Unit
from lantoa.plans.models.plans import Plan
from lantoa.plans.models.themes import Theme
from lantoa.plans.rules import plans


class Task(models.Model):
    """Something to be done by a day. ``group`` is the heading under which it stands ("Nhóm nhiệm vụ").

    Without ``responsible`` the head of the unit is. ``since`` is the first version that holds it, null before; one that
    an amendment takes out ``is_removed`` and stays for the versions that hold it. ``reminded_for`` is the due day about
    which its people have been reminded.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks")
    group = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=600)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    responsible = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    assigned = models.ManyToManyField(Person, blank=True, related_name="+")
    themes = models.ManyToManyField(Theme, blank=True, related_name="tasks")
    from_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    stage = models.CharField(max_length=8, choices=list(plans.TASK_STAGES.items()), default="planned")
    result = models.TextField(blank=True)
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    is_removed = models.BooleanField(default=False)
    reminded_for = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_task_has_a_name"),
            models.CheckConstraint(condition=Q(stage__in=plans.TASK_STAGES), name="a_task_stands_at_a_known_stage"),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(due_on__gte=F("from_on")), name="a_task_is_due_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "is_removed", "position"], name="task_by_plan"),
            models.Index(fields=["stage", "due_on"], name="task_by_due_day"),
        ]


class TaskStep(Acted):
    """That a task was begun, done, dropped or taken up again on a day: who said so, and what came of it or why."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=8, choices=list(plans.TASK_VERBS.items()))
    stage = models.CharField(max_length=8, choices=list(plans.TASK_STAGES.items()))
    on = models.DateField()
    note = models.TextField(blank=True)


class Agenda(models.Model):
    """What a task puts on meetings or on inspection programmes: of a unit, or of all below it, in some days."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="agenda")
    kind = models.CharField(max_length=10, choices=list(plans.AGENDAS.items()))
    words = models.CharField(max_length=400)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    takes_in_below = models.BooleanField(default=True)
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=plans.AGENDAS), name="an_agenda_is_of_a_known_kind"),
            models.CheckConstraint(condition=~Q(words=""), name="an_agenda_says_what"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="an_agenda_ends_after_it_begins"),
        ]


class PlanTarget(Measured):
    """What the plan gives a unit to reach of an indicator, who looks after it and which head answers for it.

    On approval it becomes the unit's standing target (indicators), with the plan as its source. ``parent`` is the
    target of which this one is the part of a unit below.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="targets")
    group = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField()
    direction = models.CharField(max_length=10, choices=list(achievement.DIRECTIONS.items()), default="at_least")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    responsible = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    is_removed = models.BooleanField(default=False)

    class Meta(Measured.Meta):
        constraints = [
            *Measured.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "unit", "indicator", "from_on", "to_on", "is_cumulative"],
                condition=Q(is_removed=False),
                name="one_target_of_each_in_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(direction__in=achievement.DIRECTIONS), name="a_plan_target_has_a_direction"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0) | Q(value__isnull=True, low__gte=0, high__isnull=False),
                name="a_plan_target_names_a_number",
            ),
        ]

    @property
    def wording(self) -> str:
        """The target as a plan says it."""
        return achievement.write_target(self.quantity, self.direction, self.indicator.unit)
