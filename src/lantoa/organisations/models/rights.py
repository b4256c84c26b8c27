"""Who may act in which role where, and until when."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.organisations import rules
from lantoa.organisations.models.people import Person
from lantoa.organisations.models.units import Unit, ordered


class Grant(models.Model):
    """That an account may act in a role on a unit and (``rules.ROLES``) all below it on a line, between two days.

    ``ended_on`` is the first day on which it holds no more because someone ended it before its time.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    line = models.CharField(max_length=12, choices=list(rules.LINES.items()), default="place")
    role = models.CharField(max_length=20)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    paper = models.CharField(max_length=200, blank=True, help_text="The decision that it rests on")

    class Meta:
        constraints = [
            ordered("a_grant_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(role__in=rules.GIVEN), name="a_grant_has_a_known_role"),
        ]


class Delegation(models.Model):
    """That the holder of a grant lets another account use some of its verbs, on a unit within it, for stated days.

    It hangs on a grant, never on another delegation: what was delegated cannot be delegated further.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="delegations")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    verbs = models.JSONField(help_text="The verbs that may be used, a list of words")
    from_on = models.DateField()
    to_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=200, help_text="The paper or the reason that it rests on")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="a_delegation_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(why=""), name="a_delegation_has_a_reason"),
        ]
