"""The book of outgoing numbers: which was given to which paper, and the congresses after which it begins anew."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.directives.rules.numbers import HIGHEST, RUNS, Series
from lantoa.organisations.models import Unit


class Congress(models.Model):
    """That a Party organisation's congress closed: papers of the day after are numbered from the beginning.

    ``term`` is what the term that it opened is called ("2025–2030"). One that was recorded wrongly is withdrawn.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    term = models.CharField(max_length=60)
    closed_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "closed_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_congress_closed_on_a_day",
            ),
            models.CheckConstraint(condition=~Q(term=""), name="a_congress_opens_a_term"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="a_congress_is_withdrawn_with_a_reason",
            ),
        ]


class Number(models.Model):
    """A number that was given to a paper of a kind ("BC"), in a series.

    A series ``runs`` through a term or a year and begins on ``series_from``, which follows from ``dated_on`` and the
    congresses. ``given_kind`` and ``given_uuid`` name the paper where it lies here; a number given elsewhere, on paper
    or in another program, has no such name. ``about`` is how the book calls the paper. One given elsewhere that was
    noted wrongly is withdrawn; one that a paper here bears stays for ever.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    runs = models.CharField(max_length=4, choices=list(RUNS.items()))
    series_from = models.DateField()
    number = models.PositiveIntegerField()
    dated_on = models.DateField()
    given_kind = models.CharField(max_length=20, blank=True)
    given_uuid = models.UUIDField(null=True, blank=True)
    about = models.CharField(max_length=400)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "runs", "series_from", "number"],
                condition=Q(withdrawn_at__isnull=True),
                name="a_number_is_given_once_in_a_series",
            ),
            models.CheckConstraint(condition=Q(runs__in=RUNS), name="a_series_runs_as_known"),
            models.CheckConstraint(condition=Q(number__lte=HIGHEST), name="a_number_is_no_error"),
            models.CheckConstraint(condition=~Q(kind="") & ~Q(about=""), name="a_number_says_what_it_was_given_to"),
            models.CheckConstraint(
                condition=Q(given_kind="", given_uuid__isnull=True)
                | (Q(given_uuid__isnull=False, withdrawn_at__isnull=True) & ~Q(given_kind="")),
                name="a_number_here_stays_with_its_paper",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="a_number_is_withdrawn_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["given_kind", "given_uuid"], name="number_by_paper")]

    @property
    def series(self) -> Series:
        """Where it stands."""
        return Series(self.runs, self.series_from)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the paper that has it does not lie here."""
        return self.given_uuid is None
