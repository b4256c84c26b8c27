"""What a year or a stage is about: themes, breakthroughs, campaigns, groups of tasks."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.organisations.models import Unit
from lantoa.plans.rules import themes


class Theme(models.Model):
    """What a unit set for itself and those below it, from a day to a day.

    ``parent`` is the theme above that it carries out. ``ended_on`` is the last day of one that was over early; one that
    was withdrawn has none. Nothing is deleted.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=list(themes.KINDS.items()))
    name = models.CharField(max_length=400)
    folded = models.CharField(max_length=400, db_index=True)
    sort_key = models.BinaryField(db_index=True)
    from_on = models.DateField()
    to_on = models.DateField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_out_by")
    stands_in = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    ended_as = models.CharField(max_length=10, blank=True, choices=list(themes.ENDS.items()))
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=themes.KINDS), name="a_theme_is_of_a_known_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="a_theme_has_a_name"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="a_theme_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="a_theme_does_not_carry_out_itself"
            ),
            models.CheckConstraint(
                condition=Q(ended_as="", ended_on__isnull=True, ended_why="")
                | (Q(ended_as="withdrawn", ended_on__isnull=True) & ~Q(ended_why=""))
                | (Q(ended_as="ended", ended_on__gte=F("from_on"), ended_on__lte=F("to_on")) & ~Q(ended_why="")),
                name="a_theme_ends_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["unit", "from_on", "to_on"], name="theme_by_unit_and_days")]


class Participation(models.Model):
    """That a unit takes part in a theme (a campaign of a mass organisation and its units), from a day to a day."""

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="participations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="taking_part_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["theme", "unit"], condition=Q(to_on__isnull=True), name="a_unit_takes_part_once"
            ),
        ]
