"""Units through time. A unit keeps its identity for ever; what changes has dates.

``to_on`` is null while nothing has ended a span; the ancestry, which is only ever joined, holds 9999-12-31 instead.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from lantoa.organisations import rules


def ordered(name: str) -> models.CheckConstraint:
    """That a span of days does not end before it begins."""
    return models.CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name=name)


class UnitClass(models.Model):
    """A kind of unit (xã, đảng ủy xã, chi bộ …). Data: places and ages name their classes differently."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    is_place = models.BooleanField()
    rank = models.PositiveSmallIntegerField(help_text="0 the country, 1 province, 2 district, 3 commune, 4 village")


class Unit(models.Model):
    """A place or a body."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    founded_on = models.DateField(help_text="The first day; the first day known of where is_founding_known is false")
    is_founding_known = models.BooleanField(default=True)
    dissolved_on = models.DateField(null=True, blank=True, help_text="The first day on which it stood no more")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=F("founded_on")),
                name="a_unit_is_dissolved_after_it_is_founded",
            )
        ]


class UnitName(models.Model):
    """What a unit is called, and its class, between two days."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names")
    unit_class = models.ForeignKey(UnitClass, models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    sort_key = models.BinaryField(db_index=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ordered("a_name_ends_after_it_begins"),
            models.UniqueConstraint(fields=["unit", "from_on"], name="one_name_from_a_day"),
            models.UniqueConstraint(fields=["unit"], condition=Q(to_on__isnull=True), name="one_open_name"),
        ]


class UnitParent(models.Model):
    """Under whom a unit stands on a line, between two days. On the line "place" a body points to its place."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="children")
    line = models.CharField(max_length=12, choices=list(rules.LINES.items()))
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ordered("a_parent_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="no_unit_is_its_own_parent"),
            models.CheckConstraint(condition=Q(line__in=rules.LINES), name="a_parent_has_a_known_line"),
            models.UniqueConstraint(fields=["unit", "line", "from_on"], name="one_parent_from_a_day"),
            models.UniqueConstraint(fields=["unit", "line"], condition=Q(to_on__isnull=True), name="one_open_parent"),
        ]


class UnitContact(models.Model):
    """How a unit is reached, between two days: its office, never a person's private address."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="contacts")
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ordered("a_contact_ends_after_it_begins"),
            models.UniqueConstraint(fields=["unit", "from_on"], name="one_contact_from_a_day"),
            models.UniqueConstraint(fields=["unit"], condition=Q(to_on__isnull=True), name="one_open_contact"),
        ]


class UnitAncestry(models.Model):
    """Derived from UnitParent: every ancestor of every unit with the span in which it was one.

    Before a unit is founded and after it is dissolved it stands where it stood on its nearest day, so that an amount
    reported for other days than its own is never lost; who asks who *stood* there asks the units' own days too.
    """

    ancestor = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Unit, models.CASCADE, related_name="above")
    line = models.CharField(max_length=12)
    depth = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["ancestor", "line", "descendant"], name="ancestry_down"),
            models.Index(fields=["descendant", "line", "depth"], name="ancestry_up"),
        ]
