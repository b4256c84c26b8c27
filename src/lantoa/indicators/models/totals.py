"""Totals of the ledger, as a small accounting system keeps them. Derived: they may be thrown away at any time.

A figure is the totals of its unit with the lines of the ledger beyond them. So it is right as soon as a line is
committed, and no writer waits for a total.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantoa.common.quantities import Exactness
from lantoa.indicators.models.ledger import Indicator
from lantoa.organisations.models import Unit
from lantoa.organisations.rules import LINES


class Fold(models.Model):
    """How far the totals of one line of units reach, as it was (``tree`` null) or on the map of a day.

    ``cuts`` are the days of a month on which buckets begin. ``restructured`` is the last restructuring of the tree that
    was taken into account. ``stamp`` changes with every act on these totals, so that who reads in several steps can
    tell that nothing came between.
    """

    line = models.CharField(max_length=12, choices=list(LINES.items()))
    is_map = models.BooleanField()
    tree = models.DateField(null=True)
    cuts = models.JSONField()
    upto = models.BigIntegerField(default=0)
    restructured = models.BigIntegerField(default=0)
    stamp = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "is_map"], name="one_fold_of_a_line_and_map"),
            models.CheckConstraint(
                condition=Q(is_map=True, tree__isnull=False) | Q(is_map=False, tree__isnull=True),
                name="a_fold_of_a_map_has_its_day",
            ),
        ]


class FoldedUnit(models.Model):
    """That the totals of a unit are complete up to its fold's sequence. Units without others below have none."""

    fold = models.ForeignKey(Fold, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fold", "unit"], name="a_unit_is_folded_once")]


class Added(models.Model):
    """What counts under a unit of the in-period amounts of one indicator, of one wording, between two days.

    Sums of integers at the indicator's scale; null where such amounts do not know that end. ``count`` is the lines,
    those taken back less.
    """

    fold = models.ForeignKey(Fold, models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="+", db_index=False)
    first = models.DateField()
    last = models.DateField()
    exactness = models.CharField(max_length=10, choices=[(e.value, e.value) for e in Exactness])
    said = models.CharField(max_length=40, blank=True)
    count = models.BigIntegerField()
    value = models.BigIntegerField(null=True)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class Total(Added):
    """Amounts that begin in one bucket and end in another; ``first`` and ``last`` are the buckets' first days.

    So amounts that span buckets stay whole: they are in a period of whole buckets exactly if its days hold both.
    """

    class Meta(Added.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["fold", "unit", "indicator", "first", "last", "exactness", "said"], name="one_total_of_a_kind"
            )
        ]


class PeriodTotal(Added):
    """Amounts that lie wholly within a month, a quarter, a half, nine months or a year, from ``first`` to ``last``.

    They repeat what the rows of Total come to, so that the periods that everyone asks for are read in one go: one row
    for all wordings together. Those of several kinds have SEVERAL for exactness, and for wording the one before all
    that are not exact, or MIXED.
    """

    SEVERAL, MIXED = "several", "*"

    class Meta(Added.Meta):
        constraints = [
            models.UniqueConstraint(fields=["fold", "first", "last", "unit", "indicator"], name="one_total_of_a_period")
        ]
        indexes = [
            # Holds all that a figure reads: thousands of rows come from it without one look at the table.
            models.Index(
                fields=[
                    *("fold", "first", "last", "unit", "indicator"),
                    *("exactness", "said", "count", "value", "low", "high"),
                ],
                name="period_total_whole",
            )
        ]
