"""Who may act in which role where, and until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.organisations import rules
from lantoa.organisations.models.people import Person
from lantoa.organisations.models.units import Unit, ordered


class Grant(models.Model):
    """That an account may act in a role on a unit and all below it on a line, between two days."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    line = models.CharField(max_length=12, choices=list(rules.LINES.items()), default="place")
    role = models.CharField(max_length=20)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ordered("a_grant_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(role__in=list(rules.ROLES)), name="a_grant_has_a_known_role"),
        ]
