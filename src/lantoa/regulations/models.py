"""Dated rules, the working calendar, and the deadlines that are counted by both."""

import uuid

from django.db import models
from django.db.models import F, Q


class Standing(models.TextChoices):
    """How sure we are of a rule."""

    CONFIRMED = "confirmed", "Đã đối chiếu văn bản gốc"
    SECONDARY = "secondary", "Theo nguồn thứ cấp"
    UNCONFIRMED = "unconfirmed", "Chưa đối chiếu"


class Sourced(models.Model):
    """Where something is written, on which paper, and how sure we are of it."""

    source = models.TextField()
    source_number = models.CharField(max_length=60, blank=True)
    source_date = models.DateField(null=True, blank=True)
    standing = models.CharField(max_length=12, choices=Standing)

    class Meta:
        abstract = True


class Regulation(Sourced):
    """One rule as it stood between two days. Triggers (migration 0003) refuse two of one code on one day."""

    code = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    value = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "effective_from"], name="one_rule_from_a_day"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(effective_to__isnull=True), name="one_rule_without_an_end"
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="rule_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="rule_has_a_standing"),
        ]


class Shipped(models.Model):
    """What the product ships of a rule: the newest text, and the text that was last taken over or declined.

    While the two differ, the newest is offered to the administrator.
    """

    code = models.SlugField(max_length=80)
    effective_from = models.DateField()
    content = models.JSONField()
    settled = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "effective_from"], name="one_shipped_rule_from_a_day")]


class CalendarChange(models.Model):
    """One act on the working calendar, with its reason. Append-only."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    why = models.CharField(max_length=400)
    at = models.DateTimeField()


class CalendarDay(Sourced):
    """A day that differs from what its day of the week would say. One that was taken out stays, with the act."""

    class Kind(models.TextChoices):
        """Why the day differs."""

        HOLIDAY = "holiday", "Ngày lễ, tết"
        COMPENSATORY = "compensatory", "Nghỉ bù"
        SWAPPED = "swapped", "Nghỉ hoán đổi"
        MADE_UP = "made_up", "Làm bù"

    day = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=200)
    added_by = models.ForeignKey(CalendarChange, models.PROTECT, related_name="added")
    removed_by = models.ForeignKey(CalendarChange, models.PROTECT, null=True, related_name="removed")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day"], condition=Q(removed_by__isnull=True), name="one_reason_a_day"),
            models.CheckConstraint(
                condition=Q(kind__in=["holiday", "compensatory", "swapped", "made_up"]), name="day_has_a_kind"
            ),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="day_has_a_standing"),
        ]


class Deadline(models.Model):
    """A limit that runs for a record of a concept above: what it is for, by which rule, until when.

    ``due_on`` is derived from the rest and the working calendar, and is kept right by every change of them.
    ``unit_id`` is a plain number, for units live above this concept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source_kind = models.CharField(max_length=40)
    source_uuid = models.UUIDField()
    label = models.CharField(max_length=400)
    unit_id = models.BigIntegerField(null=True, blank=True)
    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="deadlines")
    code = models.SlugField(max_length=80)
    key = models.CharField(max_length=120, blank=True)
    started_on = models.DateField()
    days = models.PositiveIntegerField()
    counting = models.CharField(max_length=8, choices=[("working", "ngày làm việc"), ("calendar", "ngày")])
    rolls = models.BooleanField(default=False)
    extended_days = models.PositiveIntegerField(default=0)
    extensions = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField()
    stopped_on = models.DateField(null=True, blank=True)
    stopped_why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_uuid", "code", "key"],
                condition=Q(stopped_on__isnull=True),
                name="one_running_deadline_of_a_limit",
            ),
            models.CheckConstraint(condition=Q(counting__in=["working", "calendar"]), name="deadline_is_counted"),
            models.CheckConstraint(condition=Q(due_on__gte=F("started_on")), name="deadline_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | Q(stopped_on__gte=F("started_on")),
                name="deadline_stops_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["unit_id", "due_on"], name="deadline_unit_due"),
            models.Index(fields=["due_on"], condition=Q(stopped_on__isnull=True), name="deadline_running"),
            models.Index(fields=["source_kind", "source_uuid"], name="deadline_source"),
        ]


class DeadlineMove(models.Model):
    """That a running deadline moved because the calendar changed. Append-only; its id is the sequence that listeners
    keep."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="moves")
    change = models.ForeignKey(CalendarChange, models.PROTECT, related_name="moves")
    from_on = models.DateField()
    to_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deadline", "change"], name="one_move_by_a_change"),
            models.CheckConstraint(condition=~Q(from_on=F("to_on")), name="a_move_moves"),
        ]
