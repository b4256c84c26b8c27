"""What a unit was given to reach."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.indicators.models.ledger import Measured
from lantoa.indicators.rules import achievement


class Target(Measured):
    """How much of an indicator a unit was given to reach in a period ("kế hoạch"), or not to exceed (``direction``).

    No fact: it never enters the ledger and never adds up by itself. ``stands_in`` are the words of the paper that says
    so, ``citation`` the sentence where the paper is here. One that another replaced or that was withdrawn stays, with
    who ended it, when and why. The source is plain, as that of a fact: what stands above may name its record.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    direction = models.CharField(max_length=10, choices=list(achievement.DIRECTIONS.items()), default="at_least")
    stands_in = models.CharField(max_length=400, blank=True)
    source_kind = models.CharField(max_length=20, blank=True)
    source_uuid = models.UUIDField(null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    ended_as = models.CharField(max_length=10, blank=True, choices=list(achievement.ENDS.items()))
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=400, blank=True)

    class Meta(Measured.Meta):
        constraints = [
            *Measured.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "indicator", "from_on", "to_on", "is_cumulative"],
                condition=Q(ended_at__isnull=True),
                name="one_standing_target_of_each",
            ),
            models.CheckConstraint(condition=Q(direction__in=achievement.DIRECTIONS), name="a_target_has_a_direction"),
            models.CheckConstraint(
                condition=Q(value__gte=0) | Q(value__isnull=True, low__gte=0, high__isnull=False),
                name="a_target_names_a_number",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_as="", ended_why="")
                | (Q(ended_at__isnull=False, ended_as__in=achievement.ENDS) & ~Q(ended_why="")),
                name="a_target_ends_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(source_kind="", source_uuid__isnull=True)
                | ~Q(source_kind="") & Q(source_uuid__isnull=False),
                name="the_source_of_a_target_is_whole",
            ),
        ]

    @property
    def stands(self) -> bool:
        """Whether it is neither replaced nor withdrawn."""
        return self.ended_at is None

    @property
    def wording(self) -> str:
        """The target as a plan says it."""
        return achievement.write_target(self.quantity, self.direction, self.indicator.unit)
