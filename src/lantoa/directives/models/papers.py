"""Numbered papers, which carries out which, and where a copy lies."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.directives.rules import papers
from lantoa.files.models import StoredFile
from lantoa.history.models import Acted
from lantoa.organisations.models import Unit


class Directive(models.Model):
    """A numbered paper ("văn bản"): from above, or issued here.

    ``issuer`` is the unit that issued it where it stands in the tree, ``issuer_name`` how that was called on the day of
    the paper; ``code`` the number and symbol as printed ("23-KH/TU"), ``number`` and ``kind`` taken out of it.
    ``recorded_in`` is the unit whose book it entered first. No paper with a degree of secrecy is ever kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    issuer = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    issuer_name = models.CharField(max_length=300)
    issuer_key = models.CharField(max_length=300, help_text="The issuer as one searches for it")
    code = models.CharField(max_length=60)
    code_key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    abstract = models.CharField(max_length=1000)
    folded = models.CharField(max_length=1400, help_text="Code, issuer and abstract as one searches for them")
    dated_on = models.DateField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    stage = models.CharField(max_length=10, choices=list(papers.STAGES.items()), default="issued")
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    ended_on = models.DateField(null=True, blank=True, help_text="The first day on which it is in force no more")
    recorded_in = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer_key", "code_key", "dated_on"], name="one_directive_of_a_number"),
            models.CheckConstraint(condition=Q(stage__in=papers.STAGES), name="a_directive_has_a_stage"),
            models.CheckConstraint(condition=~Q(abstract="") & ~Q(issuer_name=""), name="a_directive_says_what_it_is"),
            models.CheckConstraint(
                condition=Q(stage="issued", ended_on__isnull=True, replaced_by__isnull=True)
                | Q(stage="replaced", ended_on__isnull=False, replaced_by__isnull=False)
                | Q(stage="withdrawn", ended_on__isnull=False, replaced_by__isnull=True),
                name="a_directive_ends_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("dated_on")),
                name="a_directive_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["dated_on"], name="directive_day")]


class Implementation(models.Model):
    """That a paper carries out another ("gắn với"); ``stands_in`` are its words that say so."""

    lower = models.ForeignKey(Directive, models.PROTECT, related_name="uppers")
    upper = models.ForeignKey(Directive, models.PROTECT, related_name="lowers")
    stands_in = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lower", "upper"], name="one_paper_carries_out_another_once"),
            models.CheckConstraint(condition=~Q(lower=F("upper")), name="no_paper_carries_out_itself"),
        ]


class Copy(models.Model):
    """That a unit has a paper in its book of papers."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="copies")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    received_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "unit"], name="one_copy_of_a_directive_in_a_unit")]


class DirectiveStep(Acted):
    """That somebody did something with a paper: what, when, why."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10, choices=list(papers.VERBS.items()))
    stage = models.CharField(max_length=10, choices=list(papers.STAGES.items()))
    note = models.TextField(blank=True)
