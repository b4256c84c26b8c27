"""People, the units that they belong to, the posts they held, and who turned out to be whom."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.organisations import rules
from lantoa.organisations.models.units import Unit, ordered


class Person(models.Model):
    """A person, by one full name. No opinion, religion, ethnicity, party rank, identity number or file is ever kept.

    ``birth_year`` only tells namesakes apart. ``known_in`` is the unit that entered them: who may see a person without
    any post or membership follows from it. A row that was joined into another is kept and never shown.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    full_name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    sort_key = models.BinaryField(db_index=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    known_in = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    joined_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    is_restricted = models.BooleanField(default=False, help_text="The person asked that these data be used no more")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True) | Q(birth_year__gte=1850, birth_year__lte=2200),
                name="a_birth_year_is_a_year",
            ),
            models.CheckConstraint(
                condition=Q(joined_into__isnull=True) | ~Q(joined_into=F("id")), name="nobody_is_joined_into_themselves"
            ),
        ]


class Membership(models.Model):
    """That a person belonged to a unit, between two days. The same one never shares a day with itself (triggers)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=12, default="member")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="Where this is known from: a list, a paper")

    class Meta:
        constraints = [
            ordered("a_membership_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(kind__in=rules.MEMBERSHIPS), name="a_membership_is_of_a_known_kind"),
        ]
        # What the triggers ask at every row of an import.
        indexes = [models.Index(fields=["person", "unit", "kind"], name="membership_of_one_kind")]


class Post(models.Model):
    """That a person held a title in a unit, between two days."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True, help_text="The title as one searches for it")
    is_head = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [ordered("a_post_ends_after_it_begins")]


class PersonJoin(models.Model):
    """That two rows turned out to be one person. ``effects`` holds what moved, so that it can be undone exactly."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept = models.ForeignKey(Person, models.PROTECT, related_name="joins")
    joined = models.ForeignKey(Person, models.PROTECT, related_name="joined_by")
    effects = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["joined"], condition=Q(undone_at__isnull=True), name="joined_once"),
        ]


class DistinctPeople(models.Model):
    """That two people who look alike are not the same, so that nobody is asked again. The lower id stands first."""

    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="told_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="the_lower_id_stands_first"),
        ]
