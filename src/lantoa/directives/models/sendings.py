"""To whom a paper was sent, what each unit answered, and by when it should have."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.directives.models.papers import Directive
from lantoa.directives.rules import sendings
from lantoa.files.models import StoredFile
from lantoa.history.models import Acted
from lantoa.organisations.models import Unit


class Sending(models.Model):
    """That a unit sent a paper to others on a day and asked them to carry it out.

    ``whom`` says how they were chosen (``{"of": "below", "classes": […]}``), ``asks`` what they are to do.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="sendings")
    sender = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    line = models.CharField(max_length=12)
    whom = models.JSONField(default=dict)
    asks = models.CharField(max_length=1000, blank=True)
    due_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("sent_on")), name="a_sending_is_due_after_it_went"
            )
        ]


class Addressee(models.Model):
    """One unit that was sent a paper, and what it answered.

    ``answer`` is a paper of its own (``paper``), that it is done (``done_on``, perhaps with a ``photo``), or why not
    (``note``). ``answered_on`` is the day on which it said so. ``told_at`` is when its people were told that the paper
    came, ``reminded`` the last stage of its due day at which they were reminded ("2026-12-01:before-7"), ``nudged_on``
    the last day on which somebody had them reminded. ``chore`` is what the background has still to do about that.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sending = models.ForeignKey(Sending, models.PROTECT, related_name="addressees")
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="addressees")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    expects = models.CharField(max_length=6, choices=list(sendings.EXPECTED.items()))
    due_on = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=12, choices=list(sendings.STAGES.items()), default="waiting")
    answer = models.CharField(max_length=6, blank=True, choices=list(sendings.ANSWERS.items()))
    paper = models.ForeignKey(Directive, models.PROTECT, null=True, blank=True, related_name="answers")
    done_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    reminded = models.CharField(max_length=40, blank=True)
    nudged_on = models.DateField(null=True, blank=True)
    chore = models.CharField(max_length=6, blank=True, choices=list(sendings.CHORES.items()))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["directive", "unit"], name="a_unit_is_sent_a_directive_once"),
            models.CheckConstraint(condition=Q(stage__in=sendings.STAGES), name="an_addressee_has_a_stage"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | Q(answer="paper", paper__isnull=False, answered_on__isnull=False)
                | Q(answer="done", done_on__isnull=False, answered_on__isnull=False)
                | Q(answer="reason", answered_on__isnull=False) & ~Q(note=""),
                name="an_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(stage="answered") | ~Q(answer=""), name="an_addressee_that_answered_has_an_answer"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "stage"], name="addressee_of_a_unit"),
            models.Index(fields=["directive", "stage"], name="addressee_of_a_directive"),
            # What the background asks for every minute, among all the units that were ever sent anything.
            models.Index(fields=["id"], condition=Q(told_at__isnull=True), name="addressee_to_tell"),
            models.Index(fields=["id"], condition=~Q(chore=""), name="addressee_with_a_chore"),
            models.Index(fields=["due_on", "stage"], name="addressee_by_due_day"),
        ]


class AddresseeStep(Acted):
    """That somebody did something about a paper that a unit was sent: what, when, in which role, why."""

    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12, choices=list(sendings.VERBS.items()))
    stage = models.CharField(max_length=12, choices=list(sendings.STAGES.items()))
    note = models.TextField(blank=True)
