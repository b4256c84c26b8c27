"""What is told of a practice beyond its registration: described, aimed at, proved, examined, tried as a pilot."""

import uuid

from django.db import models
from django.db.models import F, Q

from lantoa.files.models import StoredFile
from lantoa.indicators.models import Measured
from lantoa.practices import dossier_rules as rules


class PracticeDetail(models.Model):
    """The parts of a description; what is not told yet is empty."""

    practice = models.OneToOneField("practices.Practice", models.PROTECT, related_name="detail")
    necessity = models.TextField(blank=True)
    aims = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    steps = models.TextField(blank=True)
    means = models.TextField(blank=True)
    participants = models.TextField(blank=True)
    beneficiaries = models.TextField(blank=True)
    costs = models.TextField(blank=True)


class Mark(models.Model):
    """A dated mark on a practice: never deleted, withdrawn with a reason."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        abstract = True


class Goal(Mark, Measured):
    """What a practice means to reach of an indicator in a period. It is beside the results, never among the figures."""

    practice = models.ForeignKey("practices.Practice", models.PROTECT, related_name="goals")

    class Meta(Measured.Meta):
        abstract = False


class Proof(Mark):
    """What proves a result: a picture or a paper."""

    outcome = models.ForeignKey("practices.Outcome", models.PROTECT, related_name="proofs")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    says = models.CharField(max_length=200)
    on = models.DateField()


class Examination(Mark):
    """That a body looked at a practice on a day, and what it concluded. A practice may be examined often, or never."""

    practice = models.ForeignKey("practices.Practice", models.PROTECT, related_name="examinations")
    body = models.CharField(max_length=200)
    on = models.DateField()
    conclusion = models.CharField(max_length=14, choices=list(rules.CONCLUSIONS.items()))
    reason = models.CharField(max_length=400, blank=True)
    paper = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(conclusion__in=rules.CONCLUSIONS), name="an_examination_concludes_something"
            ),
            models.CheckConstraint(
                condition=Q(conclusion="recognised") | ~Q(reason=""), name="what_is_not_recognised_has_a_reason"
            ),
        ]


class PilotTerm(models.Model):
    """Until when a practice is to be a pilot, and what the review at the end said."""

    stage = models.OneToOneField("practices.PracticeStage", models.PROTECT, related_name="term")
    from_on = models.DateField()
    planned_to_on = models.DateField()
    reviewed_on = models.DateField(null=True, blank=True)
    verdict = models.CharField(max_length=6, blank=True)
    review = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_to_on__gte=F("from_on")), name="a_pilot_is_planned_to_end_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on__isnull=True, verdict="", review="")
                | (Q(reviewed_on__gte=F("from_on"), verdict__in=rules.VERDICTS) & ~Q(review="")),
                name="a_pilot_is_reviewed_in_words",
            ),
        ]
