"""A plan as it is worked on, what was approved of it, and its steps."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from lantoa.directives.models import Directive
from lantoa.history.models import Acted
from lantoa.organisations.models import Unit
from lantoa.plans.models.themes import Theme
from lantoa.plans.rules import plans


class Plan(models.Model):
    """What a unit is to do in a term, a year or a campaign: the copy that is worked on.

    ``parent`` is the plan that it carries out: the unit's own of the term, or that of a unit above. ``papers`` are
    those of the book that it rests on, ``stands_in`` says it in words, also of papers that no book has. ``stage``
    repeats the last of its steps, ``revision`` the number of the version in force (0 before the first approval).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=list(plans.KINDS.items()))
    name = models.CharField(max_length=400)
    folded = models.CharField(max_length=400, db_index=True)
    sort_key = models.BinaryField(db_index=True)
    from_on = models.DateField()
    to_on = models.DateField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    stands_in = models.CharField(max_length=400, blank=True)
    papers = models.ManyToManyField(Directive, through="PlanPaper", blank=True, related_name="+")
    themes = models.ManyToManyField(Theme, blank=True, related_name="plans")
    stage = models.CharField(max_length=10, choices=list(plans.STAGES.items()), default="draft")
    revision = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=plans.KINDS), name="a_plan_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(stage__in=plans.STAGES), name="a_plan_stands_at_a_known_stage"),
            models.CheckConstraint(condition=~Q(name=""), name="a_plan_has_a_name"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="a_plan_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="a_plan_does_not_carry_out_itself"
            ),
        ]
        indexes = [models.Index(fields=["unit", "from_on", "to_on"], name="plan_by_unit_and_days")]


class PlanPaper(models.Model):
    """That a plan rests on a paper of the book; a paper on which one rests does not leave its book."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    paper = models.ForeignKey(Directive, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "paper"], name="a_plan_rests_on_a_paper_once")]


class PlanVersion(models.Model):
    """What was approved, whole and for ever: the plan as a plain value (rules.contents) and its hash.

    ``rows`` are the rows of the plan by number, to go back to when an amendment is thrown away (queries.snapshots).
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    revision = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    rows = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "revision"], name="one_plan_version_of_a_revision")]


class PlanStep(Acted):
    """That somebody did something with a plan: who, in which role, when, why."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10, choices=list(plans.VERBS.items()))
    stage = models.CharField(max_length=10, choices=list(plans.STAGES.items()))
    note = models.TextField(blank=True)
    version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, related_name="+")
