"""On what basis something of a person may be published."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.files.models import StoredFile
from lantoa.organisations import rules
from lantoa.organisations.models.people import Person


class Consent(models.Model):
    """A person's consent for one purpose, or the published decision that stands in its stead. Never assumed.

    ``given_on`` is the day of the consent or of the decision. From ``withdrawn_on`` on it counts no more.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=24)
    words = models.CharField(max_length=400, blank=True, help_text="The purpose as it was put to the person")
    basis = models.CharField(max_length=8)
    covers_name = models.BooleanField(default=False)
    covers_photo = models.BooleanField(default=False)
    covers_story = models.BooleanField(default=False)
    covers_amount = models.BooleanField(default=False)
    given_on = models.DateField()
    evidence = models.CharField(max_length=400, blank=True, help_text="How the consent was given, in words")
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=200, blank=True, help_text="Number, symbol and issuer of the decision")
    decision_link = models.URLField(max_length=400, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_how = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=rules.PURPOSES), name="a_consent_has_a_known_purpose"),
            models.CheckConstraint(
                condition=(Q(basis="consent") & (~Q(evidence="") | Q(paper__isnull=False)))
                | (Q(basis="decision") & ~Q(decision="")),
                name="a_consent_is_evidenced",
            ),
            models.CheckConstraint(
                condition=Q(covers_name=True) | Q(covers_photo=True) | Q(covers_story=True) | Q(covers_amount=True),
                name="a_consent_covers_something",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | (Q(withdrawn_on__gte=F("given_on")) & ~Q(withdrawn_how="")),
                name="a_withdrawal_follows_what_was_given",
            ),
        ]
