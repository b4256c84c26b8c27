"""Changes of the tree, who succeeded whom, and what is derived from it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.organisations import rules
from lantoa.organisations.models.units import Unit


class Change(models.Model):
    """One act on the tree: by a directing paper, from a day on. Never altered; undone only by a counter-change.

    ``asked`` is what was asked for (units by code), ``effects`` the rows that it made, closed or altered.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=list(rules.CHANGES.items()))
    effective_on = models.DateField(help_text="The first day on which things are as the change says")
    paper = models.CharField(max_length=400, help_text="The directing paper: number, date, issuer")
    note = models.TextField(blank=True)
    asked = models.JSONField(default=dict)
    effects = models.JSONField(default=dict)
    annuls = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="annulled_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.CHANGES), name="a_change_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(kind="annulled", annuls__isnull=False) | (~Q(kind="annulled") & Q(annuls__isnull=True)),
                name="a_counter_change_names_what_it_annuls",
            ),
        ]


class Succession(models.Model):
    """That one unit follows another from a day on. A unit that goes on after a merger or split follows itself.

    ``weight`` states the successor's share of what its predecessor had been: its part of the sum of the weights of
    the same predecessor and change. Null: not divisible.
    """

    change = models.ForeignKey(Change, models.PROTECT, related_name="successions")
    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="predecessors")
    effective_on = models.DateField()
    weight = models.BigIntegerField(null=True, blank=True)
    is_annulled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "predecessor", "successor"], name="one_succession_of_two_units"),
            models.CheckConstraint(condition=Q(weight__isnull=True) | Q(weight__gt=0), name="a_weight_is_positive"),
        ]


class Counterpart(models.Model):
    """Derived: the unit that stands for another on the map of a day, with its share.

    An amount reported for ``unit`` whose last day lies in the fact days counts, on the map of a day among the map
    days, at ``counterpart``: the stretch from ``share_from`` to ``share_to`` of it, in billionths (rules.piece).
    ``line`` is empty where the answer is the same on every line. A unit that nothing succeeded stands for itself.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="counterparts")
    counterpart = models.ForeignKey(Unit, models.CASCADE, related_name="stands_for")
    line = models.CharField(max_length=12, blank=True)
    share_from = models.BigIntegerField(default=0)
    share_to = models.BigIntegerField(default=rules.WHOLE)
    fact_from = models.DateField()
    fact_to = models.DateField()
    map_from = models.DateField()
    map_to = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "map_from"], name="counterpart_of_unit"),
            models.Index(fields=["counterpart", "map_from"], name="counterpart_stands_for"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(share_from__gte=0, share_to__gt=F("share_from"), share_to__lte=rules.WHOLE),
                name="a_share_is_part_of_the_whole",
            )
        ]


class Restructuring(models.Model):
    """That other units stand under a unit, or stand for those below it, than before: by a change of the tree.

    Its id is the sequence that listeners keep (totals of the ledger). Written in the order of commits.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    line = models.CharField(max_length=12)

    class Meta:
        indexes = [models.Index(fields=["unit", "line", "id"], name="restructuring_of_unit")]


class TreeStamp(models.Model):
    """One row, written anew by every change of the tree in its own transaction.

    What a process has worked out of the tree holds as long as the stamp stays (queries.kept). A random name and not a
    number: a number that was rolled back would be given again.
    """

    stamp = models.UUIDField()
