"""Who was to come and came: numbers, names behind them, and who signed up."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.activities.models.activities import Activity
from lantoa.activities.rules.counting import FORMS, STATES, Count
from lantoa.organisations.models import Person, Unit


class Tally(models.Model):
    """How many of a unit's people came to an activity. Every number of attendance that is shown or counted is here.

    ``is_by_name``: rows of ``Attendance`` stand behind it; else it is a bare total, ``who`` says of whom. One unit is
    counted once for an activity, so never by name and by total. ``sending`` is the form that wrote it: the same one
    again changes nothing.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="tallies")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    is_by_name = models.BooleanField(default=False)
    who = models.CharField(max_length=200, blank=True)
    expected = models.PositiveIntegerField(null=True, blank=True)
    excused = models.PositiveIntegerField(default=0)
    direct = models.PositiveIntegerField(default=0)
    online = models.PositiveIntegerField(default=0)
    television = models.PositiveIntegerField(default=0)
    video = models.PositiveIntegerField(default=0)
    guests = models.PositiveIntegerField(default=0)
    sending = models.UUIDField()
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    counted_by_name = models.CharField(max_length=200)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "unit"], name="a_unit_is_counted_once_for_an_activity"),
            models.UniqueConstraint(
                fields=["activity"], condition=Q(is_by_name=True), name="names_of_an_activity_are_of_one_unit"
            ),
            models.CheckConstraint(
                condition=Q(expected__isnull=True, excused=0, is_by_name=False)
                | Q(expected__gte=F("excused") + F("direct") + F("online") + F("television") + F("video")),
                name="no_more_come_than_are_expected",
            ),
        ]

    @property
    def count(self) -> Count:
        """The numbers as a plain value."""
        return Count(self.expected, self.excused, self.direct, self.online, self.television, self.video, self.guests)


class Attendance(models.Model):
    """How it was with one person who was expected: came, by which form; excused, why; absent."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attendance")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=list(STATES.items()))
    form = models.CharField(max_length=10, blank=True, choices=list(FORMS.items()))
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "person"], name="a_person_is_counted_once_for_an_activity"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="an_attendance_has_a_known_state"),
            models.CheckConstraint(condition=Q(state="came") ^ Q(form=""), name="who_came_came_by_a_form"),
            models.CheckConstraint(condition=Q(state="excused") ^ Q(reason=""), name="who_is_excused_has_a_reason"),
        ]


class SignUp(models.Model):
    """That a person said before the day that they will come; ``is_on_behalf``: another said it for them."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sign_ups")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_on_behalf = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"], condition=Q(withdrawn_at__isnull=True), name="a_person_signs_up_once"
            ),
        ]
