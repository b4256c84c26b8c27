"""Savings and rotating groups: rounds and totals, nobody's account."""

import uuid

from django.db import models
from django.db.models import Q

from lantoa.contributions import rules
from lantoa.contributions.models.entries import Entry
from lantoa.organisations.models import Unit


class Savers(models.Model):
    """A savings or rotating group of a unit. Rounds and totals only: nobody's account is kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    sort_key = models.BinaryField(db_index=True)
    kind = models.CharField(max_length=10, choices=list(rules.SAVERS.items()))
    from_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_group_of_savers_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=rules.SAVERS), name="savers_are_of_a_known_kind"),
        ]


class Round(Entry):
    """One round of a group: how many took part, what was paid in and out in all."""

    savers = models.ForeignKey(Savers, models.PROTECT, related_name="rounds")
    on = models.DateField()
    members = models.PositiveIntegerField()
    paid_in = models.BigIntegerField(default=0)
    paid_out = models.BigIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(paid_in__gte=0, paid_out__gte=0) & (Q(paid_in__gt=0) | Q(paid_out__gt=0)),
                name="a_round_moves_money",
            ),
            models.CheckConstraint(condition=Q(members__gte=1), name="somebody_takes_part_in_a_round"),
        ]
