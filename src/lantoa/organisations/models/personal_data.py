"""What people asked about their own data, and whose data is not to be shown."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.organisations.models.people import Person
from lantoa.organisations.models.units import Unit
from lantoa.organisations.rules import personal_data as rules


class PersonRequest(models.Model):
    """That a person asked to see, correct, restrict, erase their data, or took their consent back.

    ``unit`` is the office that handles it. Its clocks are deadlines of the regulations (kind "person_request"). What
    was done and what is kept stands in ``outcome``, without the data.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="requests")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=list(rules.REQUESTS.items()))
    asked_on = models.DateField()
    asked_how = models.CharField(max_length=12, choices=list(rules.WAYS.items()))
    note = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    was_refused = models.BooleanField(default=False)
    outcome = models.TextField(blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.REQUESTS), name="a_request_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(was_refused=False) | Q(closed_on__isnull=False), name="a_refused_request_is_closed"
            ),
        ]

    @property
    def stage(self) -> str:
        """Where the request stands, from its days (rules.REQUEST_STAGES)."""
        if self.closed_on:
            return "refused" if self.was_refused else "done"
        return "answered" if self.answered_on else "received"


class Restriction(models.Model):
    """That a person's data is not to be used nor shown, from a day until it is lifted.

    ``full_name`` keeps the name that nothing else shows meanwhile.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="restrictions")
    request = models.OneToOneField(PersonRequest, models.PROTECT, related_name="restriction")
    from_on = models.DateField()
    lifted_on = models.DateField(null=True, blank=True)
    full_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=F("from_on")),
                name="a_restriction_is_lifted_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(lifted_on__isnull=True), name="one_open_restriction_of_a_person"
            ),
        ]
